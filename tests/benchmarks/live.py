"""How soon everybody sees a change on a board of 10,000 tasks, and what that costs the server.

    python -m tests.benchmarks.live                         # 50 clients, 2 pages, 30 changes, both databases
    python -m tests.benchmarks.live --clients 10 --changes 5 --idle 20 --database sqlite

The deployed program, one worker. The clients are bare sockets in this process, the pages Chromium's; all share the
machine with the server. A change by the API is timed from the moment that the server has written into it, one by a page
from when it was sent; "painted" is the frame after the page's elements have changed. What was measured is printed
beside what issue 4 asks for, with the load of the machine, and written to `--json`. Ctrl+C prints what is done.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from typing import get_args

from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.migrations.upgrade import prepare_database
from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.benchmarks import contention
from tests.benchmarks.flood import OFF
from tests.benchmarks.live_measuring import crowd, measure_idle
from tests.benchmarks.rest import Kind, databases
from tests.program import Program, build_program, start_program
from tests.states.boards import fill

TASKS = 10_000


@dataclass(frozen=True)
class Row:
    """One line of the table. `wanted` is what it must stay below, or reach where `is_least`; None where nobody said."""

    database: str
    name: str
    value: float
    unit: str
    wanted: float | None = None
    is_least: bool = False

    @property
    def is_missed(self) -> bool:
        """Whether it is not what is asked for."""
        if self.wanted is None:
            return False
        return self.value < self.wanted if self.is_least else self.value >= self.wanted

    def __str__(self) -> str:
        sign = "≥" if self.is_least else "<"
        wanted = "" if self.wanted is None else f"{sign} {self.wanted:.0f} {self.unit}"
        value = f"{self.value:9.1f} {self.unit}"
        return f"{self.database:<11} {self.name:<44} {value:<16} {wanted:<14} {'missed' if self.is_missed else ''}"


def measure(folder: Path, kind: Kind, options: argparse.Namespace, *, tasks: int = TASKS) -> Iterator[Row]:
    """Measure all of it on one database, and give each figure as soon as it is known."""
    with running(folder, kind, tasks) as (program, engine):
        yield from asyncio.run(measure_fan_out(program, engine, kind, options))
        memory, share = asyncio.run(measure_idle(program, options.idle, options.seconds))
        yield Row(kind, f"{options.idle} quiet pages: memory", memory / 1e6, "MB", 400)
        yield Row(kind, f"{options.idle} quiet pages: processor", share * 100, "%", 5)
    found = contention.measure(folder, kind, "page", rounds=options.rounds)
    yield Row(kind, "contended moves by pages", found.per_second, "/s", contention.MOVES_PER_SECOND, is_least=True)
    yield Row(kind, "contended moves by pages: answer p95", found.p95, "ms", contention.P95_MILLISECONDS)
    yield Row(kind, "contended moves by pages: board held p95", found.held_p95, "ms", contention.HELD_MILLISECONDS)


async def measure_fan_out(program: Program, engine: Engine, kind: Kind, options: argparse.Namespace) -> list[Row]:
    """Measure how changes reach everybody."""
    async with crowd(program, engine, options.clients, options.pages) as everybody:
        # The first ones meet a server that has just started.
        await everybody.measure(3, everybody.move_by_api, "warming up")
        by_api = await everybody.measure(options.changes, everybody.move_by_api, f"{kind}, moves by the API")
        by_page = await everybody.measure(options.changes, everybody.move_by_page, f"{kind}, moves by a page")
        quiet, busy = await everybody.measure_clicks(options.changes, f"{kind}, clicks")
    rows = []
    for name, found in (("a move by the API", by_api), ("a move by a page", by_page)):
        p50, p95 = percentiles(found.told)
        rows += [
            Row(kind, f"{name} reaches {options.clients}: p50", p50, "ms", 50),
            Row(kind, f"{name} reaches {options.clients}: p95", p95, "ms", 120),
            Row(kind, f"{name} reaches {options.clients}: max", max(found.told), "ms"),
            Row(kind, f"{name} reaches the last: p50", percentiles(found.complete)[0], "ms"),
            Row(kind, f"{name}: server's processor time", found.cpu_per_change, "ms", 25),
            Row(kind, f"{name}: sent to each", found.bytes_per_change / 1e3, "KB", 25),
        ]
        if found.painted:
            p50, p95 = percentiles(found.painted)
            rows += [Row(kind, f"{name} is painted: p50", p50, "ms"), Row(kind, f"{name} is painted: p95", p95, "ms")]
    rows.append(Row(kind, "own click on a quiet board: p95", percentiles(quiet)[1], "ms"))
    rows.append(Row(kind, "own click while all are told: p95", percentiles(busy)[1], "ms"))
    return rows


@contextmanager
def running(folder: Path, kind: Kind, tasks: int) -> Iterator[tuple[Program, Engine]]:
    """Run the program that was built in `folder`, without limits, on a new database with so many tasks."""
    with ExitStack() as stack:
        scratch = Path(tempfile.mkdtemp(prefix="taskflow-live-"))
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        url, _ = stack.enter_context(databases(kind, scratch))
        engine = create_engine(read_settings({"DATABASE_URL": url}))
        stack.callback(engine.dispose)
        prepare_database(engine)
        with Session(engine) as session:
            fill(session, tasks)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
        yield stack.enter_context(start_program("deployment", folder, scratch, url, OFF)), engine


def percentiles(values: list[float]) -> tuple[float, float]:
    """Return p50 and p95."""
    cuts = quantiles(values, n=20, method="inclusive")
    return cuts[9], cuts[18]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How soon everybody sees a change, and what that costs.")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--pages", type=int, default=2, help="open boards in Chromium")
    parser.add_argument("--changes", type=int, default=30, help="of each kind")
    parser.add_argument("--idle", type=int, default=200, help="pages that only are open")
    parser.add_argument("--seconds", type=float, default=10, help="how long these are watched")
    parser.add_argument("--rounds", type=int, default=5, help="of contended moves")
    parser.add_argument("--database", choices=get_args(Kind), action="append")
    parser.add_argument("--folder", type=Path, help="where the program was built; it is built anew without")
    parser.add_argument("--json", type=Path, help="a file for the figures")
    options = parser.parse_args()
    rows: list[Row] = []
    load = [os.getloadavg()]
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="taskflow-built-")))
        folder = options.folder or build_program(scratch / "taskflow", scratch)
        try:
            for kind in options.database or get_args(Kind):
                for row in measure(folder, kind, options):
                    rows.append(row)
                    print(row)
        except KeyboardInterrupt:
            print("\nStopped; the figures above are those that were done.")
    load.append(os.getloadavg())
    print(f"\nload of the machine: {load[0][0]:.1f} at first, {load[1][0]:.1f} at the end, {os.cpu_count()} processors")
    if options.json:
        figures = [asdict(row) | {"missed": row.is_missed} for row in rows]
        options.json.write_text(json.dumps({"load": load, "figures": figures}, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
