"""The page's dialogs by name, and the events that open and close them in the browser without asking the server."""

from __future__ import annotations

import reflex as rx

NEW_TASK_DIALOG = "new-task"
EDIT_TASK_DIALOG = "edit-task"
DELETE_DIALOG = "delete-task"


def open_dialog(dialog: str) -> rx.event.EventSpec:
    """Show a dialog at once; a menu gives the focus back to its button first, where the dialog will leave it again."""
    leave_menu = "document.querySelector(':popover-open')?.hidePopover()"
    return rx.call_function(f"() => {{ {leave_menu}; document.getElementById({dialog!r}).showModal() }}")


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


def focus_first_field(dialog: str) -> rx.event.EventSpec:
    """Put the focus into a form that has come after its dialog, unless the visitor has moved on inside the dialog.

    Not by touch, where the keyboard would come up and cover what one has opened to read.
    """
    return rx.call_function(
        "() => requestAnimationFrame(() => {"
        f"const dialog = document.getElementById({dialog!r}), now = document.activeElement;"
        "if (matchMedia('(pointer: fine)').matches && (now === dialog || now === document.body))"
        "dialog.querySelector('form input')?.focus() })"
    )


def focus_card(task_id: str) -> rx.event.EventSpec:
    """Keep the focus at a card that was drawn anew in another place, without scrolling there."""
    card = rx.Var.create(f"task-{task_id}")
    return rx.call_function(
        "() => requestAnimationFrame(() => { if (document.activeElement === document.body)"
        f"document.getElementById({card!s})?.querySelector('[popovertarget]')?.focus({{preventScroll: true}}) }})"
    )
