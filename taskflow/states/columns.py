"""The three columns: for each a window of the cards that match. The hub sends them, see states/live.py."""

from __future__ import annotations

from typing import ClassVar

import reflex as rx

from taskflow.models.card import Key
from taskflow.models.filter import Order, TaskFilter
from taskflow.models.task import Status
from taskflow.states.cards import CardView
from taskflow.states.live import LiveState

# Three columns of this many cards stay below the 25 KB that an action may send.
WINDOW = 20
# Cards that are ready above and below what one sees of a column: as many as one scrolls by while the next are fetched.
ABOVE, BELOW = 15, 25
# A screen that shows more of a column is none.
MOST_VISIBLE = 60


class ColumnState(LiveState, rx.State, mixin=True):
    """One column's window: some of the matching cards, how many match above them and in all, and whether below."""

    LIVE: ClassVar[tuple[str, ...] | None] = ("cards", "total", "is_minimum", "above", "has_more")

    cards: list[CardView] = []
    total: int = 0
    # There may be more than the total: of what is found everywhere not every task is counted.
    is_minimum: bool = False
    above: int = 0
    has_more: bool = False

    # How many cards this visitor's window holds, and at which place it begins; None is the top.
    _size: int = WINDOW
    _start: Key | None = None
    # What the place belongs to.
    _order: tuple[TaskFilter, Order] = (TaskFilter(), Order.MANUAL)

    def window(self, wanted: TaskFilter, order: Order) -> tuple[int, Key | None]:
        """Return how many cards to show and from where; among other cards or in another order from the top."""
        if self._order != (wanted, order):
            self._order, self._start = (wanted, order), None
        return self._size, self._start

    def look(self, size: int, start: Key | None) -> None:
        """Want to see so many cards from a place on, those around it included; whole windows at the top."""
        # So that those who look at the top see the same, and it is read once for them all.
        self._size = size if start else -(-size // WINDOW) * WINDOW
        self._start = start


class TodoState(ColumnState, rx.State):
    """The column "To do"."""


class InProgressState(ColumnState, rx.State):
    """The column "In progress"."""


class DoneState(ColumnState, rx.State):
    """The column "Done"."""


COLUMNS: dict[Status, type[TodoState | InProgressState | DoneState]] = {
    Status.TODO: TodoState,
    Status.IN_PROGRESS: InProgressState,
    Status.DONE: DoneState,
}
