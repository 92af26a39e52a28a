"""A list of cards that takes what is dropped into it: a column, or the part of one that lies in a lane."""

from __future__ import annotations

from typing import Any, cast

import reflex as rx
from reflex.vars import ArrayVar, NumberVar

from taskflow.components.card import card
from taskflow.models.task import Status
from taskflow.states.cards import CardView
from taskflow.states.moves import MoveState, dragging, pending, shown_cards
from taskflow.ui.drag_and_drop import Droppable, Provided, Snapshot, attributes


def card_list(
    key: rx.Var[str],
    cards: rx.Var[Any],
    status: Status,
    *,
    above: rx.Var[int] | int = 0,
    has_more: rx.Var[bool] | bool = False,
    empty: rx.Component | None = None,
    **props: Any,
) -> rx.Component:
    """The server's cards with the visitor's own open moves; `key` as in states/moves.py, `empty` if there are none.

    There may be cards `above`, and more below, that are not drawn.
    """
    window = (cards, above, has_more)
    shown = shown_cards.call(key, *window, pending.value, MoveState.acknowledged, dragging.value).to(list[CardView])
    shown = cast("ArrayVar[list[CardView]]", shown)

    def build(provided: Provided, snapshot: Snapshot) -> rx.Component:
        return rx.el.ul(
            rx.foreach(shown, lambda view, index: card(view, cast("NumberVar[int]", index), status)),
            rx.Var(f"{provided.placeholder!s}"),
            rx.cond((shown.length() == 0) & ~snapshot.isDraggingOver, empty) if empty else rx.fragment(),
            class_name="cards relative flex-1",
            **attributes(provided.droppableProps, reference=provided.innerRef),
            **props,
        )

    return Droppable.create(build, droppable_id=key)
