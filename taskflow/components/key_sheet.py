"""The sheet that lists the keys."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from taskflow.components.text import t
from taskflow.locales import mark
from taskflow.states.dialogs import HELP_DIALOG
from taskflow.ui.button import button
from taskflow.ui.overlay import FOOT, dialog


@dataclass(frozen=True, slots=True)
class Key:
    """How a key is written, and what it does."""

    written: str
    does: str


KEYS = [
    Key("C", mark("New task")),
    Key("Shift C", mark("Add a task in this column")),
    Key("/", mark("Search tasks")),
    Key("F", mark("Filter")),
    Key("V", mark("Display")),
    Key("← ↑ ↓ →", mark("Go from card to card")),
    Key("Home End", mark("Go to the first or the last card of the column")),
    Key("Enter", mark("Open the task")),
    Key("E", mark("Edit the title")),
    Key("Space", mark("Lift the task, then arrows to move it")),
    Key("M", mark("Move")),
    Key("D", mark("Due date")),
    Key("A", mark("Assignee")),
    Key("P", mark("Priority")),
    Key("X", mark("Select")),
    Key("Delete", mark("Delete")),
    Key("Escape", mark("Close, or clear the selection")),
    Key("Ctrl Z", mark("Undo")),
    Key("Ctrl K", mark("Find a task or an action")),
    Key("?", mark("Show the keys")),
]

# What is written on a key differs from language to language.
_NAMES = {
    "Shift": mark("Shift"),
    "Home": mark("Home"),
    "End": mark("End"),
    "Enter": mark("Enter"),
    "Space": mark("Space"),
    "Delete": mark("Del"),
    "Escape": mark("Escape"),
}


def help_dialog() -> rx.Component:
    """The sheet that lists the keys."""
    return dialog(
        HELP_DIALOG,
        t("Keys"),
        rx.el.dl(
            *(
                rx.el.div(
                    rx.el.dt(t(key.does), class_name="text-sm"),
                    rx.el.dd(
                        *(
                            rx.el.kbd(t(_NAMES[part]) if part in _NAMES else part, class_name="kbd")
                            for part in key.written.split()
                        ),
                        class_name="flex shrink-0 gap-1",
                    ),
                    class_name="flex items-center justify-between gap-4 py-1.5",
                )
                for key in KEYS
            ),
            class_name="grid gap-x-8 sm:grid-cols-2",
        ),
        rx.el.form(button(t("Close"), type="submit"), method="dialog", class_name=FOOT),
        class_name="sm:max-w-2xl!",
    )
