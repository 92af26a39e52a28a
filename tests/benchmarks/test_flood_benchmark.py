"""A flood by one visitor does not slow the others; `python -m tests.benchmarks.flood` prints by how much."""

from __future__ import annotations

from tests.benchmarks import flood


def test_the_limits_keep_others_from_waiting_for_a_flood() -> None:
    unlimited, limited = (flood.measure(limits, parallel=100, count=12)[1] for limits in (flood.OFF, {}))
    # Of the middle ones, because a machine that does something else makes single ones slow.
    assert limited["read a task"][0] < unlimited["read a task"][0] / 2, (limited, unlimited)
