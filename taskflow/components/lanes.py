"""The board divided into lanes, one for each person or priority."""

from __future__ import annotations

from typing import cast

import reflex as rx
from reflex.vars import ObjectVar

from taskflow.components.card_list import card_list
from taskflow.components.column import column_header, is_wanted
from taskflow.components.quick_add import quick_add
from taskflow.components.text import priority_name, t, tn
from taskflow.models.filter import NOBODY
from taskflow.models.task import Priority, Status
from taskflow.services.tasks import End
from taskflow.states.board import BoardState
from taskflow.states.board_view import LaneState, LaneView
from taskflow.states.browser import needs
from taskflow.states.columns import COLUMNS
from taskflow.states.filters import FilterState
from taskflow.ui.avatar import avatar
from taskflow.ui.button import button

# On a phone a column is as wide as without lanes; here one box scrolls both ways, so that a drag can.
_GRID = "grid auto-cols-[86vw] grid-flow-col gap-3 md:auto-cols-[minmax(0,1fr)]"


def lanes() -> rx.Component:
    """All lanes below one row of column names."""
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                *(
                    rx.el.div(
                        column_header(status),
                        quick_add(status, End.TOP),
                        class_name=rx.cond(is_wanted(status), "rounded-2xl bg-sunken px-1", "hidden"),
                        data_testid=f"column-{status.value}",
                    )
                    for status in Status
                ),
                class_name=f"{_GRID} sticky top-0 z-10 bg-canvas pb-2",
            ),
            rx.foreach(LaneState.lanes, _lane),
            rx.cond(
                LaneState.has_more,
                rx.el.p(
                    t("Only the first people are shown. Filter by assignee to see the others."),
                    class_name="sticky left-0 px-1 text-sm text-muted",
                ),
            ),
            class_name="flex min-w-full w-max flex-col gap-4 md:w-full",
        ),
        class_name="min-h-0 flex-1 overflow-auto px-3 pb-20 sm:px-5 md:pb-4",
    )


def _lane(lane: ObjectVar[LaneView]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(
            rx.cond(lane.initials != "", avatar(lane.initials, lane.name, is_named_beside=True)),
            rx.el.span(_name(lane), dir="auto", class_name="max-w-[50vw] truncate"),
            rx.el.span(lane.total, aria_hidden=True, class_name="text-xs font-medium text-muted tabular-nums"),
            rx.el.span(tn("{n} task", "{n} tasks", cast("int", lane.total)), class_name="sr-only"),
            button(
                t("Show only these"),
                look="quiet",
                class_name="h-7! px-2! text-xs!",
                on_click=BoardState.filter(FilterState.group, lane.key),
            ),
            class_name="sticky left-0 flex w-max items-center gap-2 px-1 pb-1 text-sm font-semibold",
        ),
        rx.el.div(
            *(
                rx.el.div(
                    _cell(lane, status),
                    class_name=rx.cond(is_wanted(status), "flex min-h-20 rounded-2xl bg-sunken p-2", "hidden"),
                )
                for status in Status
            ),
            class_name=_GRID,
        ),
        key=lane.key,
        data_lane=lane.key,
    )


def _cell(lane: ObjectVar[LaneView], status: Status) -> rx.Component:
    cards = rx.Var.create(COLUMNS[status].cards)
    own = rx.Var(f"{cards!s}.filter((card) => card.lane === {lane.key!s})", _var_data=needs(cards, lane))
    return card_list(
        rx.Var.create(f"{status.value}|") + lane.key.to(str),
        own,
        status,
        aria_labelledby=f"column-{status.value}",
        min_width=0,
    )


def _name(lane: ObjectVar[LaneView]) -> rx.Var[str]:
    words = rx.cond(lane.key == NOBODY, t("Nobody"), lane.name)
    for priority in Priority:
        words = rx.cond(lane.key == priority.value, priority_name(priority), words)
    return words.to(str)
