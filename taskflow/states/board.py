"""The board as a whole: loading it, filtering it, reading it in another language."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import reflex as rx

from taskflow.live.hub import hub
from taskflow.services.errors import DatabaseUnavailable
from taskflow.states.board_view import show_board
from taskflow.states.filters import SHOWN, FilterState
from taskflow.states.live import connection_of, show
from taskflow.states.moves import MoveState, give_back
from taskflow.states.open_task import TASK, OpenTaskState, is_task_open
from taskflow.states.people import PeopleState
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked
from taskflow.states.surroundings import SurroundingsView


class BoardState(rx.State):
    """The actions on the board as a whole."""

    # Whether this server has shown this visitor the board before.
    _is_known: bool = False

    @rx.event
    @checked
    async def load(self) -> Answer:
        """Build everything from the address and the database: at the first visit, after a lost connection, on retry."""
        reader = await self.get_state(ReaderState)
        reader.settle()
        refused = await (await self.get_state(FilterState)).read_address()
        # A server that knows nothing of this visitor will not answer the moves that the one before it was told.
        lost = [] if self._is_known else [give_back(0)]
        await self.read()
        self._is_known = True
        return [reader.announce(), *lost, *refused]

    async def read(self) -> None:
        """Show all that the page shows of the board, as soon as the database can be read."""
        if not is_task_open(self):
            hub.stop_showing(connection_of(self), TASK)
        await (await self.get_state(PeopleState)).join()
        await show(self, SurroundingsView(), patiently=True)
        await show_board(self, patiently=True)
        await (await self.get_state(MoveState)).repeat()

    @rx.event
    @checked
    async def filter(self, name: str, value: str) -> Answer:
        """Set one filter."""
        filters = await self.get_state(FilterState)
        with restored_on_failure(filters, *SHOWN):
            filters.take(**{name: value.strip()})
            await show_board(self)
        return filters.write_address()

    @rx.event
    @checked
    async def clear_filters(self) -> Answer:
        """Show everything again."""
        filters = await self.get_state(FilterState)
        with restored_on_failure(filters, *SHOWN, "search_key"):
            filters.clear()
            await show_board(self)
        return filters.write_address()

    @rx.event
    @checked
    async def choose_language(self, language: str) -> Answer:
        """Switch to another language, and remember it in this browser."""
        reader = await self.get_state(ReaderState)
        with restored_on_failure(reader, "language", "chosen_language"):
            reader.choose(language)
            await show_board(self)
        await (await self.get_state(OpenTaskState)).show()
        await (await self.get_state(PeopleState)).join()
        return reader.announce()


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
