"""When it becomes another day, cards say so by themselves, also when the clock was set back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from taskflow.live.hub import hub
from taskflow.states.board_view import BoardView, ShownState
from taskflow.states.columns import TodoState
from tests.states.boards import add
from tests.states.visiting import Server, Visitor


def tone(visitor: Visitor) -> str:
    (card,) = visitor.sees(TodoState).cards
    return card.due_tone


def test_cards_are_worded_anew(server: Server, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taskflow.live.telling.ROUND_SECONDS", 0.01)
    today = date(2026, 3, 10)
    monkeypatch.setattr(BoardView, "today", property(lambda _: today))
    add(session, "Buy milk", due_date="2026-03-11")
    visitor = server.visit()
    server.call(hub.telling.hear_of_others)
    assert tone(visitor) == "later"
    for day, wanted in ((11, "today"), (12, "overdue"), (10, "later")):
        today = date(2026, 3, day)
        server.settle_until(lambda wanted=wanted: tone(visitor) == wanted)
        assert visitor.sees(ShownState).today == today.isoformat()


def test_on_the_same_day_nothing_is_sent(server: Server, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add(session, "Buy milk", due_date="2026-03-11")
    visitor = server.visit()
    rounds = 0
    is_outdated = BoardView.is_outdated

    def count(view: BoardView, shown: object) -> bool:
        nonlocal rounds
        rounds += 1
        return is_outdated(view, shown)  # type: ignore[arg-type]

    monkeypatch.setattr(BoardView, "is_outdated", count)
    monkeypatch.setattr("taskflow.live.telling.ROUND_SECONDS", 0.01)
    had = len(visitor.updates)
    server.call(hub.telling.hear_of_others)
    server.settle_until(lambda: rounds >= 3)
    assert visitor.updates[had:] == []
