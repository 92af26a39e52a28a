"""The loop of a worker that tells its rooms of changes: those made here at once, those made elsewhere as heard of."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from time import monotonic

from taskflow.live.revisions import Revisions
from taskflow.live.rooms import Room, Send
from taskflow.live.views import View
from taskflow.services.activity import Change
from taskflow.services.errors import DatabaseUnavailable
from taskflow.services.writing import Commit, listen

logger = logging.getLogger(__name__)

# The first change is shown at once, those that follow together: ten in this time are one message.
PAUSE_SECONDS = 0.05
# However much changes, at least as much time as it takes to tell of it is left for everything else.
REST = 1.0
# How often to look whether the database is back.
RETRY_SECONDS = 1.0
# How often to look for what nobody told us, and for midnight.
ROUND_SECONDS = 5.0


class Telling:
    """The rooms of a worker, and what it knows that they do not. Lives on the event loop."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.rooms: dict[View, Room] = {}
        self.revisions = Revisions()
        self._is_away = False
        # Since the last time that the file changed.
        self._has_written = False
        # A change of the file that was taken for our own may have been another program's as well.
        self._may_have_missed = False
        self._wake = asyncio.Event()
        self._is_working = False

    async def run(self) -> None:
        """Tell the rooms of changes, until cancelled."""
        loop = asyncio.get_running_loop()
        # From here on the changes of others are known.
        self._wake.set()

        def hear(commit: Commit) -> None:
            # The loop may have ended while the last writers are still at it.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._hear, commit)

        stop_listening = listen(hear)
        try:
            while True:
                await self._work()
        finally:
            stop_listening()

    @property
    def is_quiet(self) -> bool:
        """Whether everybody has been told all that is known."""
        return not self._is_working and not self._wake.is_set()

    def hear_of_others(self) -> None:
        """Take note that another process has changed something."""
        self.revisions.must_ask = True
        self._wake.set()

    def hear_of_file(self) -> None:
        """Take note that the file of a SQLite database has changed, perhaps by our own hand."""
        if self._has_written:
            self._has_written, self._may_have_missed = False, True
            self.hear_of_others()
        else:
            # By another program, which may keep no record.
            self.look_again()

    def look_again(self, rooms: Iterable[Room] | None = None) -> None:
        """Take note that anything in these rooms, or all, may have changed, even without a record of it."""
        self.make_due(self.rooms.values() if rooms is None else rooms)
        self.hear_of_others()

    def make_due(self, rooms: Iterable[Room]) -> None:
        """Read these rooms' views again."""
        for room in rooms:
            room.is_due = True
        self._wake.set()

    def notice_absence(self) -> None:
        """Take note that the database cannot be read: look for it, and then read everything again."""
        self._is_away = True
        self.revisions.must_ask = True
        self.make_due(self.rooms.values())

    def _hear(self, commit: Commit) -> None:
        self._has_written = True
        self.revisions.hear(commit)
        self._wake.set()

    async def _work(self) -> None:
        """Wait until there is something to tell, and tell it."""
        with suppress(TimeoutError):
            # Not wait_for, which in Python 3.11 forgets that it was cancelled when what it waits for comes just then.
            async with asyncio.timeout(RETRY_SECONDS if self._is_away else ROUND_SECONDS):
                await self._wake.wait()
        if not self._wake.is_set():
            # Nothing was heard of for a while, which proves nothing.
            self.revisions.must_ask = bool(self.rooms)
            missed, self._may_have_missed = self._may_have_missed, False
            self.make_due(
                room for room in self.rooms.values() if missed or (room.shown and room.view.is_outdated(room.shown))
            )
        self._wake.clear()
        self._is_working = True
        started = monotonic()
        try:
            await self._flush()
        except DatabaseUnavailable:
            self.notice_absence()
            self._wake.clear()
            for room in list(self.rooms.values()):
                await room.tell_absence(self.send)
            await asyncio.sleep(RETRY_SECONDS)
        except Exception:
            logger.exception("The open pages could not be told of a change; trying again")
            await asyncio.sleep(RETRY_SECONDS)
            self._wake.set()
        self._is_working = False
        taken = monotonic() - started
        await asyncio.sleep(max(PAUSE_SECONDS - taken, taken * REST))

    async def _flush(self) -> None:
        heard = self.revisions.take_heard()
        changes = [change for commit in heard for change in commit.changes]
        origins = {change.id: commit.origin for commit in heard for change in commit.changes}
        # Before the others are asked for: an answer that does not come must not take away what is known.
        self._note(changes)
        newest = self.revisions.newest
        if not self.revisions.has_asked:
            self.make_due(self.rooms.values())
            self._wake.clear()
        others = await self.revisions.ask()
        self._note(others)
        newest = max([newest, *(change.id for change in others)])
        makers = set(origins.values())
        # Those who made a change come first: they wait for what they have done.
        for room in sorted(self.rooms.values(), key=lambda room: room.members.isdisjoint(makers)):
            await self._tell(room, [*changes, *others], origins, newest)
        self._is_away = False
        if self.revisions.must_ask:
            self._wake.set()

    async def _tell(self, room: Room, changes: Sequence[Change], origins: Mapping[int, str], newest: int) -> None:
        try:
            if room.is_due:
                await room.refresh(self.send, self.revisions, changes, origins)
            else:
                await room.pass_over(self.send, newest)
        except DatabaseUnavailable:
            raise
        except Exception:
            # One view that cannot be read must not keep the others from theirs.
            logger.exception("A view could not be read; trying again")
            asyncio.get_running_loop().call_later(RETRY_SECONDS, self._wake.set)

    def _note(self, changes: Sequence[Change]) -> None:
        for room in self.rooms.values():
            room.take_note_of(changes)
