"""The board: for each column a window of cards, and what can be done to a card in place."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

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
from taskflow.states.filters import FILTERS, FilterState
from taskflow.states.reader import Reader, ReaderState
from taskflow.states.refusals import Answer, checked

# Three columns of this many cards stay below the 25 KB that an action may send.
WINDOW = 25
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
        with restored_on_failure(self, "size"):
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


async def show_change(state: rx.State) -> list[rx.event.EventSpec]:
    """Read the board after a write. When that fails, say that the write stands all the same."""
    try:
        await refresh(state)
    except DatabaseUnavailable:
        language = (await state.get_state(ReaderState)).language
        sentence = mark("Your change is saved, but the board cannot be read at the moment.")
        return [rx.toast.warning(translate(language, sentence))]
    return []


@contextmanager
def restored_on_failure(state: rx.State, *names: str) -> Generator[None]:
    """Bring the named variables back when the database cannot be reached, so that controls and cards agree."""
    before = {name: getattr(state, name) for name in names}
    try:
        yield
    except DatabaseUnavailable:
        for name, value in before.items():
            setattr(state, name, value)
        raise


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
        with restored_on_failure(filters, *FILTERS):
            filters.take(**{name: value.strip()})
            await refresh(self)
        return filters.write_address()

    @rx.event
    @checked
    async def clear_filters(self) -> Answer:
        """Show everything again."""
        filters = await self.get_state(FilterState)
        with restored_on_failure(filters, *FILTERS, "search_key"):
            filters.clear()
            await refresh(self)
        return filters.write_address()

    @rx.event
    @checked
    async def move(self, task_id: str, status: str, end: str) -> Answer:
        """Move a card to the top or the bottom of a column."""
        move, to = TaskMove(status=Status(status)), End(end)
        said = await self.change(lambda session: move_task(session, task_id, move, end=to))
        return [focus_card(task_id), *said]

    @rx.event
    @checked
    async def delete(self, task_id: str) -> Answer:
        """Put a task in the bin."""
        said = await self.change(lambda session: delete_task(session, task_id))
        language = (await self.get_state(ReaderState)).language
        return said or rx.toast.success(translate(language, mark("The task was deleted.")))

    async def change(self, work: Callable[[Session], object]) -> list[rx.event.EventSpec]:
        """Do `work` and show what it led to; a card whose task somebody deleted meanwhile goes too.

        Raises:
            TaskFlowError: what `work` raises.
        """
        try:
            await in_database(work)
        except TaskNotFound:
            await refresh(self)
            raise
        return await show_change(self)

    @rx.event
    @checked
    async def choose_language(self, language: str) -> Answer:
        """Switch to another language, and remember it in this browser."""
        reader = await self.get_state(ReaderState)
        with restored_on_failure(reader, "language", "chosen_language"):
            reader.choose(language)
            await refresh(self)
        return reader.announce()
