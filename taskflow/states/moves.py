"""Moves that the browser shows before the server has confirmed them.

A move, whether dragged, chosen or typed, is a note `{number, ids, column, before, after, end, cards}` in the browser. A
column shows the server's cards with the open notes applied, so that a card stays where it was dropped. The server
answers with the number of the note after its new cards (`MoveState.acknowledged`), or has the note torn up.
"""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex.vars import NumberVar

from taskflow.live.hub import hub
from taskflow.states.board_view import BOARD
from taskflow.states.browser import (
    REFS,
    WHEN_DRAWN,
    assign,
    browser_function,
    browser_state,
    current,
    shared_function,
)
from taskflow.states.live import LiveState, connection_of, delta_of

# The notes that are not known to be confirmed; a confirmed one is dropped with the next.
pending = browser_state("pendingMoves", default=[])
# While a card is held, the lists stand still: the library cannot bear it otherwise, nor could the hand.
dragging = browser_state("isDragging", default=False)
# The ids of the cards that the next action is about.
selected = browser_state("selectedTasks", default=[])

# What the columns and lanes show, where drags, keys and menus find the cards; `refs` is Reflex's own place for it. The
# key of a column is its status, that of a column in a lane "status|lane", and either is the id of the list on the page.
SHOWN = "(refs.shownCards ??= {})"
# Selected cards that were scrolled out of sight are still in reach, at the ends of their lists.
IN_REACH = (
    shared_function(
        "cardsInReach",
        f"""() => {{
    const lists = Object.fromEntries(Object.entries({SHOWN}).filter(([key]) =>
        document.querySelector(`[data-rfd-droppable-id="${{CSS.escape(key)}}"]`)));
    const drawn = new Set(Object.values(lists).flat().map((card) => card.id));
    for (const {{home, search, ...card}} of Object.values(refs.scrolledAway ?? {{}}))
        if (search === location.search && {current(selected)}.includes(card.id) && !drawn.has(card.id))
            lists[home] = [...(lists[home] ?? []), card];
    return lists;
}}""",
    )
    + "()"
)
# (column, cards, above): remembers the selected cards that scrolling takes away; whoever draws first sees to it.
KEEP_SELECTED = shared_function(
    "keepSelected",
    f"""(column, cards, above) => {{
    const before = (refs.windowsAt ??= {{}})[column];
    refs.windowsAt[column] = above;
    if (before === undefined || before === above) return;
    for (const card of {SHOWN}[column] ?? [])
        if ({current(selected)}.includes(card.id) && !cards.some(({{id}}) => id === card.id))
            (refs.scrolledAway ??= {{}})[card.id] = {{...card, home: column, search: location.search}};
}}""",
)
_OPEN = f"{current(pending)}.filter((move) => move.number > (refs.acknowledged ?? 0))"
# A move to a column leaves each card in its lane.
_GOES_TO = """((move, card) =>
    move.column && card.lane && !move.column.includes('|') ? `${move.column}|${card.lane}` : move.column)"""

# (ids, isWanted): when the page is drawn next, the cards glide from where they are to where they come; those for which
# isWanted(list before, list after) says so. A card may come as a new element.
_GLIDE = shared_function(
    "glide",
    f"""(ids, isWanted) => {{
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const find = (id) => document.getElementById(`task-${{id}}`);
    const list = (card) => card.parentElement.dataset.rfdDroppableId;
    const were = ids.map(find).filter(Boolean).map((card) => [card, list(card), card.getBoundingClientRect()]);
    {WHEN_DRAWN}(() => {{
        const moves = were.map(([old, before, {{x, y}}]) => {{
            const card = find(old.id.slice(5)), end = card?.getBoundingClientRect();
            return {{card, isNew: card !== old, before, x: x - end?.x, y: y - end?.y}};
        }});
        if (!moves.some(({{isNew, x, y}}) => isNew || x || y)) return false;
        for (const {{card, before, x, y}} of moves) if (card && isWanted(before, list(card))) card.animate(
            [{{transform: `translate(${{x}}px, ${{y}}px)`}}, {{transform: 'none'}}],
            {{duration: 180, easing: 'ease-out'}});
        return true;
    }});
}}""",
)

# (column, held, cards): while a card is held, cards that are fetched come below the last one, if there were more.
_LENGTHEN = """((column, held, cards) => {
    if (!refs.hadMore?.[column]) return held;
    const last = cards.findIndex((card) => card.id === held.at(-1)?.id);
    const more = last < 0 ? [] : cards.slice(last + 1).filter((card) => !held.some(({id}) => id === card.id));
    if (more.length) (refs.grown ??= new Set()).add(column);
    return more.length ? [...held, ...more] : held;
})"""

