"""Dragging cards between the columns, and what a screen reader says about it."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportDict, ImportVar

from taskflow.components.card_menu import send_move
from taskflow.components.text import status_name, t, t_with
from taskflow.locales import mark
from taskflow.models.filter import Order
from taskflow.models.task import Status
from taskflow.services.tasks import End
from taskflow.states.browser import assign, browser_function, on_event, shared_function
from taskflow.states.filters import FilterState
from taskflow.states.moves import SHOWN, aimed_at, begin_move, dragging
from taskflow.states.overtaken import look_at
from taskflow.ui.drag_and_drop import DragDropContext

# The library scrolls a list and the page, and nothing between. So while a card is held on a phone, the row of columns
# hands its scrolling over to the page; see ui/stylesheet.py.
_LIFT = """() => {
    const left = document.querySelector('.columns')?.scrollLeft ?? 0;
    document.documentElement.dataset.dragging = '';
    window.scrollTo(left, 0);
}"""
_LAY_DOWN = """
    const left = window.scrollX;
    delete document.documentElement.dataset.dragging;
    if (left) document.querySelector('.columns')?.scrollTo({left, behavior: 'instant'});
    window.scrollTo(0, 0);"""

# (id): the place below the pointer, in a list that has grown while the card was held: the library knows only the cards
# that were there when it was lifted.
_PLACE_BELOW = shared_function(
    "placeBelow",
    """(id) => {
    const {x, y} = refs.heldAt ?? {};
    const isIn = (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
    const area = [...document.querySelectorAll('.column-scroll')].find((each) => isIn(each.getBoundingClientRect()));
    const list = area?.querySelector('.cards');
    if (!list || !refs.grown?.has(list.dataset.rfdDroppableId)) return null;
    const cards = [...list.querySelectorAll(':scope > .card')].filter((card) => card.dataset.task !== id);
    const middle = (card) => { const box = card.getBoundingClientRect(); return box.top + box.height / 2 };
    return {droppableId: list.dataset.rfdDroppableId, index: cards.filter((card) => middle(card) < y).length, cards};
}""",
)

# The neighbours are named, never an index: somebody else may change the column meanwhile.
_DROP = f"""(result, sort) => {{
    {assign(dragging, "false")};
    {_LAY_DOWN}
    document.querySelectorAll('[data-landing]').forEach((list) => delete list.dataset.landing);
    refs.wasMoved = false;
    const place = result.destination ?? (result.reason === 'DROP' ? {_PLACE_BELOW}(result.draggableId) : null);
    const from = result.source;
    if (!place || (place.droppableId === from.droppableId && place.index === from.index)) return;
    // Sorted by something else, a list takes a card and gives it its place itself.
    if (sort !== '{Order.MANUAL.value}' && place.droppableId === from.droppableId) return;
    const ids = {aimed_at!s}(result.draggableId);
    const list = {SHOWN}[place.droppableId].filter((card) => card.id !== result.draggableId);
    const stays = (card) => !ids.includes(card.id);
    const before = list.slice(place.index).find(stays), after = list.slice(0, place.index).findLast(stays);
    refs.wasMoved = true;
    {begin_move!s}(ids, place.droppableId, before?.id ?? '', after?.id ?? '', '{End.BOTTOM.value}',
        // As the lists have stood since the card was lifted.
        {look_at!s}(ids));
}}"""

# (list, side): how many cards of a list are not drawn, above or below.
_ROOMS = shared_function(
    "countUndrawn",
    """(list, side) => Number(document.querySelector(`[data-rfd-droppable-id="${CSS.escape(list)}"]`)
    ?.closest('.column-scroll')?.dataset[side] ?? 0)""",
)

# Shows where the card would land: the list draws a line there, from these two lengths.
_SHOW_PLACE = """(update) => {
    refs.isOverList = Boolean(update.destination);
    document.querySelectorAll('[data-landing]').forEach((list) => delete list.dataset.landing);
    const place = update.destination, from = update.source;
    const list = place && document.querySelector(`[data-rfd-droppable-id="${place.droppableId}"]`);
    if (!list) return;
    const held = document.getElementById(`task-${update.draggableId}`);
    const cards = [...list.querySelectorAll(':scope > .card')];
    const isBelow = place.droppableId === from.droppableId && place.index > from.index;
    const card = cards[place.index], last = cards.at(-1);
    const top = card ? card.offsetTop + (isBelow ? card.offsetHeight - held.offsetHeight : 0)
        : last ? last.offsetTop + last.offsetHeight + 8 : 0;
    list.style.setProperty('--landing-top', `${top}px`);
    list.style.setProperty('--landing-height', `${held.offsetHeight}px`);
    list.dataset.landing = '';
}"""


# Follows the pointer, and shows the place in what a list has grown by.
_FOLLOW = f"""useEffect(() => {{
    const follow = (event) => {{
        const at = event.touches?.[0] ?? event;
        if (at.clientX !== undefined) refs.heldAt = {{x: at.clientX, y: at.clientY}};
        const held = document.querySelector('.card-held');
        if (!held || refs.isOverList || !refs.grown?.size) return;
        document.querySelectorAll('[data-landing]').forEach((list) => delete list.dataset.landing);
        const place = {_PLACE_BELOW}(held.dataset.task);
        if (!place) return;
        const list = document.querySelector(`[data-rfd-droppable-id="${{place.droppableId}}"]`);
        const card = place.cards[place.index], box = (card ?? place.cards.at(-1)).getBoundingClientRect();
        const top = (card ? box.top : box.bottom + 8) - list.getBoundingClientRect().top;
        list.style.setProperty('--landing-top', `${{top}}px`);
        list.style.setProperty('--landing-height', '3px');
        list.dataset.landing = '';
    }};
    const kinds = ['pointermove', 'touchmove', 'scroll'];
    kinds.forEach((kind) => window.addEventListener(kind, follow, {{capture: true, passive: true}}));
    return () => kinds.forEach((kind) => window.removeEventListener(kind, follow, {{capture: true}}));
}}, [])"""


class _HeldFollower(rx.Fragment):
    """Shows nothing."""

    def add_imports(self) -> ImportDict:
        return {"react": [ImportVar(tag="useEffect")], "$/utils/state": [ImportVar(tag="refs")]}

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        return [_FOLLOW]


def drag_context(*children: rx.Component) -> rx.Component:
    """What the columns stand in."""
    return DragDropContext.create(
        _HeldFollower.create(),
        *children,
        drag_handle_usage_instructions=t(
            "Press Space to lift the task, the arrow keys to move it, Space again to drop it, Escape to put it back."
        ),
        on_before_capture=on_event(browser_function(_LIFT)),
        on_drag_start=[
            on_event(
                browser_function(
                    f"() => {{ refs.grown = new Set(); refs.isOverList = true; {assign(dragging, 'true')} }}"
                )
            ),
            _announce("start", mark("Lifted: “{title}”, place {place} of {count} in “{column}”.")),
        ],
        on_drag_update=[
            on_event(browser_function(_SHOW_PLACE)),
            _announce("update", mark("Place {place} of {count} in “{column}”."), t("Not over a column.")),
        ],
        on_drag_end=[
            _announce(
                "end",
                mark("Dropped: “{title}”, place {place} of {count} in “{column}”."),
                t("Put back where it was."),
            ),
            on_event(
                browser_function(
                    f"(result) => ({_DROP})(result, {FilterState.sort!s})",
                    aimed_at,
                    begin_move,
                    look_at,
                    FilterState.sort,
                )
            ),
            rx.cond(rx.Var("refs.wasMoved").to(bool), send_move(), rx.noop()),
        ],
    )


def _announce(event: str, message: str, otherwise: rx.Var[str] | None = None) -> Any:
    """Return the function that reads out a marked message about the place of the card."""
    place = "event.source" if event == "start" else "event.destination"
    column = status_name(Status.DONE)
    for status in (Status.TODO, Status.IN_PROGRESS):
        column = rx.cond(rx.Var(f"{place}.droppableId.split('|')[0]") == status.value, status_name(status), column).to(
            str
        )
    list_at = f"{SHOWN}[{place}.droppableId].filter((card) => card.id !== event.draggableId)"
    above, below = (f"{_ROOMS}({place}.droppableId, '{side}')" for side in ("above", "below"))
    words = t_with(
        message,
        title=rx.Var("document.querySelector(`#task-${event.draggableId} h3`)?.textContent"),
        place=rx.Var(f"String({above} + {place}.index + 1)"),
        count=rx.Var(f"String({above} + {list_at}.length + 1 + {below})"),
        column=column,
    )
    nothing = otherwise if otherwise is not None else rx.Var.create("")
    script = f"(event, provided) => provided.announce({place} ? {words!s} : {nothing!s})"
    return on_event(browser_function(script, words, nothing))
