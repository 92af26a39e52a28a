"""Those who change the board at the same time are served in the order in which they came."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest

from taskflow.services.errors import DatabaseUnavailable
from taskflow.services.turns import Turns


def _wait_for_queue(turns: Turns, length: int) -> None:
    deadline = monotonic() + 10
    while len(turns._tickets) != length:
        assert monotonic() < deadline, "nobody came"
        sleep(0.001)


def test_whoever_comes_first_is_served_first() -> None:
    turns, served = Turns(), list[int]()

    def wait_and_serve(number: int) -> None:
        with turns.taken(10):
            served.append(number)

    with ThreadPoolExecutor(8) as pool:
        with turns.taken(10):
            for number in range(8):
                pool.submit(wait_and_serve, number)
                _wait_for_queue(turns, number + 2)
        pool.shutdown()
    assert served == list(range(8))
    assert not turns._tickets


def test_whoever_waits_too_long_is_told_and_holds_up_nobody() -> None:
    turns, served = Turns(), list[str]()

    def give_up() -> None:
        with pytest.raises(DatabaseUnavailable), turns.taken(0.05):
            served.append("too late")

    def wait() -> None:
        with turns.taken(10):
            served.append("patient")

    with ThreadPoolExecutor(3) as pool:
        with turns.taken(10):
            impatient = [pool.submit(give_up), pool.submit(give_up)]
            patient = pool.submit(wait)
            for one in impatient:
                one.result(timeout=10)
            _wait_for_queue(turns, 2)
            assert not patient.done()
        patient.result(timeout=10)
    assert served == ["patient"]


def test_an_error_passes_the_turn_on() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.taken(0):
        raise ZeroDivisionError
    with turns.taken(0):
        pass
