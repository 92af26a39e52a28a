"""A column of the board: its name, how many tasks match, and a window of cards."""

from __future__ import annotations

from typing import cast

import reflex as rx

from taskflow.components.card_list import card_list
from taskflow.components.quick_add import add_button, quick_add
from taskflow.components.scroll_area import scroll_area
from taskflow.components.text import status_name, t, tn
from taskflow.models.task import Status
from taskflow.services.tasks import End
from taskflow.states.columns import COLUMNS
from taskflow.states.filters import FilterState
from taskflow.states.moves import MoveState, pending, shown_total

_DOTS = {Status.TODO: "bg-edge", Status.IN_PROGRESS: "bg-accent", Status.DONE: "bg-calm"}


def column(status: Status) -> rx.Component:
    """One column; hidden when the filter asks for another one."""
    state = COLUMNS[status]
    return rx.el.section(
        column_header(status),
        scroll_area(
            status,
            quick_add(status, End.TOP),
            card_list(
                rx.Var.create(status.value),
                rx.Var.create(state.cards),
                status,
                above=state.above,
                has_more=state.has_more,
                empty=_empty(),
                aria_labelledby=_heading(status),
            ),
        ),
        rx.el.div(quick_add(status, End.BOTTOM), class_name="px-2 pt-1 empty:hidden"),
        add_button(status, End.BOTTOM),
        aria_labelledby=_heading(status),
        # relative: what is only for screen readers is placed absolutely and must scroll with its column
        class_name=rx.cond(
            is_wanted(status),
            "column relative flex min-h-0 min-w-0 w-[86vw] shrink-0 snap-center flex-col rounded-2xl bg-sunken "
            "only:w-full md:w-auto md:flex-1",
            "hidden",
        ),
        data_testid=f"column-{status.value}",
    )


def column_header(status: Status) -> rx.Component:
    """The name of a column, how many tasks it holds, and a way to add one at its top."""
    acknowledged = MoveState.acknowledged
    total = shown_total.call(status.value, COLUMNS[status].total, pending.value, acknowledged).to(int)
    return rx.el.header(
        rx.el.span(class_name=f"size-2.5 rounded-full {_DOTS[status]}", aria_hidden=True),
        rx.el.h2(status_name(status), id=_heading(status), class_name="text-sm font-semibold"),
        rx.el.span(
            rx.el.span(total, rx.cond(COLUMNS[status].is_minimum, "+", ""), aria_hidden=True),
            rx.el.span(
                rx.cond(
                    COLUMNS[status].is_minimum,
                    tn("{n} task or more", "{n} tasks or more", cast("int", total)),
                    tn("{n} task", "{n} tasks", cast("int", total)),
                ),
                class_name="sr-only",
            ),
            class_name="rounded-full bg-canvas px-2 text-xs font-medium leading-5 text-muted tabular-nums",
            data_testid=f"count-{status.value}",
        ),
        add_button(status, End.TOP),
        class_name="flex min-h-11 items-center gap-2 px-3",
    )


def is_wanted(status: Status) -> rx.Var[bool]:
    """Whether the filter lets a column be seen."""
    chosen = rx.Var.create(FilterState.status)
    return (chosen == "") | (chosen == status.value)


def _heading(status: Status) -> str:
    return f"column-{status.value}"


def _empty() -> rx.Component:
    return rx.el.li(
        rx.cond(FilterState.is_filtered, t("No task here matches."), t("No tasks here.")),
        class_name="rounded-xl border border-dashed border-line px-3 py-6 text-center text-sm text-muted",
    )
