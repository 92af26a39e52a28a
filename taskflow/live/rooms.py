"""A room: the visitors who look at the same view, and what they have been sent of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from taskflow.live.deltas import Delta, difference, merged
from taskflow.live.revisions import Revisions
from taskflow.live.views import View
from taskflow.services.activity import Change

# Sends a message to visitors, which are named by the ids of their connections.
Send = Callable[[Collection[str], Delta], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Promise:
    """What to tell a member once a change is in what it has been sent."""

    revision: int
    visitor: str
    message: Delta


@dataclass(eq=False, slots=True)
class Room:
    """A view, who looks at it, and what they see. Who reads or sends holds `lock`, so that all see one order."""

    view: View
    members: set[str] = field(default_factory=set[str])
    # How many are about to become members.
    entering: int = 0
    # None when the database could not be read yet.
    shown: Delta | None = None
    # All changes up to this one are in `shown`.
    revision: int = -1
    # Whether to read it again.
    is_due: bool = True
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _promises: list[_Promise] = field(default_factory=list[_Promise])

    def take_note_of(self, changes: Sequence[Change]) -> None:
        """Be due if one of the changes may have changed what the view shows."""
        self.is_due = self.is_due or any(self.view.concerns(change, self.shown or {}) for change in changes)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is in it or about to be."""
        return not self.members and not self.entering

    async def read(self, revisions: Revisions) -> Delta:
        """Read the view and return what is new in it.

        Raises:
            DatabaseUnavailable: when the database cannot be reached; the room is still due.
        """
        self.is_due = False
        # What is committed by now is in what is read from now on.
        revision = revisions.newest
        try:
            now = await self.view.load()
        except BaseException:
            self.is_due = True
            raise
        news = difference(now, self.shown or {})
        self.shown, self.revision = now, revision
        return news

    async def refresh(
        self, send: Send, revisions: Revisions, changes: Sequence[Change], origins: Mapping[int, str]
    ) -> None:
        """Read the view again, and send the members what is new in it and what to say about the changes.

        Raises:
            DatabaseUnavailable: when the database cannot be reached; the room is still due.
        """
        async with self.lock:
            before = self.shown or {}
            news = await self.read(revisions)
            if changes:
                news = merged(news, self.view.tell(changes, origins, (before, self.shown or {})))
            if news:
                await send(list(self.members), news)
            await self.keep_promises(send)

    async def pass_over(self, send: Send, revision: int) -> None:
        """Take note that the changes up to a revision are none of this view's."""
        if not self.is_due and self.revision < revision:
            self.revision = revision
            async with self.lock:
                await self.keep_promises(send)

    async def promise(self, send: Send, visitor: str, revision: int, message: Delta) -> None:
        """Send a member the message once what it sees holds the change `revision`."""
        async with self.lock:
            self._promises.append(_Promise(revision, visitor, message))
            await self.keep_promises(send)

    async def tell_absence(self, send: Send) -> None:
        """Tell the members that the database cannot be read."""
        async with self.lock:
            message = difference(self.view.unread(was_shown=self.shown is not None), self.shown or {})
            # So that it is taken back when the database is read again, also where it has just been read for the first.
            self.is_due = True
            if self.shown is not None:
                self.shown = merged(self.shown, message)
            if message:
                await send(list(self.members), message)

    def lose(self, visitor: str) -> None:
        """Forget a member, and what it was promised."""
        self.members.discard(visitor)
        self._promises = [promise for promise in self._promises if promise.visitor != visitor]

    def hand_over(self, visitor: str, room: Room) -> None:
        """Forget a member who goes to another room, which keeps what was promised here."""
        room._promises += [promise for promise in self._promises if promise.visitor == visitor]
        self.lose(visitor)

    async def keep_promises(self, send: Send) -> None:
        """Send what was promised and can be said by now. Called by who holds the lock."""
        if self.shown is None:
            return
        kept = [promise for promise in self._promises if promise.revision <= self.revision]
        self._promises = [promise for promise in self._promises if promise.revision > self.revision]
        for promise in kept:
            await send([promise.visitor], promise.message)
