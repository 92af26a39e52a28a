"""Tells who is here: once for all who come and go in a moment, and to the other workers where there are some."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from time import monotonic

from taskflow.live.people import FORGOTTEN_AFTER_SECONDS, Elsewhere, Introduction, Person, introductions, together
from taskflow.live.rooms import Room
from taskflow.services.errors import DatabaseUnavailable

TellWorkers = Callable[[Sequence[Person]], Awaitable[None]]

# Who comes and goes is told at most so often.
PEOPLE_SECONDS = 0.5


class Presence:
    """Who is on this worker, by what they look at (`places`), and on the others. `tell` is called when that changes."""

    def __init__(self, places: Mapping[str, Mapping[str, Room]], tell: Callable[[], None]) -> None:
        self._places = places
        self._tell = tell
        self._elsewhere = Elsewhere()
        # Whether somebody came or went who was not told of yet.
        self.is_due = False
        self._must_tell_workers = False
        introductions.clear()

    async def run(self, tell_workers: TellWorkers) -> None:
        """Tell the other workers who is on this one, when that has changed and from time to time, until cancelled."""
        told_at = 0.0
        while True:
            await asyncio.sleep(PEOPLE_SECONDS)
            if self._must_tell_workers or monotonic() - told_at > FORGOTTEN_AFTER_SECONDS / 3:
                self._must_tell_workers, told_at = False, monotonic()
                try:
                    await tell_workers(self._own())
                except DatabaseUnavailable:
                    # It is told as soon as the database is back.
                    self._must_tell_workers = True

    def people(self) -> list[Person]:
        """Return who is here, each once."""
        return together([*self._own(), *self._elsewhere.people()])

    def introduce(self, visitor: str, introduction: Introduction) -> None:
        """Take note of who a visitor is."""
        if visitor in self._places and introductions.get(visitor) != introduction:
            introductions[visitor] = introduction
            self.note()

    def leave(self, visitor: str) -> None:
        """Forget a visitor."""
        if introductions.pop(visitor, None):
            self.note()

    def hear(self, process: str, people: Sequence[Person]) -> None:
        """Take note of who is on another worker."""
        self._elsewhere.hear(process, people)
        self._note()

    def note(self) -> None:
        """Take note that somebody on this worker came, went or opened something else."""
        self._must_tell_workers = True
        self._note()

    def _note(self) -> None:
        if not self.is_due:
            self.is_due = True
            asyncio.get_running_loop().call_later(PEOPLE_SECONDS, self._tell_now)

    def _tell_now(self) -> None:
        self.is_due = False
        self._tell()

    def _own(self) -> list[Person]:
        return together(
            Person(who.key, who.name, tuple(room.view.subject for room in there.values() if room.view.subject))
            for visitor, there in self._places.items()
            if (who := introductions.get(visitor))
        )
