"""What one address and all together may hold open as websockets, say through them, and leave unread."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from typing import Any, cast

import reflex as rx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taskflow.api.frames import is_of_a_page
from taskflow.limits import Buckets, TokenBucket, client_address
from taskflow.settings import Settings, settings

# A browser takes what it is sent within milliseconds; a phone in a tunnel comes back, and then rebuilds its page.
UNREAD_SECONDS = 20
# Then the server is told to hang up; it does so when this too is given up, and else keeps the connection.
LAST_WORD_SECONDS = 1
# In characters. Three of the widest columns fit, of which one that reads keeps none waiting.
LARGEST_OUTBOX = 1_000_000
# What a short message costs beside its text.
MESSAGE_COST = 250
# In characters. The fields of the page hold ten times the longest description, and each line's end is sent as two.
LARGEST_MESSAGE = 300_000
# Messages that an event handler never sees count too, so the whole of them may be some more than the events.
MESSAGES_PER_EVENT = 2
# In new connections of the client. Otherwise one that is cut off may say as much again, as often as it may come.
CUT_OFF_COSTS = 5
# Where the limit is refused, for the browser: 403. "Try again later" among the codes of a websocket.
TRY_AGAIN_LATER = 1013

logger = logging.getLogger(__name__)


class LimitedWebsockets:
    """Counts the websockets of each client, and ends those that say too much, or nonsense, or read too little.

    It stands before Engine.IO, which itself neither counts nor limits: a client may keep a connection that never says
    who it is, answer no ping for minutes, and have everything kept that it does not read.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.trusted_proxies = settings.trusted_proxies
        self.most = settings.connections
        self.most_per_client = settings.connections_per_client
        # A visitor who left still costs memory for a while, so it also counts how many come.
        self.arrivals = Buckets(self.most_per_client / 60, self.most_per_client) if self.most_per_client else None
        self.messages_per_second = MESSAGES_PER_EVENT * settings.events_per_second
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a websocket through as long as it keeps to the limits."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        client = client_address(scope, self.trusted_proxies)
        if not self._is_welcome(client):
            await receive()
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return
        self.open[client] += 1
        connection = Connection(receive, send, self.messages_per_second)
        try:
            await self.app(scope, connection.receive, connection.send)
        finally:
            if connection.was_cut_off and self.arrivals:
                self.arrivals.fine(client, CUT_OFF_COSTS)
            self.open[client] -= 1
            if not self.open[client]:
                del self.open[client]

    def _is_welcome(self, client: str) -> bool:
        if self.most and self.open.total() >= self.most:
            return False
        if self.most_per_client and self.open[client] >= self.most_per_client:
            return False
        return self.arrivals is None or self.arrivals.take(client)


class Connection:
    """One websocket as Engine.IO sees it: for Engine.IO the client has left as soon as it breaks a limit."""

    def __init__(self, receive: Receive, send: Send, messages_per_second: float) -> None:
        self._receive = receive
        self._send = send
        self._bucket = TokenBucket(messages_per_second, 5 * messages_per_second) if messages_per_second else None
        self._receiving: asyncio.Task[Message] | None = None
        self._has_left = False
        # For what it said.
        self.was_cut_off = False
        self._reads_nothing = False

    async def receive(self) -> Message:
        """Return what the client says next, or that it has left."""
        if not self._has_left:
            self._receiving = asyncio.create_task(self._next())
            try:
                message = await self._receiving
            except asyncio.CancelledError:
                if not self._has_left:
                    raise
            else:
                if message["type"] != "websocket.receive" or self._is_allowed(message.get("text")):
                    return message
                self._has_left = self.was_cut_off = True
        return {"type": "websocket.disconnect", "code": TRY_AGAIN_LATER}

    def _is_allowed(self, text: str | None) -> bool:
        # What is longer is Engine.IO's to refuse, unread.
        is_sensible = len(text or "") > LARGEST_MESSAGE or is_of_a_page(text)
        return is_sensible and (self._bucket is None or self._bucket.take())

    async def _next(self) -> Message:
        # A server hands over something to wait for, but not always a coroutine, which a task needs.
        return await self._receive()

    async def send(self, message: Message) -> None:
        """Send something; a client that takes nothing for UNREAD_SECONDS is left with what it has.

        Raises:
            OSError: when it is.
        """
        if not self._reads_nothing or message["type"] == "websocket.close":
            patience = LAST_WORD_SECONDS if self._reads_nothing else UNREAD_SECONDS
            try:
                async with asyncio.timeout(patience):
                    return await self._send(message)
            except TimeoutError:
                self._has_left = self._reads_nothing = True
                if self._receiving:
                    self._receiving.cancel()
        raise OSError("The client does not read what it is sent.")


class Outbox(asyncio.Queue[Any]):
    """What Engine.IO could not send to one client yet. When that is too much, it is dropped and the connection ended.

    What is dropped is not missed: the page connects again and is shown everything anew.
    """

    def __init__(self) -> None:
        super().__init__()
        self._cost = 0
        self._is_dropped = False

    async def put(self, item: Any) -> None:
        """Keep a packet; None ends the connection."""
        if self._is_dropped:
            return
        if self._cost > LARGEST_OUTBOX:
            self._is_dropped = True
            while not self.empty():
                self.get_nowait()
                self.task_done()
            item = None
        await super().put(item)

    def _put(self, item: Any) -> None:
        self._cost += _cost(item)
        super()._put(item)

    def _get(self) -> Any:
        item = super()._get()
        self._cost -= _cost(item)
        return item


def limit_websockets(app: ASGIApp) -> ASGIApp:
    """Wrap `app` so that its websockets keep to the limits of this process."""
    return LimitedWebsockets(app, settings())


def bound_messages(app: rx.App) -> None:
    """Bound what Engine.IO takes from a client at once, and what it keeps for one that does not read."""
    # Socket.IO is not typed.
    engine = cast("Any", app.sio).eio
    engine.max_http_buffer_size = LARGEST_MESSAGE
    # It makes one queue for each client, and nothing else of this.
    engine.create_queue = Outbox


def _cost(packet: Any) -> int:
    data = getattr(packet, "data", None)
    return MESSAGE_COST + (len(data) if isinstance(data, str | bytes) else 0)
