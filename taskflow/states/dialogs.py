"""The page's dialogs by name, and the events that open and close them in the browser without asking the server."""

from __future__ import annotations

import reflex as rx

NEW_TASK_DIALOG = "new-task"
EDIT_TASK_DIALOG = "edit-task"
DELETE_DIALOG = "delete-task"


def open_dialog(dialog: str) -> rx.event.EventSpec:
    """Show a dialog at once."""
    return rx.call_function(f"() => document.getElementById({dialog!r}).showModal()")


def close_dialog(dialog: str) -> rx.event.EventSpec:
    """Close a dialog; one that is not open stays as it is."""
    return rx.call_function(f"() => document.getElementById({dialog!r})?.close()")


def clear_form(dialog: str) -> rx.event.EventSpec:
    """Bring the fields of a dialog back to what they began with."""
    return rx.call_function(f"() => document.querySelector('#{dialog} form')?.reset()")


def focus_first_error(dialog: str) -> rx.event.EventSpec:
    """Put the focus on the first field that is marked invalid, once the page shows the marks."""
    find = f"document.querySelector('#{dialog} [aria-invalid=true]')?.focus()"
    return rx.call_function(f"() => requestAnimationFrame(() => {find})")
