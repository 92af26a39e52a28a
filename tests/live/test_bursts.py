"""Many changes in a moment are few messages, and the last of them is shown."""

from __future__ import annotations

from time import monotonic

import pytest
from sqlmodel import Session

from taskflow.live import telling
from taskflow.models.task import Status, TaskMove
from taskflow.services.tasks import End, move_task
from tests.live.reading import HeldRead
from tests.states.boards import add, titles
from tests.states.visiting import Server

# As they are outside of the tests, see conftest.py of the States.
PAUSE_SECONDS, REST = telling.PAUSE_SECONDS, telling.REST


def test_ten_changes_while_the_board_is_read_are_one_message(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = server.visit()
    held, had = HeldRead(monkeypatch), len(visitor.updates)
    add(session, "Task 0")
    server.settle_until(lambda: held.is_held)
    for number in range(1, 11):
        add(session, f"Task {number}")
    held.release()
    server.settle()
    assert titles(visitor) == [f"Task {number}" for number in range(11)]
    assert len(visitor.updates) - had == 2


def test_twenty_moves_in_a_moment_are_few_messages(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "PAUSE_SECONDS", PAUSE_SECONDS)
    monkeypatch.setattr(telling, "REST", REST)
    ids = [add(session, f"Task {number}").id for number in range(20)]
    visitors = [server.visit(), server.visit("/?sort=newest")]
    had = [len(visitor.updates) for visitor in visitors]
    begun = monotonic()
    for task_id in ids:
        move_task(session, task_id, TaskMove(status=Status.DONE), end=End.TOP)
        server.wait(0.01)
    most = 2 + (monotonic() - begun) / PAUSE_SECONDS
    server.settle_until(lambda: all(len(titles(visitor, Status.DONE)) == 20 for visitor in visitors))
    for visitor, before in zip(visitors, had, strict=True):
        assert len(visitor.updates) - before <= most
    assert titles(visitors[0], Status.DONE) == [f"Task {number}" for number in reversed(range(20))]


def test_a_change_that_a_view_does_not_show_is_no_message(server: Server, session: Session) -> None:
    visitor = server.visit("/?priority=high")
    had = len(visitor.updates)
    add(session, "Buy milk", priority="low")
    server.settle()
    assert visitor.updates[had:] == []
