"""A page drops its own idea of a move only when its cards hold the move: never before, and always in the end."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from taskflow.models.task import Status, Task
from taskflow.states.board import BoardState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import DoneState
from taskflow.states.moves import MoveState
from tests.live.reading import HeldRead
from tests.states.boards import add, move, titles
from tests.states.visiting import Server, Visitor, name_of


def watch(visitor: Visitor, task_id: str) -> list[bool]:
    """Return a list of what is seen, message by message once move 1 is acknowledged: is the card where it was put?"""
    seen: list[bool] = []

    def look() -> None:
        if visitor.sees(MoveState).acknowledged == 1:
            seen.append(task_id in [card.id for card in visitor.sees(DoneState).cards])

    visitor.when_received = look
    return seen


def start_move(visitor: Visitor, task_id: str) -> None:
    moved: dict[str, Any] = {"number": 1, "task_ids": [task_id], "status": "done", "lane": "", "before": ""}
    visitor.start(name_of(ChangeState.move), {**moved, "after": "", "end": "top", "homes": {}})


def test_it_works(server: Server, session: Session) -> None:
    task, visitor = add(session, "Buy milk"), server.visit()
    seen = watch(visitor, task.id)
    move(visitor, [task.id], "done")
    assert seen
    assert all(seen)


def test_cards_that_were_read_before_the_move_do_not_acknowledge_it(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, visitor = add(session, "Buy milk"), server.visit()
    seen, held = watch(visitor, task.id), HeldRead(monkeypatch)
    add(session, "Buy bread")
    server.settle_until(lambda: held.is_held)
    start_move(visitor, task.id)
    server.settle_until(lambda: status_of(server, task.id) == Status.DONE)
    held.release()
    server.settle()
    assert seen
    assert all(seen)


def test_a_move_of_what_the_visitor_does_not_see_is_acknowledged_too(server: Server, session: Session) -> None:
    task, visitor = add(session, "Buy milk", priority="low"), server.visit("/?priority=high")
    move(visitor, [task.id], "done")
    assert visitor.sees(MoveState).acknowledged == 1


def test_who_chooses_another_view_before_the_answer_gets_it_there(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, visitor = add(session, "Buy milk"), server.visit()
    seen = watch(visitor, task.id)
    # The move is not told while the pause after this change lasts.
    monkeypatch.setattr("taskflow.live.telling.PAUSE_SECONDS", 1000)
    add(session, "Buy bread")
    server.settle_until(lambda: titles(visitor) == ["Buy milk", "Buy bread"])
    start_move(visitor, task.id)
    visitor.start(name_of(BoardState.filter), {"name": "priority", "value": "medium"})
    server.settle_until(lambda: visitor.sees(MoveState).acknowledged == 1)
    assert all(seen)


def test_a_move_while_the_board_cannot_be_read_is_acknowledged_with_its_cards(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise OperationalError("SELECT 1", None, Exception("the database is away"))

    task, visitor = add(session, "Buy milk"), server.visit()
    seen = watch(visitor, task.id)
    with monkeypatch.context() as patch:
        patch.setattr("taskflow.states.board_view.read_windows", refuse)
        move(visitor, [task.id], "done")
        assert seen == []
    server.settle_until(lambda: bool(seen))
    assert all(seen)


def test_who_lost_the_connection_before_the_answer_learns_it_on_the_next(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch, log: list[logging.LogRecord]
) -> None:
    task, visitor = add(session, "Buy milk"), server.visit()
    held = HeldRead(monkeypatch)
    start_move(visitor, task.id)
    server.settle_until(lambda: held.is_held)
    visitor.leave()
    held.release()
    server.settle()
    assert visitor.sees(MoveState).acknowledged == 0
    seen = watch(visitor, task.id)
    visitor.reconnect()
    server.settle()
    assert seen
    assert all(seen)
    # Reflex says of the answer that there was nobody to send it to.
    log.clear()


def status_of(server: Server, task_id: str) -> str:
    with Session(server.engine) as session:
        return session.exec(select(Task.status).where(Task.id == task_id)).one()
