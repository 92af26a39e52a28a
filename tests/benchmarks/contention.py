"""How fast several clients can move the same cards: 8 clients, 40 cards, 400 moves over 4 places and 3 columns.

    python -m tests.benchmarks.contention                 # SQLite and PostgreSQL
    python -m tests.benchmarks.contention --rounds 20     # longer, steadier

The program is the deployed one; the clients are threads of this process, so both share the machine. After the rounds
the database is checked: no move failed or was lost, no place is taken twice. "held" is how long a write keeps the board
from the others, see timed_program.py. Printed are the medians of the rounds. PostgreSQL is a throwaway server, or the
one of TEST_DATABASE_URL.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import get_args

from sqlalchemy import Engine

from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.benchmarks.flood import OFF
from tests.benchmarks.rest import Kind, databases
from tests.faults.contending import MOVES, Client, PageClient, RestClient, add_cards, contend
from tests.faults.kept import Answer, assert_kept, assert_recorded, assert_whole
from tests.program import ROOT, Program, build_program, start_program

# Ways to the server, each as a function that makes a client of a running program, and how to check what it was told.
WAYS: dict[str, tuple[Callable[[Program], Client], Callable[[Engine, list[Answer]], None]]] = {
    "rest": (lambda program: RestClient(program.api_url), assert_kept),
    "page": (lambda program: PageClient(program.api_url), assert_recorded),
}
# What the issue asks for.
MOVES_PER_SECOND, P95_MILLISECONDS, HELD_MILLISECONDS = 300, 60, 5


@dataclass(frozen=True)
class Measured:
    """The median of some rounds: moves in a second, and milliseconds."""

    per_second: float
    p50: float
    p95: float
    held_p95: float

    def verdict(self) -> str:
        """Return what was missed of what is asked for."""
        missed = {
            "moves/s": self.per_second < MOVES_PER_SECOND,
            "p95": self.p95 >= P95_MILLISECONDS,
            "held": self.held_p95 >= HELD_MILLISECONDS,
        }
        return ", ".join(name for name, is_missed in missed.items() if is_missed)


def measure(folder: Path, kind: Kind, way: str, *, rounds: int, moves: int = MOVES) -> Measured:
    """Play the rounds against the program that was built in `folder`, after one that does not count."""
    join, check = WAYS[way]
    with ExitStack() as stack:
        scratch = Path(tempfile.mkdtemp(prefix="taskflow-contention-"))
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        url, _ = stack.enter_context(databases(kind, scratch))
        lock_times = scratch / "lock-times"
        environment = {**OFF, "LOCK_TIMES": str(lock_times), "PYTHONPATH": str(ROOT)}
        program = stack.enter_context(
            start_program(
                "deployment", folder, scratch, url, environment, application="tests.benchmarks.timed_program:app"
            )
        )
        ids = [card["id"] for card in add_cards(program.api_url)]
        measured: list[Measured] = []
        answers: list[Answer] = []
        for turn in range(rounds + 1):
            lock_times.write_text("")
            contest = contend(lambda: join(program), ids, moves=moves, seed=turn)
            if contest.failures:
                raise AssertionError(f"{len(contest.failures)} moves failed: {contest.failures[0]}")
            answers += contest.answers
            if turn:
                held = [float(line) for line in lock_times.read_text().split()]
                p50, p95 = _percentiles(contest.times)
                measured.append(Measured(len(contest.times) / contest.seconds, p50, p95, _percentiles(held)[1]))
        engine = create_engine(read_settings({"DATABASE_URL": url}))
        stack.callback(engine.dispose)
        check(engine, answers)
        assert_whole(engine)
    return Measured(*(median(getattr(one, name) for one in measured) for name in Measured.__dataclass_fields__))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast several clients can move the same cards.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--way", choices=WAYS, action="append", help="how the clients reach the server")
    parser.add_argument("--database", choices=get_args(Kind), action="append")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="taskflow-built-") as scratch:
        folder = build_program(Path(scratch) / "taskflow", Path(scratch))
        wanted = f"wanted: {MOVES_PER_SECOND} moves/s, p95 < {P95_MILLISECONDS} ms, held < {HELD_MILLISECONDS} ms"
        print(f"{'':<20} {'moves/s':>8} {'p50':>10} {'p95':>10} {'held p95':>10}   {wanted}")
        for kind in options.database or get_args(Kind):
            for way in options.way or WAYS:
                found = measure(folder, kind, way, rounds=options.rounds)
                numbers = f"{found.p50:7.1f} ms {found.p95:7.1f} ms {found.held_p95:7.2f} ms"
                verdict = found.verdict()
                print(f"{kind:<12} {way:<7} {found.per_second:8.0f} {numbers}   {verdict and f'missed: {verdict}'}")


def _percentiles(seconds: list[float]) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds."""
    cuts = quantiles(seconds, n=20)
    return cuts[9] * 1e3, cuts[18] * 1e3


if __name__ == "__main__":
    main()
