"""Values that live in the visitor's browser alone: setting one asks nobody."""

from __future__ import annotations

# Reflex calls it experimental: this is the one place that names it.
from reflex.experimental.client_state import ClientStateVar


def browser_state(name: str, default: str | bool | dict[str, str]) -> ClientStateVar:
    """Return a value by its page-wide name; a component that shows it must stand below one that contains it."""
    return ClientStateVar.create(name, default=default)
