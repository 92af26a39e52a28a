"""How many websockets one client may open, how much it may say through one, and what if it never reads."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
import reflex as rx
from starlette.types import Message, Receive, Scope, Send

from taskflow.api import websockets
from taskflow.api.websockets import (
    CUT_OFF_COSTS,
    LARGEST_MESSAGE,
    LARGEST_OUTBOX,
    TRY_AGAIN_LATER,
    LimitedWebsockets,
    Outbox,
    bound_messages,
)
from taskflow.settings import read_settings

CONNECT = {"type": "websocket.connect"}
ACCEPT = {"type": "websocket.accept"}
PONG = "3"
REFUSED = [{"type": "websocket.close", "code": TRY_AGAIN_LATER}]


class Room:
    """Behind the limits: it accepts everybody, and keeps what it hears until somebody leaves."""

    def __init__(self, **environment: str) -> None:
        self.limits = LimitedWebsockets(self.listen, read_settings(environment))
        self.heard: list[str] = []
        self.left: list[int] = []

    async def listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "websocket"
        assert await receive() == CONNECT
        await send(ACCEPT)
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(message["text"])
        self.left.append(message["code"])


class Caller:
    """A websocket's other end. What is said to it is kept; while it does not read, saying something takes for ever."""

    def __init__(self, room: Room, address: str = "192.0.2.1") -> None:
        self.says: asyncio.Queue[Message] = asyncio.Queue()
        self.hears: list[Message] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.says.put_nowait(CONNECT)
        scope = {"type": "websocket", "client": (address, 50_000), "headers": []}
        self.call = asyncio.create_task(cast("Any", room.limits(scope, self.says.get, self.hear)))

    async def hear(self, message: Message) -> None:
        await self.reads.wait()
        self.hears.append(message)

    def say(self, text: str) -> None:
        self.says.put_nowait({"type": "websocket.receive", "text": text})

    async def leave(self) -> None:
        self.says.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await self.call


def in_room(story: Callable[[Room], Awaitable[None]], **environment: str) -> None:
    async def run() -> None:
        room = Room(**environment)
        await story(room)
        assert not room.limits.open

    asyncio.run(run())


async def settled() -> None:
    """Return when every task has gone as far as it can without the test."""
    for _ in range(10):
        await asyncio.sleep(0)


def test_it_works() -> None:
    async def story(room: Room) -> None:
        caller = Caller(room)
        caller.say(PONG)
        await caller.leave()
        assert (caller.hears, room.heard, room.left) == ([ACCEPT], [PONG], [1000])

    in_room(story)


def test_one_client_may_open_so_many_and_another_as_many_again() -> None:
    async def story(room: Room) -> None:
        callers = [Caller(room, address) for address in ("192.0.2.1", "192.0.2.2") for _ in range(4)]
        await settled()
        assert [caller.hears for caller in callers] == [*[[ACCEPT]] * 3, REFUSED] * 2
        await callers[0].leave()
        await asyncio.gather(*(caller.leave() for caller in callers[1:] if caller.hears != REFUSED))

    in_room(story, CONNECTIONS_PER_CLIENT="3")


def test_all_together_may_open_so_many() -> None:
    async def story(room: Room) -> None:
        callers = [Caller(room, f"192.0.2.{number}") for number in range(5)]
        await settled()
        assert [caller.hears for caller in callers] == [*[[ACCEPT]] * 4, REFUSED]
        await callers[0].leave()
        late = Caller(room, "192.0.2.9")
        await settled()
        assert late.hears == [ACCEPT]
        await asyncio.gather(late.leave(), *(caller.leave() for caller in callers[1:4]))

    in_room(story, CONNECTIONS="4")


def test_coming_and_going_without_end_is_refused_too() -> None:
    async def story(room: Room) -> None:
        for _ in range(3):
            await Caller(room).leave()
        one_more = Caller(room)
        await one_more.call
        assert one_more.hears == REFUSED

    in_room(story, CONNECTIONS_PER_CLIENT="3")


