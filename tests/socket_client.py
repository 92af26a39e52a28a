"""A client of the running program's websocket that is no browser: it says what it likes, and keeps all that comes back.

    async with connected(program.api_url, "/?q=paper") as client:
        await client.do(BoardState.load)
        await client.until(lambda: "todo" in client.sent_of(TodoState))

It speaks the page's protocol (Engine.IO 4, Socket.IO, Reflex's events) over a bare websocket, because what it is for is
what a Socket.IO client would not do: never read, send half a message, say the same thing a thousand times.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self, cast
from urllib.parse import parse_qs, urlencode, urlsplit

from reflex.state import StateUpdate
from reflex_base.event import Event
from simple_websocket import AioClient, ConnectionClosed
from simple_websocket import ConnectionError as SocketError
from socketio.packet import CONNECT, CONNECT_ERROR, DISCONNECT, EVENT, Packet

from tests.states.visiting import HYDRATE, Answer, Stored, name_of, parameters_of, storage_of

NAMESPACE = "/_event"
PATIENCE_SECONDS = 20
# The first character of a message of Engine.IO.
PING, PONG, MESSAGE = "2", "3", "4"


class RefusedError(AssertionError):
    """The server did not take the connection, or took it and not the visitor."""


@dataclass
class SocketClient(Answer):
    """One tab: as an `Answer` it holds everything that was sent to it since it connected, or since `forget`."""

    address: str = "/"
    token: str = ""
    # Whatever else came, such as "new_token" or "state_mismatch": the name and the value.
    others: list[tuple[str, Any]] = field(default_factory=list)
    is_accepted: bool = False
    is_closed: bool = False
    _socket: Any = None
    _reading: asyncio.Task[None] | None = None
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @classmethod
    async def connect(
        cls,
        url: str,
        address: str = "/",
        *,
        token: str | None = None,
        languages: str = "en-US,en;q=0.9",
        stored: Stored | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """Connect to the program at `url` as a page at `address` does; return when the server has taken the visitor.

        What `address` shows arrives later: wait for it with `until`.
        """
        client = cls(address=address, token=token or str(uuid.uuid4()))
        await client.open(url, {"Accept-Language": languages, **(headers or {})})
        boot = client.event(HYDRATE, {"vars": storage_of(stored or {})})
        await client.send_packet(CONNECT, {"event": boot, "state_schema": None})
        await client.until(lambda: client.is_accepted or client.is_closed)
        if not client.is_accepted:
            await client.close()
            raise RefusedError("The server has taken the connection and then dropped it.")
        return client

    async def open(self, url: str, headers: Mapping[str, str]) -> None:
        """Open the websocket and begin to read, without saying who is there; `connect` does both.

        Raises:
            RefusedError: when the server does not take the connection.
        """
        query = urlencode({"EIO": 4, "transport": "websocket", "token": self.token})
        address = f"{url.replace('http', 'ws', 1)}{NAMESPACE}/?{query}"
        self._socket = AioClient(address, headers=dict(headers), receive_bytes=1 << 16)
        try:
            # Not its own `connect`, which leaves the connection open when the server refuses it.
            await self._socket._connect()
        except SocketError as error:
            await self.close()
            raise RefusedError(str(error)) from None
        self._reading = asyncio.create_task(self._read())

    async def do(self, handler: Any, *arguments: Any) -> None:
        """Let the page call a handler, its arguments in their order."""
        await self.send(name_of(handler), dict(zip(parameters_of(handler), arguments, strict=True)))

    async def send(self, name: str, payload: Any) -> None:
        """Send an event, sensible or not."""
        await self.send_event(self.event(name, payload))

    async def send_event(self, message: Any) -> None:
        """Send anything at all in the place of an event."""
        await self.send_packet(EVENT, ["event", message])

    async def send_packet(self, kind: int, value: Any) -> None:
        """Send any packet of Socket.IO."""
        await self.send_text(MESSAGE + cast("str", Packet(kind, value, NAMESPACE).encode()))

    async def send_text(self, text: str) -> None:
        """Send a message of the websocket as it is; nothing happens when the server has hung up."""
        if self._socket.wsock.transport.is_closing():
            return
        with suppress(ConnectionClosed, ConnectionError):
            await self._socket.send(text)
            await self._socket.wsock.drain()

    async def until(self, condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until `condition` holds; it is asked again whenever something has arrived."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(lambda: bool(condition()))

    async def until_toast(self, sentence: str) -> None:
        """Wait until the page was told this."""
        await self.until(lambda: sentence in [said for _, said in self.toasts])

    def forget(self) -> None:
        """Begin anew: what arrived until now is no part of the answer to what comes."""
        self.updates.clear()
        self.others.clear()

    def stop_reading(self) -> None:
        """Read no more from the network; the connection stays open, and this side's buffers fill up."""
        self._socket.task.cancel()

    async def close(self) -> None:
        """Leave, as a closed tab does: without a word."""
        tasks = [task for task in (self._reading, self._socket.task) if task]
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        if self._socket.wsock:
            self._socket.wsock.transport.abort()
            with suppress(OSError):
                await self._socket.wsock.wait_closed()
        # A mistake of this client shows; that it was told to end is none.
        for end in ends:
            if isinstance(end, Exception):
                raise end

    def event(self, name: str, payload: Any) -> dict[str, Any]:
        """Return the message with which a page at this address says that something happened."""
        parts = urlsplit(self.address)
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        place = {"pathname": parts.path, "asPath": self.address, "query": query}
        return {"name": name, "payload": payload, "router_data": place}

    async def _read(self) -> None:
        try:
            while True:
                await self._take(await self._socket.receive())
        except ConnectionClosed:
            self.is_closed = True
        async with self._news:
            self._news.notify_all()

    async def _take(self, text: str) -> None:
        if text == PING:
            await self.send_text(PONG)
        if not text.startswith(MESSAGE):
            return
        packet: Any = Packet(encoded_packet=text[1:])
        if packet.packet_type == EVENT:
            self._keep(*packet.data)
        self.is_accepted |= packet.packet_type == CONNECT
        is_refused = packet.packet_type == CONNECT_ERROR and not self.is_accepted
        self.is_closed |= is_refused or packet.packet_type == DISCONNECT
        async with self._news:
            self._news.notify_all()

    def _keep(self, name: str, value: Any = None) -> None:
        if name != "event":
            self.others.append((name, value))
            return
        events = [Event(each["name"], payload=each.get("payload") or {}) for each in value.get("events") or []]
        self.updates.append(StateUpdate(delta=value.get("delta") or {}, events=events))


@asynccontextmanager
async def connected(url: str, address: str = "/", **options: Any) -> AsyncIterator[SocketClient]:
    """Give a connected client (`SocketClient.connect` has the options) and let it leave afterwards."""
    client = await SocketClient.connect(url, address, **options)
    try:
        yield client
    finally:
        await client.close()
