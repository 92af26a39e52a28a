"""The benchmark: everything, at boards of 100 to 100,000 tasks, on both databases.

    python -m tests.benchmarks                                  # all of it: about half an hour
    python -m tests.benchmarks --quick                          # does it run? a minute
    python -m tests.benchmarks --database sqlite --sizes 1000,100000 --only page
    python -m tests.benchmarks --save                           # keep the result in RESULTS.md and RESULTS.json

The deployed program is built once and started anew for each board, one worker, with its limits off. The browser, the
other clients and PostgreSQL share the machine with it: what else runs there is measured too. Printed is a table for
each database beside the result that was kept last. Ctrl+C ends it and prints what is done.
"""

from __future__ import annotations

import argparse
import signal
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import text

from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.benchmarks.everything import CONTENTION, GROUPS, QUICK, Effort, Plan, started
from tests.benchmarks.rest import Kind, databases
from tests.benchmarks.results import Result, begin, read_kept
from tests.program import build_program

SIZES = (100, 1_000, 10_000, 100_000)


def main(arguments: list[str] | None = None) -> Result:
    """Measure, print and keep; return what was measured."""
    options = _options(arguments)
    before = read_kept()
    plan = _plan(options)
    now = begin(_versions(plan))
    # So is what ends it from outside, after a time for example.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        measure(plan, now, options.folder)
    except KeyboardInterrupt:
        print("Stopped: this is what was done until then.")
        options.save = False
    finally:
        # Also when something has failed: what was measured has taken its time.
        print(now.report(before))
        if options.json:
            now.write(options.json)
    if options.save:
        now.keep(before)
    return now


def measure(plan: Plan, result: Result, folder: Path | None) -> None:
    """Add the figures to the result as they come, and say what runs now."""
    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with ExitStack() as stack:
        progress = stack.enter_context(Progress(*columns, console=console, disable=not console.is_terminal))
        # The step that runs now is not done yet.
        task = progress.add_task("building the program", total=plan.steps() + 1, completed=0)

        def step(name: str) -> None:
            progress.update(task, description=name, advance=1)
            if not console.is_terminal:
                console.print(f"{progress.tasks[0].completed:.0f}/{plan.steps()} {name}", highlight=False)

        if folder is None:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="taskflow-built-")))
            folder = build_program(scratch / "taskflow", scratch)
        for figure in plan.run(folder, step):
            result.figures.append(figure)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=_sizes, help="how many tasks, such as 1000,100000")
    parser.add_argument("--database", choices=get_args(Kind), action="append")
    parser.add_argument("--only", choices=[*GROUPS, CONTENTION], action="append", help="leave out the others")
    parser.add_argument("--quick", action="store_true", help="few times, 100 tasks, SQLite: whether it runs")
    parser.add_argument("--rounds", type=int, help="how often each thing is done to the page")
    parser.add_argument("--folder", type=Path, help="where the program was built; it is built anew without")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--save", action="store_true", help="keep this result in the place of the one before")
    options = parser.parse_args(arguments)
    if options.save and options.quick:
        parser.error("--save keeps figures, and those of --quick say nothing")
    return options


def _plan(options: argparse.Namespace) -> Plan:
    effort = QUICK if options.quick else Effort()
    if options.rounds:
        effort = Effort(**{**asdict(effort), "rounds": options.rounds})
    kinds: tuple[Kind, ...] = ("sqlite",) if options.quick else get_args(Kind)
    return Plan(
        databases=options.database or kinds,
        sizes=options.sizes or (SIZES[:1] if options.quick else SIZES),
        groups=options.only or [*GROUPS, CONTENTION],
        effort=effort,
    )


def _sizes(value: str) -> list[int]:
    return [int(size.replace("_", "")) for size in value.split(",")]


def _versions(plan: Plan) -> dict[str, str]:
    """Return those of the programs that are not part of Python."""
    versions: dict[str, str] = {}
    with sync_playwright() as playwright:
        browser = started(playwright)
        versions["Chromium"] = browser.version
        browser.close()
    if "postgresql" in plan.databases:
        with tempfile.TemporaryDirectory() as scratch, databases("postgresql", Path(scratch)) as (url, _):
            engine = create_engine(read_settings({"DATABASE_URL": url}))
            with engine.connect() as connection:
                versions["PostgreSQL"] = str(connection.scalar(text("SHOW server_version")))
            engine.dispose()
    return versions


if __name__ == "__main__":
    main()
