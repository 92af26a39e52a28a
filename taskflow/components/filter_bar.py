"""Search and filters. On a phone the choices hide behind a button until they are wanted."""

from __future__ import annotations

import reflex as rx

from taskflow.components.text import priority_name, status_name, t
from taskflow.models.filter import SEARCH_LENGTH, Due
from taskflow.models.task import Priority, Status
from taskflow.states.board import BoardState
from taskflow.states.filters import FilterState
from taskflow.ui.browser_state import browser_state
from taskflow.ui.button import button, icon_button
from taskflow.ui.field import LINE, select

PAUSE_BEFORE_SEARCH_MILLISECONDS = 120

_is_open = browser_state("filtersOpen", default=False)


def filter_bar() -> rx.Component:
    """The search field and one choice for each filter."""
    return rx.el.div(
        rx.el.div(
            _search(),
            icon_button(
                "sliders-horizontal",
                t("Filters"),
                on_click=_is_open.set_value(~_is_open.value),
                aria_expanded=_is_open.value,
                # Filters that are out of sight still colour their button.
                class_name=rx.cond(FilterState.is_filtered, "md:hidden text-accent!", "md:hidden"),
            ),
            class_name="flex w-full items-center gap-1 md:w-72",
        ),
        rx.el.div(
            _choice("status", t("All columns"), t("Column"), [(each.value, status_name(each)) for each in Status]),
            _choice(
                "priority",
                t("All priorities"),
                t("Priority"),
                [(each.value, priority_name(each)) for each in reversed(Priority)],
            ),
            _assignee_choice(),
            _choice(
                "due",
                t("Any due date"),
                t("Due date"),
                [
                    (Due.OVERDUE.value, t("Overdue")),
                    (Due.TODAY.value, t("Due today")),
                    (Due.WEEK.value, t("Due in 7 days")),
                    (Due.NONE.value, t("No due date")),
                ],
            ),
            class_name=rx.cond(
                _is_open.value,
                "grid w-full grid-cols-2 gap-2 md:flex md:w-auto",
                "hidden w-full grid-cols-2 gap-2 md:flex md:w-auto",
            ),
        ),
        rx.cond(
            FilterState.is_filtered,
            button(
                rx.icon("x", size=16, aria_hidden=True),
                t("Clear filters"),
                look="quiet",
                on_click=BoardState.clear_filters,
            ),
        ),
        class_name="flex flex-wrap items-center gap-2 px-3 py-3 sm:px-5",
        role="search",
        aria_label=t("Search and filters"),
    )


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
            default_value=FilterState.q,
            on_change=lambda text: BoardState.filter("q", text).debounce(PAUSE_BEFORE_SEARCH_MILLISECONDS),
            type="search",
            max_length=SEARCH_LENGTH,
            placeholder=t("Search tasks"),
            aria_label=t("Search tasks"),
            class_name=f"{LINE} pl-9!",
        ),
        class_name="relative min-w-0 flex-1",
    )


def _choice(
    name: str, everything: rx.Var[str], label: rx.Var[str], choices: list[tuple[str, rx.Var[str]]]
) -> rx.Component:
    return select(
        choices=[("", everything), *choices],
        value=getattr(FilterState, name),
        on_change=lambda value: BoardState.filter(name, value),
        aria_label=label,
    )


def _assignee_choice() -> rx.Component:
    return select(
        rx.el.option(t("Everybody"), value=""),
        rx.foreach(BoardState.assignees, lambda name: rx.el.option(name, value=name, key=name)),
        value=FilterState.assignee,
        on_change=lambda value: BoardState.filter("assignee", value),
        aria_label=t("Assignee"),
        class_name="md:max-w-44",
    )
