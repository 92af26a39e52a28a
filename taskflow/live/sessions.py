"""Whether the store of the visitors' sessions answers: the Redis that several workers share.

Without it no event can be handled, because nobody knows what the visitor was doing; and the failure would surface deep
in Reflex, long after. So this looks every second, and the gate says at once what cannot be done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

LOOK_SECONDS = 1.0
# A store that answers later than this is as good as none.
PATIENCE_SECONDS = 1.0


class SessionStore:
    """What is known of the store; it counts as there until it was not found."""

    def __init__(self) -> None:
        self.is_away = False

    async def watch(self, url: str, tell: Callable[[], Awaitable[None]]) -> None:
        """Look after the store at `url` until cancelled; `tell` is called whenever it went or came back."""
        redis = Redis.from_url(
            url, socket_connect_timeout=PATIENCE_SECONDS, socket_timeout=PATIENCE_SECONDS, retry=Retry(NoBackoff(), 0)
        )
        try:
            while True:
                was_away, self.is_away = self.is_away, not await _answers(redis)
                if self.is_away != was_away:
                    await tell()
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            self.is_away = False
            await redis.aclose()


async def _answers(redis: Redis) -> bool:
    try:
        async with asyncio.timeout(2 * PATIENCE_SECONDS):
            await redis.ping()  # pyright: ignore[reportGeneralTypeIssues]  (typed for both kinds of client)
    except (RedisError, OSError, TimeoutError):
        return False
    return True


# One for each worker.
session_store = SessionStore()
