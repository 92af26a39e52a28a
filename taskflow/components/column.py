"""A column of the board: its name, how many tasks match, and a window of cards."""

from __future__ import annotations

import reflex as rx

from taskflow.components.card import card
from taskflow.components.text import status_name, t, tn
from taskflow.models.task import Status
from taskflow.states.board import COLUMNS
from taskflow.states.filters import FilterState
from taskflow.ui.button import button

_DOTS = {Status.TODO: "bg-edge", Status.IN_PROGRESS: "bg-accent", Status.DONE: "bg-calm"}


def column(status: Status) -> rx.Component:
    """One column; hidden when the filter asks for another one."""
    state = COLUMNS[status]
    heading = f"column-{status.value}"
    return rx.el.section(
        rx.el.header(
            rx.el.span(class_name=f"size-2.5 rounded-full {_DOTS[status]}", aria_hidden=True),
            rx.el.h2(status_name(status), id=heading, class_name="text-sm font-semibold"),
            rx.el.span(
                rx.el.span(state.total, aria_hidden=True),
                rx.el.span(tn("{n} task", "{n} tasks", state.total), class_name="sr-only"),
                class_name="rounded-full bg-canvas px-2 text-xs font-medium leading-5 text-muted tabular-nums",
                data_testid=f"count-{status.value}",
            ),
            class_name="flex items-center gap-2 px-3 py-2",
        ),
        rx.el.div(
            rx.el.ul(
                rx.foreach(state.cards, lambda view: card(view, status)),
                class_name="flex flex-col gap-2",
                aria_labelledby=heading,
            ),
            rx.cond(
                state.total == 0,
                rx.el.p(
                    rx.cond(FilterState.is_filtered, t("No task here matches."), t("No tasks here.")),
                    class_name="rounded-xl border border-dashed border-line px-3 py-6 text-center text-sm text-muted",
                ),
            ),
            rx.cond(
                state.has_more,
                button(t("Show more"), look="quiet", class_name="mt-2 w-full", on_click=state.widen),
            ),
            class_name="relative min-h-0 flex-1 overflow-y-auto px-2 pb-20 pt-0.5 md:pb-4",
        ),
        aria_labelledby=heading,
        class_name=rx.cond(
            (FilterState.status == "") | (FilterState.status == status.value),
            # relative: what is only for screen readers is placed absolutely and must scroll with its column
            "relative flex min-h-0 min-w-0 w-[86vw] shrink-0 snap-center flex-col rounded-2xl bg-sunken "
            "only:w-full md:w-auto md:flex-1",
            "hidden",
        ),
        data_testid=f"column-{status.value}",
    )
