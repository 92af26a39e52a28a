"""The board: loading, unreachable, empty, or three columns."""

from __future__ import annotations

import reflex as rx

from taskflow.components.column import column
from taskflow.components.text import t, t_with_title
from taskflow.locales import mark
from taskflow.models.task import Status
from taskflow.states.board import COLUMNS, BoardState
from taskflow.states.dialogs import NEW_TASK_DIALOG, open_dialog
from taskflow.states.filters import FilterState
from taskflow.ui.button import button
from taskflow.ui.notice import notice

_COLUMNS = (
    "flex min-h-0 flex-1 gap-3 overflow-x-auto overscroll-x-contain snap-x snap-mandatory "
    "px-3 pb-3 sm:px-5 md:snap-none"
)


def board() -> rx.Component:
    """What the page is about."""
    total = sum((state.total for state in COLUMNS.values()), start=rx.Var.create(0))
    return rx.cond(
        BoardState.is_unreachable,
        notice(
            "cloud-off",
            t("The tasks cannot be loaded"),
            t("The database does not answer. Nothing is lost; try again in a moment."),
            button(t("Try again"), look="primary", on_click=BoardState.load),
            role="alert",
        ),
        rx.cond(
            total > 0,
            rx.el.div(*(column(status) for status in Status), class_name=_COLUMNS),
            rx.cond(FilterState.is_filtered, _nothing_found(), _nothing_yet()),
        ),
    )


def skeleton() -> rx.Component:
    """Columns of grey cards while the page loads; no words, because the reader's language is not known yet."""
    return rx.el.div(
        *(
            rx.el.div(
                rx.el.div(class_name="h-4 w-24 rounded bg-line"),
                *(rx.el.div(class_name="h-20 rounded-xl bg-line/60 animate-pulse") for _ in range(cards)),
                class_name="flex w-[86vw] shrink-0 flex-col gap-3 rounded-2xl bg-sunken p-3 md:w-auto md:flex-1",
            )
            for cards in (4, 2, 3)
        ),
        aria_busy=True,
        class_name=_COLUMNS,
    )


def _nothing_yet() -> rx.Component:
    return notice(
        "clipboard-list",
        t("No tasks yet"),
        t("A task needs no more than a title. It starts in “To do” and moves to the right as work goes on."),
        button(t("Add the first task"), look="primary", on_click=open_dialog(NEW_TASK_DIALOG)),
    )


def _nothing_found() -> rx.Component:
    return notice(
        "search-x",
        t("No task matches"),
        rx.cond(
            FilterState.q != "",
            t_with_title(mark("Nothing was found for “{title}”."), rx.Var.create(FilterState.q)),
            t("No task fits these filters."),
        ),
        button(t("Clear filters"), look="primary", on_click=BoardState.clear_filters),
    )
