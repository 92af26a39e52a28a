"""The benchmark of the live updates still runs; `python -m tests.benchmarks.live` prints what it measures."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from tests.benchmarks.live import Row, measure, running
from tests.benchmarks.live_measuring import crowd


def test_it_measures_everything_that_is_asked_for(built_program: Path) -> None:
    options = argparse.Namespace(clients=3, pages=0, changes=3, idle=5, seconds=0.1, rounds=1)
    rows = list(measure(built_program, "sqlite", options, tasks=100))
    # Times say nothing on a machine that does other things too; that there are some says that it was measured.
    assert all(row.value > 0 for row in rows if row.unit in {"ms", "KB", "MB", "/s"})
    assert {row.name for row in rows if row.wanted} >= {
        "a move by the API reaches 3: p95",
        "a move by a page reaches 3: p95",
        "5 quiet pages: memory",
        "contended moves by pages: answer p95",
    }


def test_everybody_is_told_of_each_change_once(built_program: Path) -> None:
    async def listen() -> list[list[int]]:
        with running(built_program, "sqlite", 100) as (program, engine):
            async with crowd(program, engine, 4, 0) as everybody:
                await everybody.measure(3, everybody.move_by_api, "by the API")
                await everybody.measure(3, everybody.move_by_page, "by a page")
                return everybody.revisions()

    told = asyncio.run(listen())
    assert all(len(revisions) == 6 for revisions in told)
    assert all(revisions == sorted(set(revisions)) for revisions in told)


def test_what_is_missed_is_marked() -> None:
    assert Row("sqlite", "slow", 60, "ms", 50).is_missed
    assert not Row("sqlite", "quick", 40, "ms", 50).is_missed
    assert Row("sqlite", "few", 200, "/s", 300, is_least=True).is_missed
    assert not Row("sqlite", "as it comes", 200, "ms").is_missed
