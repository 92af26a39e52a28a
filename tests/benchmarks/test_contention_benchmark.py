"""The benchmark of contended moves still runs; `python -m tests.benchmarks.contention` prints what it measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import contention


@pytest.mark.parametrize("way", contention.WAYS)
def test_it_measures_moves_and_how_long_the_board_was_held(built_program: Path, way: str) -> None:
    measured = contention.measure(built_program, "sqlite", way, rounds=1, moves=40)
    assert 0 < measured.held_p95 <= measured.p95
    assert 0 < measured.p50 <= measured.p95
    assert measured.per_second > 0