def test_nought_is_no_limit() -> None:
    async def story(room: Room) -> None:
        callers = [Caller(room) for _ in range(1000)]
        await settled()
        assert all(caller.hears == [ACCEPT] for caller in callers)
        for number in range(500):
            callers[0].say(f'42/_event,["event",{number}]')
        await asyncio.gather(*(caller.leave() for caller in callers))
        assert len(room.heard) == 500

    in_room(story, CONNECTIONS="0", CONNECTIONS_PER_CLIENT="0", EVENTS_PER_SECOND="0")


def test_who_says_too_much_is_not_heard_any_more() -> None:
    async def story(room: Room) -> None:
        caller = Caller(room)
        for number in range(100):
            caller.say(f'42/_event,["event",{number}]')
        await caller.call
        assert 20 <= len(room.heard) < 60
        assert room.left == [TRY_AGAIN_LATER]

    in_room(story, EVENTS_PER_SECOND="2")


def test_who_was_cut_off_may_not_begin_again_without_end() -> None:
    async def story(room: Room) -> None:
        for _ in range(2):
            caller = Caller(room)
            caller.say("nonsense")
            await caller.call
            assert caller.hears == [ACCEPT]
        again = Caller(room)
        await again.call
        assert again.hears == REFUSED
        await Caller(room, "192.0.2.2").leave()

    in_room(story, CONNECTIONS_PER_CLIENT=str(CUT_OFF_COSTS + 5))


@pytest.mark.parametrize("text", [None, "", "hello", "42", "5", "4"])
def test_who_talks_nonsense_is_not_heard_any_more(text: Any) -> None:
    async def story(room: Room) -> None:
        caller = Caller(room)
        caller.say(text)
        await caller.call
        assert (room.heard, room.left) == ([], [TRY_AGAIN_LATER])

    in_room(story)


def test_who_never_reads_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websockets, "UNREAD_SECONDS", 0.1)
    monkeypatch.setattr(websockets, "LAST_WORD_SECONDS", 0.1)
    failures: list[OSError] = []

    async def talk(_scope: Scope, receive: Receive, send: Send) -> None:
        async def write() -> None:
            try:
                while True:
                    await send({"type": "websocket.send", "text": "news"})
            except OSError as error:
                failures.append(error)

        writing = asyncio.create_task(write())
        while (message := await receive())["type"] != "websocket.disconnect":
            assert message == CONNECT
        await writing

    async def story(room: Room) -> None:
        room.limits.app = talk
        caller = Caller(room)
        caller.reads.clear()
        await caller.call
        assert len(failures) == 1

    in_room(story)


def test_what_somebody_does_not_read_is_kept_up_to_a_limit_and_then_dropped() -> None:
    async def story() -> None:
        outbox, packet = Outbox(), SimpleNamespace(data="x" * 10_000)
        for _ in range(50):
            await outbox.put(packet)
        assert outbox.qsize() == 50
        for _ in range(1000):
            await outbox.put(packet)
        # The end of the connection, for the one who writes to it.
        assert [outbox.get_nowait() for _ in range(outbox.qsize())] == [None]
        outbox.task_done()
        await outbox.join()

    asyncio.run(story())


def test_many_short_messages_are_much_too() -> None:
    async def story() -> None:
        outbox = Outbox()
        for _ in range(LARGEST_OUTBOX):
            await outbox.put(SimpleNamespace(data=""))
        assert outbox.qsize() == 1

    asyncio.run(story())


def test_somebody_who_reads_may_be_sent_any_amount() -> None:
    async def story() -> None:
        outbox, packet = Outbox(), SimpleNamespace(data="x" * LARGEST_OUTBOX)
        for _ in range(20):
            await outbox.put(packet)
            assert await outbox.get() is packet
            outbox.task_done()

    asyncio.run(story())


def test_engine_io_still_has_the_places_where_its_limits_are_set() -> None:
    from engineio import AsyncServer
    from engineio.async_socket import AsyncSocket

    engine = AsyncServer(async_mode="asgi")
    assert engine.max_http_buffer_size > LARGEST_MESSAGE
    bound_messages(cast("rx.App", SimpleNamespace(sio=SimpleNamespace(eio=engine))))
    assert isinstance(AsyncSocket(engine, "sid").queue, Outbox)
