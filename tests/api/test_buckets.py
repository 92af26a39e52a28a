"""What may happen so often per second, and so much at once."""

from __future__ import annotations

import pytest

from taskflow import limits
from taskflow.limits import FEW_CLIENTS, Buckets, TokenBucket


class Clock:
    """Time that passes when the test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(limits, "monotonic", clock)
    return clock


def passed(bucket: TokenBucket, tries: int = 100) -> int:
    return sum(bucket.take() for _ in range(tries))


def test_it_works(clock: Clock) -> None:
    bucket = TokenBucket(per_second=2, burst=10)
    assert passed(bucket) == 10
    clock.now += 3
    assert passed(bucket) == 6
    clock.now += 1000
    assert passed(bucket) == 10


def test_trying_does_not_make_the_wait_longer(clock: Clock) -> None:
    bucket = TokenBucket(per_second=1, burst=1)
    took = []
    for _ in range(9):
        took.append(bucket.take())
        clock.now += 0.25
    assert took == [True, False, False, False, True, False, False, False, True]


def test_a_clock_that_stands_still_lets_nothing_more_through(clock: Clock) -> None:
    bucket = TokenBucket(per_second=5, burst=5)
    assert passed(bucket) == 5
    assert clock.now == 1000
    assert not bucket.take()


def test_each_client_has_its_own(clock: Clock) -> None:  # noqa: ARG001  (it stands still)
    buckets = Buckets(per_second=1, burst=2)
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    assert buckets.take("b")


def test_clients_who_left_are_forgotten_and_those_who_flood_are_not(clock: Clock) -> None:
    buckets = Buckets(per_second=1, burst=2)
    for number in range(20 * FEW_CLIENTS):
        clock.now += 0.01
        assert buckets.take(str(number))
        buckets.take("flood")
    assert len(buckets) <= 2 * FEW_CLIENTS
    assert not buckets.take("flood")
