"""A view that cannot be read once is read again, and meanwhile keeps no other from its visitors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from taskflow.live.hub import hub
from taskflow.states.board_view import BOARD, ShownState
from tests.live.reading import around_next_read
from tests.states.boards import add, titles
from tests.states.visiting import Server


def fail(_read: Callable[[], Any]) -> Any:
    raise RuntimeError("a mistake of ours")


def test_the_change_is_shown_without_another_one(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch, log: list[logging.LogRecord]
) -> None:
    visitor = server.visit()
    around_next_read(monkeypatch, fail)
    add(session, "Buy milk")
    server.settle_until(lambda: titles(visitor) == ["Buy milk"])
    assert [record.getMessage() for record in log] == ["A view could not be read; trying again"]
    log.clear()
    add(session, "Buy bread")
    server.settle()
    assert titles(visitor) == ["Buy milk", "Buy bread"]


def test_the_others_are_told_at_once(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch, log: list[logging.LogRecord]
) -> None:
    monkeypatch.setattr("taskflow.live.telling.RETRY_SECONDS", 1000)
    unlucky, lucky = server.visit(), server.visit("/?priority=medium")
    around_next_read(monkeypatch, fail)
    add(session, "Buy milk")
    server.settle()
    assert (titles(unlucky), titles(lucky)) == ([], ["Buy milk"])
    log.clear()


def test_a_board_that_could_not_be_read_is_shown_to_all_who_wait_when_the_database_is_back(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(session, "Buy milk")
    with monkeypatch.context() as patch:
        patch.setattr("reflex.session", _refuse)
        alone, late = server.visit(), server.visit("/?q=milk")
        assert [each.sees(ShownState).is_unreachable for each in (alone, late)] == [True, True]
    server.settle_until(lambda: titles(alone) == titles(late) == ["Buy milk"])
    assert [each.sees(ShownState).is_unreachable for each in (alone, late)] == [False, False]


def test_a_board_that_was_read_while_the_others_were_told_of_the_absence_does_not_stay_behind(server: Server) -> None:
    visitor = server.visit()
    (room,) = [room for view, room in hub.telling.rooms.items() if view.place == BOARD]
    assert not room.is_due
    server.runner.run(room.tell_absence(hub.send))
    assert visitor.sees(ShownState).is_behind
    server.call(hub.telling.hear_of_others)
    server.settle()
    assert not visitor.sees(ShownState).is_behind


def _refuse() -> Any:
    raise OperationalError("SELECT 1", None, Exception("the database is away"))
