"""How many events one page may send, and how many of them may wait."""

from __future__ import annotations

from collections.abc import MutableMapping
from time import monotonic
from typing import Any

from taskflow.limits import Buckets, TokenBucket, client_address
from taskflow.settings import Settings

# In multiples of EVENTS_PER_SECOND: what passes at once after a pause, and what all pages of an address may do.
BURST = 5
PAGES = 3
# Of one page: when the database is slow, a visitor who goes on pressing is told so.
MOST_WAITING = 100
SECONDS_BETWEEN_SENTENCES = 3
# Where a connection's own limit is kept: with what Socket.IO forgets when it ends.
_KEY = "taskflow.limit"


class TooManyEvents(Exception):
    """A page has sent more than it may; what it asked for is not done, now or later."""

    def __init__(self, page: PageLimit) -> None:
        super().__init__()
        self.page = page


class PageLimit:
    """The events of one page, from the time it has connected."""

    def __init__(self, client: str, per_second: int) -> None:
        self.client = client
        self._bucket = TokenBucket(per_second, BURST * per_second)
        self._said_at = 0.0

    def take(self) -> bool:
        """Return whether one more event may pass."""
        return self._bucket.take()

    def is_time_to_say_so(self) -> bool:
        """Return whether the visitor has not been told for some seconds; who asks tells."""
        now = monotonic()
        is_time = now - self._said_at >= SECONDS_BETWEEN_SENTENCES
        self._said_at = now if is_time else self._said_at
        return is_time


class EventLimits:
    """Decides which events pass. `settings.events_per_second` is for one page; 0 lets all pass."""

    def __init__(self, settings: Settings) -> None:
        self._per_second = settings.events_per_second
        self._trusted_proxies = settings.trusted_proxies
        self._addresses = Buckets(PAGES * self._per_second, PAGES * BURST * self._per_second)

    def admit(self, environ: MutableMapping[str, Any] | None, waiting: int) -> None:
        """Let one more event pass of the page whose websocket began with `environ`, None when it has just ended.

        Raises:
            TooManyEvents: when it may not, or when `waiting` events of the page are not done yet and that is enough.
        """
        if environ is None or not self._per_second:
            return
        if _KEY not in environ:
            client = client_address(environ["asgi.scope"], self._trusted_proxies)
            environ[_KEY] = PageLimit(client, self._per_second)
        page: PageLimit = environ[_KEY]
        if not (waiting < MOST_WAITING and page.take() and self._addresses.take(page.client)):
            raise TooManyEvents(page)