shown_cards = browser_function(
    shared_function(
        "shownCards",
        f"""(column, cards, above, hasMore, moves, acknowledged, isHeld) => {{
        {KEEP_SELECTED}(column, cards, above);
        const all = {SHOWN}, known = refs.acknowledged ?? 0;
        // What somebody else has moved elsewhere meanwhile is not where it was dropped.
        if (acknowledged > known) {_GLIDE}(
            moves.filter((move) => move.number > known && move.number <= acknowledged).flatMap((move) => move.ids),
            (before, after) => before !== after);
        refs.acknowledged = acknowledged;
        if (!isHeld) (refs.hadMore ??= {{}})[column] = hasMore;
        if (isHeld && all[column]) return (all[column] = {_LENGTHEN}(column, all[column], cards));
        return (all[column] = moves.filter((move) => move.number > acknowledged).reduce((shown, move) => {{
            const others = shown.filter((card) => !move.ids.includes(card.id));
            const coming = move.cards.filter((card) => {_GOES_TO}(move, card) === column);
            if (!coming.length) return others;
            const next = others.findIndex((card) => card.id === move.before);
            const previous = others.findIndex((card) => card.id === move.after);
            // An end that is not drawn takes them out of sight.
            if (next < 0 && previous < 0 && (move.end === 'top' ? above > 0 : hasMore)) return others;
            const place = next >= 0 ? next : previous >= 0 ? previous + 1 : move.end === 'top' ? 0 : others.length;
            return [...others.slice(0, place), ...coming, ...others.slice(place)];
        }}, cards));
    }}""",
    )
)

# The same for the number of a column's tasks, whatever the lanes.
shown_total = browser_function(
    shared_function(
        "shownTotal",
        """(status, total, moves, acknowledged) =>
        moves.filter((move) => move.number > acknowledged).reduce((sum, move) => sum
            + (move.column.split('|')[0] === status ? move.cards.length : 0)
            - move.cards.filter((card) => card.home.split('|')[0] === status).length, total)""",
    )
)

# Writes a note. Each card remembers the column that it leaves, so that the totals are right. `looked` is what the cards
# looked like when the action began, see states/overtaken.py.
begin_move = browser_function(
    shared_function(
        "beginMove",
        f"""(ids, column, before, after, end, looked = {{}}) => {{
        const cards = ids.flatMap((id) => Object.entries({IN_REACH}).flatMap(([home, list]) =>
            list.filter((card) => card.id === id).map((card) => ({{...card, home}}))));
        const open = {_OPEN};
        const number = Math.max(Date.now(), (open.at(-1)?.number ?? 0) + 1);
        const [status, lane] = column.includes('|') ? column.split(/\\|(.*)/s) : [column, ''];
        const homes = Object.fromEntries(ids.filter((id) => looked[id]).map((id) => [id, looked[id].home]));
        refs.move = {{number, ids, column, status, lane, before, after, end, cards, homes}};
        {assign(pending, "[...open, refs.move]")};
        {assign(selected, f"{current(selected)}.filter((id) => !ids.includes(id))")};
    }}""",
    )
)


# (id): what an action on a card is about, in the board's order: the card, or all selected ones if it is among them.
aimed_at = browser_function(
    shared_function(
        "aimedAt",
        f"""(id) => {{
        const chosen = {current(selected)}, ids = !id || chosen.includes(id) ? chosen : [id];
        return Object.values({IN_REACH}).flat().map((card) => card.id).filter((other) => ids.includes(other));
    }}""",
    )
)


class MoveState(LiveState, rx.State):
    """Which of the visitor's notes are done with."""

    # The number of the last note that is in the columns, and with it all before.
    acknowledged: int = 0

    # The same as far as the server knows, and the newest change that one of them led to.
    _number: int = 0
    _revision: int = 0

    async def acknowledge(self, number: int, revision: int) -> None:
        """Let the browser drop a note once its columns hold the change that the note led to."""
        self._number, self._revision = max(self._number, number), max(self._revision, revision)
        await self.repeat()

    async def repeat(self) -> None:
        """Acknowledge again, to a page that may have missed it."""
        if self._number:
            message = delta_of(MoveState, acknowledged=self._number)
            await hub.tell_after(connection_of(self), BOARD, self._revision, message)


def noted(name: str) -> rx.Var[Any]:
    """Return a part of the note that was written last, for the event that tells the server."""
    kinds = {"number": int, "ids": list[str], "homes": dict[str, str]}
    return rx.Var(f"refs.move.{name}", _var_data=REFS).to(kinds.get(name, str))


def give_back(number: int | NumberVar[int]) -> rx.event.EventSpec:
    """Tear up a note that the server refused: its cards glide back to where they belong. 0 tears up all of them."""
    return rx.call_function(
        f"""() => {{
            const torn = {current(pending)}.filter((move) => {number} === 0 || move.number === {number});
            {_GLIDE}(torn.flatMap((move) => move.ids), () => true);
            {assign(pending, f"{current(pending)}.filter((move) => !torn.includes(move))")};
        }}"""
    )
