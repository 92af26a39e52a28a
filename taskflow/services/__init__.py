"""Everything that can be done, as plain functions that take a session first. No Reflex, no FastAPI, no HTML."""
