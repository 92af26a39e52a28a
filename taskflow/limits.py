"""How often somebody may do something, and who somebody is: the address that a request came from.

Our own lines, because a limit here lives and dies with a websocket or with the requests in progress; the libraries
count in a store that outlives both, or let callers wait where we refuse.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from time import monotonic
from typing import Any

# So many clients are remembered before the first look for those that need not be.
FEW_CLIENTS = 1000


class TokenBucket:
    """Lets `per_second` things pass in the long run, and `burst` at once after a pause."""

    __slots__ = ("_burst", "_left", "_per_second", "_seen")

    def __init__(self, per_second: float, burst: float) -> None:
        self._per_second = per_second
        self._burst = self._left = burst
        self._seen = monotonic()

    def take(self) -> bool:
        """Return whether one more may pass now. What may not pass costs nothing."""
        self._refill()
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def fine(self, count: int) -> None:
        """Let so many fewer pass from now on."""
        self._refill()
        self._left -= count

    @property
    def is_full(self) -> bool:
        """Whether nothing has passed for so long that forgetting this bucket changes nothing."""
        self._refill()
        return self._left >= self._burst

    def _refill(self) -> None:
        now = monotonic()
        self._left = min(self._burst, self._left + (now - self._seen) * self._per_second)
        self._seen = now


class Buckets:
    """A bucket for each client. Those that are full again are forgotten, so many clients need little memory."""

    def __init__(self, per_second: float, burst: float) -> None:
        self._per_second = per_second
        self._burst = burst
        self._buckets: dict[str, TokenBucket] = {}
        self._swept_at = FEW_CLIENTS

    def take(self, client: str) -> bool:
        """Return whether `client` may do one more thing now."""
        bucket = self._buckets.get(client)
        if bucket is None:
            if len(self._buckets) >= self._swept_at:
                self._sweep()
            bucket = self._buckets[client] = TokenBucket(self._per_second, self._burst)
        return bucket.take()

    def fine(self, client: str, count: int) -> None:
        """Let a client that has done something do `count` things less from now on."""
        if client in self._buckets:
            self._buckets[client].fine(count)

    def __len__(self) -> int:
        return len(self._buckets)

    def _sweep(self) -> None:
        self._buckets = {client: bucket for client, bucket in self._buckets.items() if not bucket.is_full}
        # Not at every new client, however many come.
        self._swept_at = max(FEW_CLIENTS, 2 * len(self._buckets))


def client_address(scope: Mapping[str, Any], trusted_proxies: int) -> str:
    """Return what stands for the client of an ASGI request: its address, or its network where everybody has many.

    X-Forwarded-For is written by anybody. Each proxy appends whom it saw, so only as many entries at its end are true
    as there are proxies of one's own before this server; the first of these is the client.
    """
    address = (scope.get("client") or ("",))[0]
    if trusted_proxies:
        lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
        named = [part.strip() for line in lines for part in line.split(",")]
        if len(named) >= trusted_proxies:
            address = named[-trusted_proxies]
    return _network(address)


@lru_cache(maxsize=1000)
def _network(address: str) -> str:
    try:
        parsed = ip_address(_without_port(address))
    except ValueError:
        # The name of a socket's file, or what a strange proxy has written.
        return address[:100]
    if isinstance(parsed, IPv6Address):
        # One household or one rented machine has 2**64 of them.
        return str(parsed.ipv4_mapped) if parsed.ipv4_mapped else f"{int(parsed) >> 64:016x}::/64"
    return str(parsed)


def _without_port(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
