"""Which card comes next: where an arrow leads, and where the focus stays when cards go."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportDict, ImportVar

from taskflow.states.browser import browser_function, shared_function
from taskflow.states.moves import begin_move

# (card, key): the next card in that direction. Sideways it is the one at the same height.
NEXT_CARD = shared_function(
    "nextCard",
    """(card, key) => {
    const lists = [...document.querySelectorAll('.cards')].filter((list) => list.querySelector('.card'));
    const seen = lists.filter((list) => list.offsetParent);
    if (!card) return seen[0]?.querySelector('.card');
    const list = card.closest('.cards'), cards = [...list.querySelectorAll('.card')], place = cards.indexOf(card);
    const isVertical = key === 'ArrowDown' || key === 'ArrowUp';
    const sign = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1;
    if (isVertical && cards[place + sign]) return cards[place + sign];
    const middle = (element) => {
        const box = element.getBoundingClientRect();
        return {x: box.x + box.width / 2, y: box.y + box.height / 2};
    };
    const from = middle(card), sameColumn = 9;
    const distance = (other) => {
        const to = middle(other), x = to.x - from.x, y = to.y - from.y;
        if (isVertical) return [Math.abs(x) > sameColumn ? Infinity : sign * y, 0];
        return [Math.round(sign * x / sameColumn), Math.abs(y)];
    };
    return seen.filter((each) => each !== list).flatMap((each) => [...each.querySelectorAll('.card')])
        .map((other) => ({other, far: distance(other)})).filter(({far}) => far[0] > 0 && far[0] < Infinity)
        .sort((one, two) => one.far[0] - two.far[0] || one.far[1] - two.far[1])[0]?.other;
}""",
)

# (ids): takes cards off the board at once, before the server has binned the tasks; the focus goes to a neighbour.
remove_cards = browser_function(
    f"""(ids) => {{
        const next = {NEXT_CARD};
        const goes = (card) => card && ids.includes(card.dataset.task);
        let stays = document.getElementById(`task-${{ids.at(-1)}}`);
        while (goes(stays)) stays = next(stays, 'ArrowDown');
        stays ??= document.getElementById(`task-${{ids[0]}}`);
        while (goes(stays)) stays = next(stays, 'ArrowUp');
        {begin_move!s}(ids, '', '', '', 'top');
        requestAnimationFrame(() => stays?.querySelector('h3 a')?.focus());
    }}""",
    begin_move,
)

# A card that somebody else moves to another column is drawn anew there, and the browser drops the focus that it had.
_FOLLOW = """useEffect(() => {
    const board = document.getElementById('board-content');
    let at = null;
    const enter = ({target}) => {
        const card = target.closest('.card');
        at = card && {id: card.id, part: target.matches('h3 a') ? 'h3 a' : 'button'};
    };
    // What is still there was left by the visitor.
    const leave = ({target}) => queueMicrotask(() => {
        if (target.isConnected && target !== document.activeElement) at = null;
    });
    const observer = new MutationObserver((changes) => {
        if (!at || document.activeElement !== document.body) return;
        const gone = changes.find(({removedNodes}) => [...removedNodes].some((node) => node.id === at.id));
        const beside = [gone?.nextSibling, gone?.previousSibling].find((node) => node?.matches?.('.card'));
        const card = document.getElementById(at.id) ?? beside;
        card?.querySelector(at.part)?.focus({preventScroll: true});
    });
    board.addEventListener('focusin', enter);
    board.addEventListener('focusout', leave);
    observer.observe(board, {childList: true, subtree: true});
    return () => {
        board.removeEventListener('focusin', enter);
        board.removeEventListener('focusout', leave);
        observer.disconnect();
    };
}, [])"""


class _FocusFollower(rx.Fragment):
    """Shows nothing."""

    def add_imports(self) -> ImportDict:
        return {"react": [ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        return [_FOLLOW]


def focus_follower() -> rx.Component:
    """Keep the focus at its card wherever others move it, and at a neighbour when they take it away."""
    return _FocusFollower.create()
