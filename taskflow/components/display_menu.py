"""How the board is shown: sorted, divided into lanes, comfortable or compact."""

from __future__ import annotations

import reflex as rx

from taskflow.components.text import t
from taskflow.locales import mark
from taskflow.models.filter import Group, Order
from taskflow.states.board import BoardState
from taskflow.states.filters import FilterState
from taskflow.ui.button import button
from taskflow.ui.density import toggle_density
from taskflow.ui.field import field, select
from taskflow.ui.overlay import opens_menu, popover

DISPLAY = "display"

_ORDERS = {
    Order.MANUAL: mark("By hand"),
    Order.DUE: mark("Due date, soonest first"),
    Order.PRIORITY: mark("Priority, highest first"),
    Order.NEWEST: mark("Newest first"),
}
_GROUPS = {Group.ASSIGNEE: mark("Assignee"), Group.PRIORITY: mark("Priority")}


def display_menu() -> rx.Component:
    """The button and what it opens."""
    return rx.fragment(
        button(rx.icon("settings-2", size=16, aria_hidden=True), t("Display"), **opens_menu(DISPLAY)),
        popover(
            DISPLAY,
            _choice("sort", t("Sort"), [(order.value, t(name)) for order, name in _ORDERS.items()]),
            _choice(
                "group", t("Lanes"), [("", t("None")), *((group.value, t(name)) for group, name in _GROUPS.items())]
            ),
            button(
                rx.icon("rows-3", size=16, aria_hidden=True), t("Compact or comfortable"), on_click=toggle_density()
            ),
            label=t("Display"),
        ),
    )


def _choice(name: str, label: rx.Var[str], choices: list[tuple[str, rx.Var[str]]]) -> rx.Component:
    identifier = f"display-{name}"
    control = select(
        choices=choices,
        id=identifier,
        value=getattr(FilterState, name),
        on_change=lambda value: BoardState.filter(name, value),
    )
    return field(identifier, label, control, error=rx.Var.create(""))
