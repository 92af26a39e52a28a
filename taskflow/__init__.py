"""TaskFlow, a task board in one Reflex program."""
