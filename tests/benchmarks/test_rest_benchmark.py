"""The benchmark of the REST API still runs; what it measures is printed by `python -m tests.benchmarks.rest`."""

from __future__ import annotations

from tests.benchmarks import rest


def test_it_measures_every_operation_of_both_services() -> None:
    measured = rest.measure("sqlite", rounds=1, count=2)
    assert measured.keys() == rest.WANTED.keys()
    assert all(bare > 0 and ours > 0 for bare, ours in measured.values())
