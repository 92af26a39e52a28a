"""Tables and the shapes that enter and leave; no decisions, no queries."""
