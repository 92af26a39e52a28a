"""Whoever chooses another view is told of that one, and no more of the one before."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.states.board import BoardState
from taskflow.states.filters import FilterState
from taskflow.states.scrolling import ScrollState
from tests.live.reading import HeldRead
from tests.live.truth import left_behind
from tests.states.boards import add, titles
from tests.states.visiting import Server, name_of


def test_it_works(server: Server, session: Session) -> None:
    visitor = server.visit()
    visitor.do(BoardState.filter, "priority", "high")
    add(session, "Buy milk", priority="high")
    server.settle()
    assert titles(visitor) == ["Buy milk"]


def test_what_the_old_view_shows_is_not_told(server: Server, session: Session) -> None:
    colleague, visitor = server.visit(), server.visit()
    visitor.do(BoardState.filter, "priority", "high")
    had = len(visitor.updates)
    add(session, "Buy milk", priority="low")
    server.settle()
    assert titles(colleague) == ["Buy milk"]
    assert visitor.updates[had:] == []


def test_what_of_the_old_view_was_being_read_is_not_told(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = server.visit()
    held = HeldRead(monkeypatch)
    add(session, "Buy milk", priority="low")
    server.settle_until(lambda: held.is_held)
    visitor.start(name_of(BoardState.filter), {"name": "priority", "value": "high"})
    server.settle_until(lambda: visitor.sees(FilterState).priority == "high")
    had = len(visitor.updates)
    held.release()
    server.settle()
    assert visitor.updates[had:] == []
    assert [titles(visitor, status) for status in Status] == [[], [], []]


def test_the_view_that_the_last_one_has_left_is_forgotten(server: Server) -> None:
    visitor = server.visit()
    visitor.do(BoardState.filter, "priority", "high")
    visitor.do(BoardState.choose_language, "fr")
    visitor.do(ScrollState.go_to, "todo", "bottom")
    assert left_behind(server) == []
