"""The board: for each column a window of cards, and what can be done to a card in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import reflex as rx
from sqlmodel import Session

from taskflow.locales import mark, translate
from taskflow.models.card import Window
from taskflow.models.task import Status, TaskMove
from taskflow.services.board import read_assignees, read_windows
from taskflow.services.errors import DatabaseUnavailable, TaskNotFound
from taskflow.services.tasks import End, delete_task, move_task
from taskflow.states.cards import CardView, view_card
from taskflow.states.database import in_database
from taskflow.states.dialogs import focus_card
from taskflow.states.filters import FilterState
from taskflow.states.reader import Reader, ReaderState
from taskflow.states.refusals import Answer, checked

WINDOW = 50
LARGEST_WINDOW = 1000


class ColumnState(rx.State, mixin=True):
    """One column's window: its first `size` matching cards, and how many match in all."""

    cards: list[CardView] = []
    total: int = 0
    size: int = WINDOW

    def show(self, window: Window, reader: Reader) -> None:
        """Take what was read; what is as before is not sent to the browser again."""
        cards = [view_card(row, reader) for row in window.cards]
        if cards != self.cards:
            self.cards = cards
        if window.total != self.total:
            self.total = window.total

    @rx.var
    def has_more(self) -> bool:
        """Whether the column holds matching cards beyond its window."""
        return self.total > len(self.cards)

    @rx.event
    @checked
    async def widen(self) -> None:
        """Show one window more."""
        self.size = min(self.size + WINDOW, LARGEST_WINDOW)
        await refresh(self, [status for status, column in COLUMNS.items() if isinstance(self, column)])


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


async def refresh(state: rx.State, statuses: Iterable[Status] = tuple(Status)) -> None:
    """Read the named columns again, for this visitor's filter and reader.

    Raises:
        DatabaseUnavailable: when the database cannot be reached; the columns stay as they were.
    """
    wanted = (await state.get_state(FilterState)).wanted
    reader = (await state.get_state(ReaderState)).reader
    columns = {status: await state.get_state(COLUMNS[status]) for status in statuses}
    sizes = {status: column.size for status, column in columns.items()}
    for window in await in_database(lambda session: read_windows(session, wanted, sizes, today=reader.today)):
        columns[window.status].show(window, reader)


class BoardState(rx.State):
    """The board as a whole, and the actions on its cards and filters."""

    is_loaded: bool = False
    is_unreachable: bool = False
    assignees: list[str] = []

    @rx.event
    @checked
    async def load(self) -> Answer:
        """Build everything from the address and the database: at the first visit, after a lost connection, on retry."""
        (await self.get_state(ReaderState)).settle()
        refused = await (await self.get_state(FilterState)).read_address()
        try:
            await refresh(self)
            self.assignees = list(await in_database(read_assignees))
            self.is_unreachable = False
        except DatabaseUnavailable:
            self.is_unreachable = True
        self.is_loaded = True
        announced = (await self.get_state(ReaderState)).announce()
        return [announced, refused] if refused else announced

    @rx.event
    @checked
    async def filter(self, name: str, value: str) -> Answer:
        """Set one filter."""
        filters = await self.get_state(FilterState)
        filters.take(**{name: value.strip()})
        await refresh(self)
        return filters.write_address()

    @rx.event
    @checked
    async def clear_filters(self) -> Answer:
        """Show everything again."""
        filters = await self.get_state(FilterState)
        filters.clear()
        await refresh(self)
        return filters.write_address()

    @rx.event
    @checked
    async def move(self, task_id: str, status: str, end: str) -> Answer:
        """Move a card to the top or the bottom of a column."""
        move, to = TaskMove(status=Status(status)), End(end)
        await self.change(lambda session: move_task(session, task_id, move, end=to))
        return focus_card(task_id)

    @rx.event
    @checked
    async def delete(self, task_id: str) -> Answer:
        """Put a task in the bin."""
        await self.change(lambda session: delete_task(session, task_id))
        return rx.toast.success(translate((await self.get_state(ReaderState)).language, mark("The task was deleted.")))

    async def change(self, work: Callable[[Session], object]) -> None:
        """Do `work` and show what it led to; a card whose task somebody deleted meanwhile goes too.

        Raises:
            TaskFlowError: what `work` raises.
        """
        try:
            await in_database(work)
        except TaskNotFound:
            await refresh(self)
            raise
        await refresh(self)

    @rx.event
    @checked
    async def choose_language(self, language: str) -> Answer:
        """Switch to another language, and remember it in this browser."""
        reader = await self.get_state(ReaderState)
        reader.choose(language)
        await refresh(self)
        return reader.announce()
