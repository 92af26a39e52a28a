"""TaskFlow, a task board in one Reflex program."""

__version__ = "0.1.0"
