"""The page's dialogs by name, and the events that open and close them in the browser without asking the server."""

from __future__ import annotations

import reflex as rx

from taskflow.states.browser import WHEN_DRAWN, Events, browser_function, on_event

NEW_TASK_DIALOG = "new-task"
HELP_DIALOG = "help"
PALETTE_DIALOG = "palette"


def open_dialog(dialog: str) -> Events:
    """Show a dialog at once, also while the connection is lost."""
    return on_event(browser_function(f"() => document.getElementById({dialog!r}).showModal()"))


def close_dialog(dialog: str) -> rx.event.EventSpec:
    """Close a dialog; one that is not open stays as it is."""
    return rx.call_function(f"() => document.getElementById({dialog!r})?.close()")


def clear_form(dialog: str) -> rx.event.EventSpec:
    """Bring the fields of a dialog back to what they began with."""
    return rx.call_function(f"() => document.querySelector('#{dialog} form')?.reset()")


def focus_first_error(dialog: str) -> rx.event.EventSpec:
    """Put the focus on the first field that is marked invalid, once the page shows the marks."""
    find = f"document.querySelector('#{dialog} [aria-invalid=true]')"
    return rx.call_function(f"() => {WHEN_DRAWN}(() => {{ const field = {find}; field?.focus(); return field }})")


def focus_card(task_id: str) -> rx.event.EventSpec:
    """Keep the focus at a card that was drawn anew in another place, without scrolling there."""
    card = rx.Var.create(f"task-{task_id}")
    return rx.call_function(
        f"() => {WHEN_DRAWN}(() => document.activeElement === document.body && (document.getElementById({card!s})"
        "?.querySelector('h3 a')?.focus({preventScroll: true}), true))"
    )
