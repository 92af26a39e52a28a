"""Nobody waits for somebody else's flood: each client of the API has a few requests worked on, and its others wait."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from taskflow.api.answers import json_answer
from taskflow.api.body_limit import take_in_body
from taskflow.limits import Buckets, client_address
from taskflow.settings import Settings

# For each request that is worked on; one more is refused.
WAITING = 25
TOO_MANY = "Too many requests at once from your address. Try again in a second."
RETRY_AFTER_SECONDS = 1
# So many seconds' worth of requests may come at once after a pause: a script that writes a board is not a flood.
BURST_SECONDS = 10


class Line:
    """The requests of one client that have come and are not answered, and the turns to be worked on."""

    __slots__ = ("length", "turns")

    def __init__(self, at_once: int) -> None:
        self.length = 0
        # Whoever waits longest is next.
        self.turns = asyncio.Semaphore(at_once)


class FairTurns:
    """Gives the requests below `prefix` their turns; what is behind the API has its own limits.

    A request that came too often or too many with others is refused with 429. A body is taken in before the turn, so
    that one which comes slowly takes nobody's place.
    """

    def __init__(self, app: ASGIApp, prefix: str, settings: Settings) -> None:
        self.app = app
        self.prefix = prefix
        self.trusted_proxies = settings.trusted_proxies
        self.at_once = settings.requests_at_once
        rate = settings.requests_per_second
        self.rates = Buckets(rate, BURST_SECONDS * rate) if rate else None
        # Only of clients with a request in progress.
        self.lines: dict[str, Line] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on when its turn has come."""
        if scope["type"] != "http" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        client = client_address(scope, self.trusted_proxies)
        line = self.lines.get(client) or self.lines.setdefault(client, Line(self.at_once))
        line.length += 1
        try:
            self._admit(client, line)
            receive = await take_in_body(scope, receive)
            async with line.turns if self.at_once else nullcontext():
                await self.app(scope, receive, send)
        except ClientDisconnect:
            return
        except HTTPException as caught:
            refusal = caught
        else:
            return
        finally:
            line.length -= 1
            if not line.length:
                del self.lines[client]
        if refusal.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            # Who asks again as soon as they are refused does so once a second, not a thousand times.
            await asyncio.sleep(RETRY_AFTER_SECONDS)
        await json_answer({"detail": refusal.detail}, refusal.status_code, refusal.headers)(scope, receive, send)

    def _admit(self, client: str, line: Line) -> None:
        is_too_long = self.at_once and line.length > self.at_once * (1 + WAITING)
        is_too_often = self.rates is not None and not self.rates.take(client)
        if is_too_long or is_too_often:
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, TOO_MANY, {"Retry-After": str(RETRY_AFTER_SECONDS)})
