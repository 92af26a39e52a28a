"""The menu that all cards share, and what it does to the card whose button opened it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from taskflow.components.card_focus import remove_cards
from taskflow.components.text import move_to_name, t
from taskflow.models.task import Status
from taskflow.services.tasks import End
from taskflow.states.address import open_task
from taskflow.states.browser import Events, assign, browser_function, browser_state, current, needs, on_event
from taskflow.states.changes import ChangeState
from taskflow.states.moves import IN_REACH, aimed_at, begin_move, noted, selected
from taskflow.ui.overlay import menu, menu_item

MENU = "card-menu"

# The task that the menu is about. It lives in the browser alone, so that the menu opens at once; one menu serves all
# cards, because a menu for each would double the page's elements.
chosen = browser_state("chosenTask", default={"id": "", "title": "", "status": ""})
chosen_task = chosen.value.to(dict[str, str])

_AIMED = f"{aimed_at!s}({chosen_task['id']!s})"
# The column that the card is in by now: somebody else may have moved it since the menu was opened.
_HERE = rx.Var(
    f"(Object.entries({IN_REACH}).find(([, cards]) => cards.some((card) => card.id === {chosen_task['id']!s}))?.[0]"
    f" ?? {chosen_task['status']!s}).split('|')[0]",
    _var_data=needs(chosen_task),
)
_ADDED = f"[...new Set([...{current(selected)}, {chosen_task['id']!s}])]"
_SELECT = browser_function(f"() => {{ {assign(selected, _ADDED)} }}", chosen_task)

_TOLD = ("number", "ids", "status", "lane", "before", "after", "end", "homes")

STATUS_ICONS = {Status.TODO: "circle", Status.IN_PROGRESS: "circle-dot", Status.DONE: "circle-check"}


def card_menu() -> rx.Component:
    """What can be done to the chosen card, or to all selected ones when it is among them."""
    task = chosen_task
    return menu(
        MENU,
        menu_item("square-pen", t("Open"), menu=MENU, on_click=open_task(task["id"])),
        *(
            menu_item(
                STATUS_ICONS[status],
                move_to_name(status),
                menu=MENU,
                disabled=task["status"] == status.value,
                on_click=_move(status.value, End.TOP),
            )
            for status in Status
        ),
        menu_item("arrow-up-to-line", t("Move to top"), menu=MENU, on_click=_move(_HERE, End.TOP)),
        menu_item("arrow-down-to-line", t("Move to bottom"), menu=MENU, on_click=_move(_HERE, End.BOTTOM)),
        menu_item("square-check-big", t("Select"), menu=MENU, on_click=on_event(_SELECT)),
        menu_item("trash-2", t("Delete"), menu=MENU, is_danger=True, on_click=_delete()),
        label=t("Actions"),
    )


def _move(column: rx.Var[Any] | str, end: End) -> Events:
    return [_begin(column, end), send_move()]


def _delete() -> Events:
    remove = browser_function(f"() => {remove_cards!s}({_AIMED})", remove_cards, aimed_at, chosen_task)
    return [on_event(remove), ChangeState.delete(noted("number"), noted("ids"))]


def _begin(column: rx.Var[Any] | str, end: End) -> Events:
    where = rx.Var.create(column)
    begin = f"() => {begin_move!s}({_AIMED}, {where!s}, '', '', '{end.value}', refs.looked)"
    return on_event(browser_function(begin, begin_move, aimed_at, chosen_task, where))


def send_move() -> Events:
    """Tell the server of the move that was noted last."""
    return ChangeState.move(*(noted(part) for part in _TOLD))
