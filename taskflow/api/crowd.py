"""Keeps a crowd of requests from taking all the threads while the database is slow."""

from __future__ import annotations

from asyncio import Semaphore

from starlette.types import ASGIApp, Receive, Scope, Send

# Together fewer than the 40 threads that a server has, which also hand out the files of the page. The readers leave
# some of the 15 connections to the pages; of the writers only one works, the others wait for their turn.
READERS_AT_ONCE = 10
WRITERS_AT_ONCE = 15


class Crowd:
    """Lets so many readers and so many writers below `prefix` in at once; the rest wait where they hold up nobody."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix
        self._readers = Semaphore(READERS_AT_ONCE)
        self._writers = Semaphore(WRITERS_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on when there is room."""
        if scope["type"] != "http" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        async with self._readers if scope["method"] in {"GET", "HEAD"} else self._writers:
            await self.app(scope, receive, send)
