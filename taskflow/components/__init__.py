"""Card, column, filter bar, dialogs … They show a State and send events; no queries, no decisions."""
