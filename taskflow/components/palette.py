"""The command palette: finds tasks, and runs what can be done without a card."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex.vars import ObjectVar

from taskflow.components.filter_bar import SEARCH
from taskflow.components.text import status_name, t
from taskflow.locales import LANGUAGES, mark
from taskflow.models.filter import SEARCH_LENGTH, Group, Order
from taskflow.models.task import Status
from taskflow.states.address import open_task
from taskflow.states.board import BoardState
from taskflow.states.browser import Events, assign, browser_function, on_event
from taskflow.states.changes import ChangeState
from taskflow.states.dialogs import HELP_DIALOG, NEW_TASK_DIALOG, PALETTE_DIALOG, open_dialog
from taskflow.states.palette import FoundTask, PaletteState, palette_choice, palette_opened
from taskflow.ui.density import toggle_density
from taskflow.ui.overlay import DIALOG
from taskflow.ui.palette import Palette, PaletteEmpty, PaletteGroup, PaletteInput, PaletteItem, PaletteList

PAUSE_BEFORE_SEARCH_MILLISECONDS = 50

# Typing begins anew with each opening. Before the first one the field is not there yet; it takes the focus as it comes.
OPEN_PALETTE = f"""
    {assign(palette_opened, "true")};
    document.getElementById('{PALETTE_DIALOG}').showModal();
    document.querySelector('#{PALETTE_DIALOG} [cmdk-input]')?.select()"""

# The library's own way of finding takes letters out of the middle of words, and orders by how well it likes them: the
# tasks would stand in no order at all, and the actions in another one after each search.
_FOUND = "found"
_FITS = f"""(value, typed, keywords) => {{
    const plain = (text) => text.toLowerCase().normalize('NFD').replace(/\\p{{M}}/gu, '');
    return +(keywords?.includes('{_FOUND}')
        || plain(typed).split(/\\s+/).every((word) => plain(value).includes(word)));
}}"""


def palette_dialog() -> rx.Component:
    """The dialog; what is in it is fetched when it is first opened."""
    return rx.el.dialog(
        rx.cond(palette_opened.value, _palette()),
        id=PALETTE_DIALOG,
        aria_label=t("Find a task or an action"),
        class_name=f"{DIALOG} p-0! mt-[10dvh]! max-sm:mt-2!",
    )


def _palette() -> rx.Component:
    focus_search = rx.call_function(f"() => document.getElementById('{SEARCH}').focus()")
    return Palette.create(
        PaletteInput.create(
            placeholder=t("Find a task or an action"),
            max_length=SEARCH_LENGTH,
            auto_focus=True,
            on_value_change=lambda text: PaletteState.search(text).debounce(PAUSE_BEFORE_SEARCH_MILLISECONDS),
        ),
        PaletteList.create(
            rx.cond(
                rx.Var.create(PaletteState.found).length() > 0,
                PaletteGroup.create(rx.foreach(PaletteState.found, _task), heading=t("Tasks"), force_mount=True),
            ),
            PaletteGroup.create(
                _action("plus", mark("New task"), open_dialog(NEW_TASK_DIALOG)),
                _action("undo-2", mark("Undo"), ChangeState.undo()),
                _action("search", mark("Search tasks"), focus_search),
                _action("x", mark("Clear all"), BoardState.clear_filters()),
                _action("arrow-down-up", mark("Sort by hand"), BoardState.filter("sort", Order.MANUAL.value)),
                _action("calendar", mark("Sort by due date"), BoardState.filter("sort", Order.DUE.value)),
                _action("signal", mark("Sort by priority"), BoardState.filter("sort", Order.PRIORITY.value)),
                _action("clock", mark("Sort by newest"), BoardState.filter("sort", Order.NEWEST.value)),
                _action("user", mark("Lanes by assignee"), BoardState.filter("group", Group.ASSIGNEE.value)),
                _action("rows-3", mark("Lanes by priority"), BoardState.filter("group", Group.PRIORITY.value)),
                _action("columns-3", mark("No lanes"), BoardState.filter("group", "")),
                _action("sun-moon", mark("Change the theme"), rx.toggle_color_mode),
                _action("rows-2", mark("Compact or comfortable"), toggle_density()),
                *(
                    _item("languages", rx.Var.create(name), BoardState.choose_language(code))
                    for code, name in LANGUAGES.items()
                ),
                _action("keyboard", mark("Show the keys"), open_dialog(HELP_DIALOG)),
                heading=t("Actions"),
            ),
            label=t("Found"),
        ),
        # Beside the list, which is hidden when it is empty: a list without anything to choose is none.
        rx.cond(rx.Var.create(PaletteState.found).length() == 0, PaletteEmpty.create(t("Nothing found."))),
        label=t("Find a task or an action"),
        loop=True,
        filter=browser_function(_FITS),
        value=palette_choice.value.to(str),
        on_value_change=palette_choice.set,
        class_name="palette",
    )


def _close() -> Events:
    return on_event(browser_function(f"() => document.getElementById('{PALETTE_DIALOG}').close()"))


def _task(found: ObjectVar[FoundTask]) -> rx.Component:
    column = status_name(Status.DONE)
    for status in (Status.TODO, Status.IN_PROGRESS):
        column = rx.cond(found.status == status.value, status_name(status), column).to(str)
    return PaletteItem.create(
        rx.el.span(found.title, dir="auto", class_name="truncate"),
        rx.el.span(column, class_name="ml-auto shrink-0 text-xs text-muted"),
        # The server found it, also by words that the title does not hold.
        force_mount=True,
        value=found.id,
        keywords=[_FOUND],
        key=found.id,
        on_select=[_close(), open_task(found.id)],
    )


def _action(icon: str, words: str, event: Any) -> rx.Component:
    return _item(icon, t(words), event)


def _item(icon: str, words: rx.Var[str], event: Any) -> rx.Component:
    return PaletteItem.create(
        rx.icon(icon, size=16, aria_hidden=True, class_name="text-muted"),
        words,
        value=words,
        on_select=[_close(), event],
    )


def open_palette() -> Any:
    """What opens the palette at once."""
    return on_event(browser_function(f"() => {{ {OPEN_PALETTE} }}"))
