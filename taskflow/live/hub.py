"""Who is connected to this worker, and what they look at.

The cards on a page are not kept in the visitors' sessions. What a room shows is sent to whoever enters it, and from
then on what has changed in it: each change is read once for each room, and sent in one message to all who are there.
Nothing else sends these variables, and all of it is sent in the order in which it was read, so that a visitor sees what
the room shows. The copies that Reflex keeps for a session stay at their defaults; see states/live.py.

Of the ways that were measured (a task or a background event for each visitor, a shared State, this one) it costs the
least by far, whatever the number of visitors.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from taskflow.live.deltas import Delta, difference, merged
from taskflow.live.presence import Presence, TellWorkers
from taskflow.live.rooms import Room, Send
from taskflow.live.telling import Telling
from taskflow.live.views import View
from taskflow.services.errors import DatabaseUnavailable


class Hub:
    """Lives on the event loop of its worker. A visitor is named by the id of its connection."""

    def __init__(self) -> None:
        self._begin(_send_nowhere)

    def _begin(self, send: Send) -> None:
        self._places: dict[str, dict[str, Room]] = {}
        self.telling = Telling(send)
        self.presence = Presence(self._places, self._tell_people)

    async def run(self, send: Send, tell_workers: TellWorkers | None = None) -> None:
        """Tell the visitors of changes, until cancelled; `tell_workers` who is here, where there are other workers."""
        self._begin(send)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.telling.run())
            if tell_workers:
                tasks.create_task(self.presence.run(tell_workers))

    def enter(self, visitor: str) -> None:
        """Take note of a new connection: nothing was sent on it yet."""
        self.leave(visitor)
        self._places[visitor] = {}

    def leave(self, visitor: str) -> None:
        """Forget a connection."""
        for room in self._places.pop(visitor, {}).values():
            self._lose(room, visitor)
        self.presence.leave(visitor)

    def visitors(self) -> list[str]:
        """Return who is connected."""
        return list(self._places)

    async def show(self, visitor: str, view: View, *, along: Delta | None = None, patiently: bool = False) -> None:
        """Show a visitor a view from now on; `along` comes in the same message, and wins.

        Raises:
            DatabaseUnavailable: when it cannot be read; the visitor goes on seeing what it saw. Not when `patiently`:
                then the visitor is told so, and shown the view as soon as it can be read.
        """
        places = self._places.get(visitor)
        if places is None:
            return
        room = self.telling.rooms.setdefault(view, Room(view))
        room.entering += 1
        try:
            async with room.lock:
                if room.shown is None:
                    await self._read_first(room, patiently=patiently)
                # It may have gone while the database was read.
                if self._places.get(visitor) is places:
                    await self._enter_room(visitor, room, along or {})
        finally:
            room.entering -= 1
            self._forget_if_empty(room)

    def stop_showing(self, visitor: str, place: str) -> None:
        """Show a visitor nothing at this place any more."""
        room = self._places.get(visitor, {}).pop(place, None)
        if room:
            self._lose(room, visitor)
            self.presence.note()

    def shown(self, visitor: str, place: str) -> Delta:
        """Return what a visitor sees at this place; nothing when it was not sent anything yet."""
        room = self._places.get(visitor, {}).get(place)
        return room.shown or {} if room else {}

    async def tell_after(self, visitor: str, place: str, revision: int, message: Delta) -> None:
        """Send a visitor a message once what it sees at this place holds the change `revision`."""
        room = self._places.get(visitor, {}).get(place)
        if room is None:
            await self.send([visitor], message)
        else:
            await room.promise(self.telling.send, visitor, revision, message)

    async def send(self, visitors: Collection[str], message: Delta) -> None:
        """Send visitors a message that is not about what they look at."""
        await self.telling.send(visitors, message)

    def look_again(self, visitor: str) -> None:
        """Take note that what a visitor sees may have changed, even without a record of it."""
        self.telling.look_again(self._places.get(visitor, {}).values())

    async def _read_first(self, room: Room, *, patiently: bool) -> None:
        try:
            shown = await room.read(self.telling.revisions)
        except DatabaseUnavailable:
            self.telling.notice_absence()
            if not patiently:
                raise
        else:
            if room.members:
                await self.send(list(room.members), shown)

    async def _enter_room(self, visitor: str, room: Room, along: Delta) -> None:
        places = self._places[visitor]
        had = places.get(room.view.place)
        places[room.view.place] = room
        room.members.add(visitor)
        shown = room.shown if room.shown is not None else room.view.unread(was_shown=False)
        # Only what it does not see yet: what the room that it comes from has shown is what it sees.
        message = merged(difference(shown, had.shown or {} if had else {}), along)
        if message:
            await self.send([visitor], message)
        if had and had is not room:
            had.hand_over(visitor, room)
            self._forget_if_empty(had)
            await room.keep_promises(self.send)
        if had is not room and (room.view.subject or (had and had.view.subject)):
            self.presence.note()

    def _tell_people(self) -> None:
        self.telling.make_due(room for room in self.telling.rooms.values() if room.view.follows_people)

    def _lose(self, room: Room, visitor: str) -> None:
        room.lose(visitor)
        self._forget_if_empty(room)

    def _forget_if_empty(self, room: Room) -> None:
        if room.is_empty and self.telling.rooms.get(room.view) is room:
            del self.telling.rooms[room.view]


async def _send_nowhere(_visitors: Collection[str], _message: Delta) -> None:
    """Where messages go while no worker runs."""


# One for each worker, as there is one event loop.
hub = Hub()
