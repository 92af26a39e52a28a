"""The board, at /. All of it is in the layout, which the page of a task shares."""

from __future__ import annotations

import reflex as rx


def index() -> rx.Component:
    """Nothing beyond the layout."""
    return rx.fragment()
