"""The board: loading, unreachable, empty, or three columns."""

from __future__ import annotations

import reflex as rx

from taskflow.components.column import column
from taskflow.components.drag import drag_context
from taskflow.components.filter_bar import clear_filters
from taskflow.components.lanes import lanes
from taskflow.components.text import t, t_with
from taskflow.locales import mark
from taskflow.models.task import Status
from taskflow.states.board import BoardState
from taskflow.states.board_view import ShownState
from taskflow.states.browser import browser_function, on_event
from taskflow.states.columns import COLUMNS
from taskflow.states.dialogs import NEW_TASK_DIALOG, open_dialog
from taskflow.states.filters import FilterState
from taskflow.states.quick_add import adding_to
from taskflow.states.sample import SampleState
from taskflow.states.surroundings import SurroundingsState
from taskflow.ui.button import button
from taskflow.ui.notice import notice

_COLUMNS = (
    "columns flex min-h-0 flex-1 gap-3 overflow-x-auto overscroll-x-contain snap-x snap-mandatory "
    "px-3 pb-3 sm:px-5 md:snap-none"
)
# Their button goes when the sample comes or goes: the focus stays at the board.
_TO_BOARD = on_event(browser_function("() => document.querySelector('main')?.focus({preventScroll: true})"))


def board() -> rx.Component:
    """What the page is about."""
    total = sum((state.total for state in COLUMNS.values()), start=rx.Var.create(0))
    return rx.cond(
        ShownState.is_unreachable & (total == 0),
        notice(
            "cloud-off",
            t("The tasks cannot be loaded"),
            t("The database does not answer. Nothing is lost; try again in a moment."),
            button(t("Try again"), look="primary", on_click=BoardState.load),
            role="alert",
        ),
        rx.cond(
            # A field that somebody types in does not go with the last card.
            (total > 0) | (adding_to.value != ""),
            drag_context(
                rx.cond(
                    FilterState.group == "",
                    rx.el.div(*(column(status) for status in Status), class_name=_COLUMNS),
                    lanes(),
                )
            ),
            rx.cond(FilterState.is_filtered, _nothing_found(), _nothing_yet()),
        ),
    )


def sample_notice() -> rx.Component:
    """Says that the board holds sample tasks, and takes them away."""
    return rx.cond(
        SurroundingsState.has_sample,
        rx.el.aside(
            rx.icon("clipboard-list", size=16, aria_hidden=True, class_name="shrink-0 text-accent"),
            rx.el.p(t("These are sample tasks: try everything, nothing can break."), class_name="max-sm:hidden"),
            rx.el.p(t("Sample tasks"), class_name="truncate sm:hidden"),
            button(
                rx.el.span(t("Remove the sample tasks"), class_name="max-sm:hidden"),
                rx.el.span(t("Remove"), class_name="sm:hidden"),
                look="quiet",
                aria_label=t("Remove the sample tasks"),
                class_name="h-8! ml-auto -mr-2",
                on_click=[_TO_BOARD, SampleState.remove],
            ),
            aria_label=t("Sample board"),
            # Below the board, where it moves nothing when it comes; on a phone beside the floating button.
            class_name="mx-3 mb-3 max-sm:mr-20 flex items-center gap-3 rounded-xl bg-accent-soft px-3 py-1.5 text-sm "
            "max-sm:py-0 sm:mx-5",
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
        rx.el.div(
            button(t("Add the first task"), look="primary", on_click=open_dialog(NEW_TASK_DIALOG)),
            button(t("Look around with a sample board"), on_click=[_TO_BOARD, SampleState.load]),
            class_name="flex flex-wrap justify-center gap-2",
        ),
    )


def _nothing_found() -> rx.Component:
    return notice(
        "search-x",
        t("No task matches"),
        rx.cond(
            FilterState.q != "",
            t_with(mark("Nothing was found for “{title}”."), title=rx.Var.create(FilterState.q)),
            t("No task fits these filters."),
        ),
        button(t("Clear filters"), look="primary", on_click=clear_filters()),
    )
