"""Scrolling a column: its window follows what the visitor looks at, so a long one costs no more than a short one."""

from __future__ import annotations

import reflex as rx

from taskflow.live.database import in_database
from taskflow.models.task import Status
from taskflow.services.tasks import End
from taskflow.states.board import restored_on_failure
from taskflow.states.board_view import board_view, show_board
from taskflow.states.columns import ABOVE, BELOW, COLUMNS, MOST_VISIBLE
from taskflow.states.refusals import checked

# Nobody's column is longer; a number that a browser makes up costs no more than this.
FARTHEST = 1_000_000


class ScrollState(rx.State):
    """Where the visitor is in the columns; the windows themselves are in states/columns.py."""

    @rx.event
    @checked
    async def look(self, status: str, near: str, skip: int, visible: int) -> None:
        """Show the part of a column that the visitor looks at: `visible` cards, the first `skip` below the card `near`.

        What lies around it comes with it, and everything else of the column goes. A card that has left the column
        meanwhile leads nowhere; the page asks again as soon as it is scrolled.
        """
        column = Status(status)
        first = max(-FARTHEST, min(skip, FARTHEST)) - ABOVE
        view = await board_view(self)
        try:
            start = await in_database(lambda session: view.find_place(session, column, near, first))
        except LookupError:
            return
        shown = max(1, min(visible, MOST_VISIBLE))
        window = await self.get_state(COLUMNS[column])
        with restored_on_failure(window, "_size", "_start"):
            window.look(ABOVE + shown + BELOW, start)
            await show_board(self)

    @rx.event
    @checked
    async def go_to(self, status: str, end: str) -> None:
        """Show the top or the bottom of a column, however far that is."""
        column, count = Status(status), ABOVE + BELOW
        start = None
        if End(end) is End.BOTTOM:
            view = await board_view(self)
            start = await in_database(lambda session: view.find_last_place(session, column, count))
        window = await self.get_state(COLUMNS[column])
        with restored_on_failure(window, "_size", "_start"):
            window.look(count, start)
            await show_board(self)
