"""The program, which also writes down how long each write kept the board from the others.

    LOCK_TIMES=file granian … --factory tests.benchmarks.timed_program:app

A write keeps the board from the moment it has its turn in this process until its transaction has ended and the next one
may go on; the database's own lock lies within. The file gets a line of seconds for each.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from taskflow.services import writing
from taskflow.services.turns import Turns
from taskflow.taskflow import app

__all__ = ["app"]


class TimedTurns(Turns):
    """The queue of the writers, with a stopwatch."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file.open("a", buffering=1)

    @contextmanager
    def taken(self, timeout_seconds: float) -> Generator[None]:
        """Wait for one's turn and keep it for the body, as `Turns` does."""
        with super().taken(timeout_seconds):
            begun = perf_counter()
            try:
                yield
            finally:
                took = perf_counter() - begun
        # Written when the next one already has its turn, so that it is not kept waiting for this.
        self._file.write(f"{took}\n")


writing._turns = TimedTurns(Path(os.environ["LOCK_TIMES"]))
