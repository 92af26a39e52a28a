"""What a visitor sees of the board: the columns for a filter, in a language, on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import reflex as rx
from sqlmodel import Session

from taskflow.live.deltas import Delta, merged
from taskflow.live.views import View
from taskflow.models.card import Key, Lane, Window
from taskflow.models.filter import NOBODY, Group, Order, TaskFilter
from taskflow.models.task import Priority, Status
from taskflow.services.activity import Change
from taskflow.services.board import read_windows
from taskflow.services.lanes import read_lanes
from taskflow.services.ordering import find_last_place, find_place
from taskflow.states.cards import initials, view_card
from taskflow.states.columns import COLUMNS
from taskflow.states.filters import FilterState
from taskflow.states.live import LiveState, delta_of, show, value_in
from taskflow.states.news import tell
from taskflow.states.reader import Reader, ReaderState, zone_named

BOARD = "board"
LANES = 12
FEWEST_IN_LANE = 2


class ShownState(LiveState, rx.State):
    """The board as a whole, as the page was last sent it."""

    is_loaded: bool = False
    # There is nothing to show, or what is shown may be out of date, because the database does not answer.
    is_unreachable: bool = False
    is_behind: bool = False
    # The day in the reader's time zone by which due dates were worded, YYYY-MM-DD.
    today: str = ""


@dataclass(frozen=True, slots=True)
class LaneView:
    """A lane, ready to show. The name is empty where the page knows better words: a priority, or nobody."""

    key: str
    name: str
    initials: str
    total: int


class LaneState(LiveState, rx.State):
    """The lanes that the board is divided into; none of them when it is not."""

    lanes: list[LaneView] = []
    # There are people beyond those that have a lane.
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class BoardView(View):
    """The windows of the three columns: how many cards each may hold, and where it begins. The time zone is named."""

    place = BOARD

    wanted: TaskFilter
    order: Order
    group: Group | None
    windows: tuple[tuple[int, Key | None], ...]
    language: str
    time_zone: str

    @property
    def today(self) -> date:
        """The day where the readers are."""
        return datetime.now(zone_named(self.time_zone)).date()

    def find_place(self, session: Session, status: Status, near: str, skip: int) -> Key | None:
        """Return the place `skip` cards below the card `near` of a column, above it when negative; None is the top.

        Raises:
            LookupError: when the column does not show the card.
        """
        return find_place(session, self.wanted, status, self.order, today=self.today, near=near, skip=skip)

    def find_last_place(self, session: Session, status: Status, count: int) -> Key | None:
        """Return the place from which on a column has `count` cards more; None is the top."""
        return find_last_place(session, self.wanted, status, self.order, today=self.today, count=count)

    def read(self, session: Session) -> Delta:
        """Return all that the board shows now."""
        today = self.today
        reader = Reader(self.language, today, zone_named(self.time_zone))
        lanes, has_more, windows = self._read_windows(session, today)
        return merged(
            delta_of(ShownState, is_loaded=True, is_unreachable=False, is_behind=False, today=today.isoformat()),
            delta_of(LaneState, lanes=[view_lane(lane) for lane in lanes], has_more=has_more),
            *(view_column(window, reader, self.wanted.q or "") for window in windows),
        )

    def tell(self, changes: Sequence[Change], origins: Mapping[int, str], shown: Sequence[Delta]) -> Delta:
        """Return what to say about changes to the cards that were to be seen before or are now."""
        titles = {
            card.id: card.title
            for delta in shown
            for column in COLUMNS.values()
            for card in value_in(delta, column, "cards", [])
        }
        return tell(changes, origins, titles, self.language)

    def unread(self, *, was_shown: bool) -> Delta:
        """Return what to show while the database cannot be read."""
        if was_shown:
            return delta_of(ShownState, is_behind=True)
        return delta_of(ShownState, is_loaded=True, is_unreachable=True)

    def is_outdated(self, shown: Delta) -> bool:
        """Whether it is another day."""
        return value_in(shown, ShownState, "today", "") != self.today.isoformat()

    def _read_windows(self, session: Session, today: date) -> tuple[Sequence[Lane], bool, list[Window]]:
        windows = dict(zip(Status, self.windows, strict=True))
        sizes = {status: size for status, (size, _) in windows.items()}
        if self.group is None:
            starts = {status: start for status, (_, start) in windows.items() if start}
            shown = read_windows(session, self.wanted, sizes, today=today, order=self.order, starts=starts)
            return [], False, shown
        found = read_lanes(session, self.wanted, self.group, today=today, limit=LANES + 1)
        nobodys = [lane for lane in found if lane.key == NOBODY]
        lanes = [*[lane for lane in found if lane.key != NOBODY][: LANES - len(nobodys)], *nobodys]
        keys = [lane.key for lane in lanes]
        # As many cards as without lanes, shared out among them.
        cells = {status: max(FEWEST_IN_LANE, size // max(len(keys), 1)) for status, size in sizes.items()}
        return (
            lanes,
            len(found) > LANES,
            read_windows(session, self.wanted, cells, today=today, order=self.order, group=self.group, lanes=keys),
        )


async def show_board(visitor: rx.State, *, patiently: bool = False) -> None:
    """Show the visitor the board as their filters and their language say, from now on.

    Raises:
        DatabaseUnavailable: when it cannot be read and not `patiently`; the visitor sees what they saw before.
    """
    filters, reader = await visitor.get_state(FilterState), await visitor.get_state(ReaderState)
    await show(visitor, await board_view(visitor), filters, reader, patiently=patiently)


async def board_view(visitor: rx.State) -> BoardView:
    """Return what the visitor's filters, language and scrolling ask for."""
    filters, reader = await visitor.get_state(FilterState), await visitor.get_state(ReaderState)
    columns = [await visitor.get_state(COLUMNS[status]) for status in Status]
    return BoardView(
        filters.wanted,
        filters.order,
        filters.lanes_by,
        tuple(column.window(filters.wanted, filters.order) for column in columns),
        reader.language,
        reader.known_time_zone,
    )


def view_column(window: Window, reader: Reader, searched: str) -> Delta:
    """Return what shows a window."""
    cards = [view_card(row, reader, searched) for row in window.cards]
    return delta_of(
        COLUMNS[window.status],
        cards=cards,
        total=window.total,
        above=window.above,
        is_minimum=window.total_is_minimum,
        has_more=window.total_is_minimum or window.total > window.above + len(cards),
    )


def view_lane(lane: Lane) -> LaneView:
    """Return the lane as it is shown."""
    is_named = lane.key not in {NOBODY, *Priority}
    return LaneView(lane.key, lane.key if is_named else "", initials(lane.key) if is_named else "", lane.total)
