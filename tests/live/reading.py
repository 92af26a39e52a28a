"""Reads of the board that a test holds, changes or lets fail."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from taskflow.states import board_view

PATIENCE_SECONDS = 20


class HeldRead:
    """Holds the next reading of the board, after the database has answered, until `release`."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._answered, self._released = threading.Event(), threading.Event()
        around_next_read(patch, self._hold)

    def _hold(self, read: Callable[[], Any]) -> Any:
        windows = read()
        self._answered.set()
        assert self._released.wait(PATIENCE_SECONDS)
        return windows

    @property
    def is_held(self) -> bool:
        """Whether the database has answered and nobody was told yet."""
        return self._answered.is_set() and not self._released.is_set()

    def release(self) -> None:
        """Let the answer go on, and all later ones at once."""
        self._released.set()


def around_next_read(patch: pytest.MonkeyPatch, wrapper: Callable[[Callable[[], Any]], Any]) -> None:
    """Let `wrapper` do the next reading of the board: it is given what reads, and returns or raises what it likes."""
    read_windows, is_next = board_view.read_windows, iter([True])

    def read(*arguments: Any, **named: Any) -> Any:
        def really() -> Any:
            return read_windows(*arguments, **named)

        return wrapper(really) if next(is_next, False) else really()

    patch.setattr(board_view, "read_windows", read)
