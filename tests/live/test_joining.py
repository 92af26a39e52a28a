"""Whoever opens the board misses nothing that happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from tests.live.reading import HeldRead, around_next_read
from tests.live.truth import left_behind
from tests.states.boards import add, titles
from tests.states.visiting import Server


def test_it_works(server: Server, session: Session) -> None:
    visitor = server.visit()
    add(session, "Buy milk")
    server.settle()
    assert titles(visitor) == ["Buy milk"]


def test_a_change_before_the_first_read_is_not_lost(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def change_and_read(read: Callable[[], Any]) -> Any:
        with Session(server.engine) as other:
            add(other, "Buy milk")
        return read()

    around_next_read(monkeypatch, change_and_read)
    assert titles(server.visit()) == ["Buy milk"]


def test_a_change_between_the_first_read_and_its_arrival_is_not_lost(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, visitor = HeldRead(monkeypatch), server.newcomer()
    visitor.arrive("/")
    server.settle_until(lambda: held.is_held)
    add(session, "Buy milk")
    held.release()
    server.settle()
    assert titles(visitor) == ["Buy milk"]


def test_a_second_visitor_who_comes_during_the_first_read_waits_for_it(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(session, "Buy milk")
    held, first, second = HeldRead(monkeypatch), server.newcomer(), server.newcomer()
    first.arrive("/")
    server.settle_until(lambda: held.is_held)
    second.arrive("/")
    add(session, "Buy bread")
    held.release()
    server.settle()
    assert titles(first) == titles(second) == ["Buy milk", "Buy bread"]


def test_of_who_leaves_during_the_first_read_nothing_is_kept(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    held, visitor = HeldRead(monkeypatch), server.newcomer()
    visitor.arrive("/")
    server.settle_until(lambda: held.is_held)
    visitor.leave()
    held.release()
    server.settle()
    assert left_behind(server) == []
