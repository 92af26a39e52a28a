"""Finding: search, filters as chips that can be taken away, how the board is sorted and divided, saved views."""

from __future__ import annotations

import reflex as rx

from taskflow.components.display_menu import display_menu
from taskflow.components.text import priority_name, status_name, t, t_with
from taskflow.components.views_menu import views_menu
from taskflow.locales import mark
from taskflow.models.filter import NOBODY, SEARCH_LENGTH, Due
from taskflow.models.task import Priority, Status
from taskflow.states.board import BoardState
from taskflow.states.browser import Events, browser_function, on_event
from taskflow.states.filters import FilterState
from taskflow.states.surroundings import SurroundingsState
from taskflow.ui.button import button
from taskflow.ui.field import LINE, field, select
from taskflow.ui.overlay import opens_menu, popover

PAUSE_BEFORE_SEARCH_MILLISECONDS = 50
SEARCH = "search"
FILTERS = "filters"

# What takes a filter away goes with it; the focus stays in the bar.
_KEEP_FOCUS = browser_function(f"() => document.querySelector('[popovertarget={FILTERS}]')?.focus()")

_DUE_NAMES = {
    Due.OVERDUE: mark("Overdue"),
    Due.TODAY: mark("Due today"),
    Due.WEEK: mark("Due in 7 days"),
    Due.NONE: mark("No due date"),
}


def filter_bar() -> rx.Component:
    """One line, which wraps where there is no room."""
    return rx.el.div(
        _search(),
        _filters(),
        display_menu(),
        views_menu(),
        rx.el.div(
            _chip("status", [(each.value, status_name(each)) for each in Status]),
            _chip("priority", _priorities()),
            _chip("assignee", [(NOBODY, t("Nobody"))]),
            _chip("due", _dues()),
            rx.cond(
                FilterState.is_filtered,
                button(t("Clear all"), look="quiet", class_name="h-8!", on_click=clear_filters()),
            ),
            class_name="chips flex flex-wrap items-center gap-2 empty:hidden",
        ),
        class_name="flex flex-wrap items-center gap-2 px-3 py-3 sm:px-5",
        role="search",
        aria_label=t("Search and filters"),
    )


def clear_filters() -> Events:
    """What takes away the search and all filters."""
    return [on_event(_KEEP_FOCUS), BoardState.clear_filters()]


def _search() -> rx.Component:
    return rx.el.div(
        rx.icon(
            "search",
            size=16,
            aria_hidden=True,
            class_name="pointer-events-none absolute left-3 top-1/2 -translate-y-1/2 text-muted",
        ),
        rx.el.input(
            # Its own text, not the server's: an answer on its way must never undo what was typed since.
            key=FilterState.search_key,
            id=SEARCH,
            default_value=FilterState.q,
            on_change=lambda text: BoardState.filter("q", text).debounce(PAUSE_BEFORE_SEARCH_MILLISECONDS),
            type="search",
            max_length=SEARCH_LENGTH,
            placeholder=t("Search tasks"),
            aria_label=t("Search tasks"),
            class_name=f"{LINE} pl-9!",
        ),
        class_name="relative min-w-0 flex-1 basis-full sm:basis-auto sm:max-w-72",
    )


def _filters() -> rx.Component:
    return rx.fragment(
        button(
            rx.icon("list-filter", size=16, aria_hidden=True),
            t("Filter"),
            class_name=rx.cond(FilterState.is_filtered, "text-accent!", ""),
            **opens_menu(FILTERS),
        ),
        popover(
            FILTERS,
            _choice("status", t("Column"), t("All columns"), [(each.value, status_name(each)) for each in Status]),
            _choice("priority", t("Priority"), t("All priorities"), _priorities()),
            _assignee_choice(),
            _choice("due", t("Due date"), t("Any due date"), _dues()),
            label=t("Filter"),
        ),
    )


def _choice(
    name: str, label: rx.Var[str], everything: rx.Var[str], choices: list[tuple[str, rx.Var[str]]]
) -> rx.Component:
    return _labelled(name, label, rx.el.option(everything, value=""), choices=choices)


def _assignee_choice() -> rx.Component:
    return _labelled(
        "assignee",
        t("Assignee"),
        rx.el.option(t("Everybody"), value=""),
        rx.el.option(t("Nobody"), value=NOBODY),
        rx.foreach(SurroundingsState.assignees, lambda name: rx.el.option(name, value=name, key=name)),
    )


def _labelled(
    name: str, label: rx.Var[str], *options: rx.Component, choices: list[tuple[str, rx.Var[str]]] | None = None
) -> rx.Component:
    identifier = f"filter-{name}"
    control = select(
        *options,
        choices=choices or [],
        id=identifier,
        value=getattr(FilterState, name),
        on_change=lambda value: BoardState.filter(name, value),
    )
    return field(identifier, label, control, error=rx.Var.create(""))


def _chip(name: str, words: list[tuple[str, rx.Var[str]]]) -> rx.Component:
    """A filter that is on; pressing it takes it away."""
    value = getattr(FilterState, name)
    shown = rx.Var.create(value).to(str)
    for known, word in words:
        shown = rx.cond(value == known, word, shown).to(str)
    return rx.cond(
        value != "",
        rx.el.button(
            rx.el.span(shown, dir="auto", class_name="max-w-48 truncate"),
            rx.icon("x", size=14, aria_hidden=True),
            type="button",
            aria_label=t_with(mark("Remove the filter {name}"), name=shown),
            on_click=[on_event(_KEEP_FOCUS), BoardState.filter(name, "")],
            class_name="inline-flex h-8 pointer-coarse:h-11 items-center gap-1 rounded-full bg-accent-soft px-3 "
            "text-sm "
            "font-medium text-accent cursor-pointer hover:bg-line",
        ),
    )


def _priorities() -> list[tuple[str, rx.Var[str]]]:
    return [(each.value, priority_name(each)) for each in reversed(Priority)]


def _dues() -> list[tuple[str, rx.Var[str]]]:
    return [(due.value, t(name)) for due, name in _DUE_NAMES.items()]
