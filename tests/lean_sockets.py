"""Clients of the program's websocket that cost next to nothing: what they measure is the server, not themselves.

They read bytes and look for a few words in them; tests/socket_client.py understands all that it is sent, and takes as
long for a message as the server does. They offer no compression, so what arrives can be read as it is.
"""

from __future__ import annotations

import asyncio
import base64
import os
import re
import socket
import time
from dataclasses import dataclass, field
from typing import Any, Self, cast
from urllib.parse import urlencode, urlsplit

from socketio.packet import CONNECT, EVENT, Packet
from wsproto.frame_protocol import FrameProtocol

from tests.socket_client import MESSAGE, NAMESPACE, PONG, SocketClient
from tests.states.visiting import HYDRATE, name_of, parameters_of

# A message of the websocket that holds Engine.IO's "ping" alone.
PING_FRAME = b"\x81\x012"
REVISION = re.compile(rb'"revision_rx_state_":(\d+)')
LOADED = b'"is_loaded_rx_state_":true'
# No word that is looked for is longer, so that none is missed where one piece of the stream ends and the next begins.
LONGEST_WORD = 64


def greeting(url: str, address: str = "/", headers: str = "") -> bytes:
    """Return what a page at `address` says first: the handshake, and who it is."""
    page = SocketClient(address=address, token=os.urandom(16).hex())
    where = urlsplit(url)
    query = urlencode({"EIO": 4, "transport": "websocket", "token": page.token})
    handshake = (
        f"GET {NAMESPACE}/?{query} HTTP/1.1\r\nHost: {where.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n"
        f"Accept-Language: en\r\n{headers}\r\n"
    )
    return handshake.encode() + packet(CONNECT, {"event": page.event(HYDRATE, {"vars": {}}), "state_schema": None})


def packet(kind: int, value: Any) -> bytes:
    """Return a packet of Socket.IO as it goes over the wire."""
    return frame(MESSAGE + cast("str", Packet(kind, value, NAMESPACE).encode()))


def event(address: str, handler: Any, *arguments: Any) -> bytes:
    """Return what a page at `address` sends to call a handler."""
    payload = dict(zip(parameters_of(handler), arguments, strict=True))
    return packet(EVENT, ["event", SocketClient(address=address).event(name_of(handler), payload)])


def frame(text: str) -> bytes:
    """Return a message of the websocket as a client sends it."""
    return bytes(FrameProtocol(client=True, extensions=[]).send_data(text, fin=True))


@dataclass(eq=False)
class Listener(asyncio.Protocol):
    """An open board that only listens: when it was told up to which revision, and how many bytes that took."""

    # Seconds since the epoch, and the revision; one for each message with news.
    told: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    size: int = 0
    # Set when the words have come that it waits for; at first those that come with the board.
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    _words: bytes = LOADED
    _transport: Any = None
    _tail: bytes = b""

    @classmethod
    async def join(cls, url: str, address: str = "/") -> Self:
        """Open the board, and return when it is shown."""
        listener, where = cls(), urlsplit(url)
        loop = asyncio.get_running_loop()
        listener._transport, _ = await loop.create_connection(lambda: listener, where.hostname or "", where.port or 80)
        listener._transport.write(greeting(url, address))
        async with asyncio.timeout(60):
            await listener.heard.wait()
        return listener

    def data_received(self, data: bytes) -> None:
        """Take what came: the time first, then what it says."""
        now = time.time()
        self.size += len(data)
        text = self._tail + data
        if PING_FRAME in text:
            self._transport.write(frame(PONG))
        if self._words in text:
            self.heard.set()
        found = REVISION.findall(text)
        if found:
            self.told.append((now, int(found[-1])))
            text = b""
        self._tail = text.rpartition(PING_FRAME)[2][-LONGEST_WORD:]

    def told_after(self, revision: int) -> float | None:
        """Return when it was first told of anything after `revision`; None when it was not."""
        return next((at for at, told in self.told if told > revision), None)

    def expect(self, words: bytes) -> None:
        """Wait for these words from now on: `heard` is set when they have come."""
        self._words = words
        self.heard.clear()

    def say(self, message: bytes) -> None:
        """Send something."""
        self._transport.write(message)

    def leave(self) -> None:
        """Leave without a word."""
        self._transport.abort()


class Caller:
    """A page that does one thing after the other, and waits for the answer to each. For a thread of its own."""

    def __init__(self, url: str, address: str = "/") -> None:
        where = urlsplit(url)
        self._address = address
        self._socket = socket.create_connection((where.hostname or "", where.port or 80), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(greeting(url, address))
        self._until(LOADED)

    def call(self, answer: bytes, handler: Any, *arguments: Any) -> bytes:
        """Call a handler and return what came until the pattern `answer` was in it, and no more than a little before.

        Raises:
            OSError: when nothing came for half a minute, or the server has hung up.
        """
        self._socket.sendall(event(self._address, handler, *arguments))
        return self._until(answer)

    def close(self) -> None:
        """Leave."""
        self._socket.close()

    def _until(self, answer: bytes) -> bytes:
        pattern, text = re.compile(answer), b""
        while not pattern.search(text):
            piece = self._socket.recv(1 << 18)
            if not piece:
                raise ConnectionResetError("the server has hung up")
            if PING_FRAME in piece:
                self._socket.sendall(frame(PONG))
            text += piece
        return text
