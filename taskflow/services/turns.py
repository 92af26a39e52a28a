"""The queue in which the writers of this process wait for the board, in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock

from taskflow.services.errors import DatabaseUnavailable


class Turns:
    """Lets one thread at a time through. A plain lock may let the one that just left in again, before all others."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._tickets: deque[Lock] = deque()

    @contextmanager
    def taken(self, timeout_seconds: float) -> Generator[None]:
        """Wait for one's turn and keep it for the body.

        Raises:
            DatabaseUnavailable: when those before did not finish in time; the place in the queue is given up.
        """
        ticket = Lock()
        with self._guard:
            if self._tickets:
                ticket.acquire()
            self._tickets.append(ticket)
        try:
            if not ticket.acquire(timeout=timeout_seconds):
                raise DatabaseUnavailable
            yield
        finally:
            self._leave(ticket)

    def _leave(self, ticket: Lock) -> None:
        with self._guard:
            was_first = self._tickets[0] is ticket
            self._tickets.remove(ticket)
            if was_first and self._tickets:
                self._tickets[0].release()
