"""After a write one knows which changes it made, so that it can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskMove, TaskUpdate
from taskflow.services import positions
from taskflow.services.activity import committed, record
from taskflow.services.errors import TaskNotFound
from taskflow.services.several import delete_tasks
from taskflow.services.tasks import delete_task, edit_task, move_task
from taskflow.services.writing import board_lock
from tests.services.boards import NOBODY, add, recorded


def test_a_session_names_its_changes_in_their_order(engine: Engine, session: Session) -> None:
    assert committed(session) == ()
    milk, bread = add(session, "milk", "bread")
    move_task(session, milk, TaskMove(status=Status.DONE))
    delete_tasks(session, [milk, bread])
    changes = recorded(engine)
    assert committed(session) == tuple(change.id for change in changes)
    assert [change.action for change in changes] == ["create", "create", "move", "delete", "delete"]


def test_each_session_names_its_own_changes_only(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    with Session(engine) as other:
        edit_task(other, milk, TaskUpdate(title="oat milk"))
        assert len(committed(other)) == 1
    assert len(committed(session)) == 1
    assert not set(committed(other)) & set(committed(session))


def test_what_changed_nothing_or_was_refused_is_not_among_them(session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(title="milk"))
    with pytest.raises(TaskNotFound):
        delete_task(session, NOBODY)
    assert len(committed(session)) == 1


def test_what_was_rolled_back_is_not_among_them(engine: Engine, session: Session) -> None:
    def break_off() -> None:
        with board_lock(session) as connection:
            record(connection, Action.EDIT, NOBODY, at=datetime.now(UTC), actor=None, before={}, after={})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert committed(session) == ()
    add(session, "milk")
    assert committed(session) == tuple(change.id for change in recorded(engine))


def test_keys_that_were_rewritten_to_make_room_are_not_among_them(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, bread, eggs = add(session, "milk", "bread", "eggs")
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    move_task(session, eggs, TaskMove(status=Status.TODO, before_id=bread))
    changes = recorded(engine)
    assert any(change.action == Action.REINDEX for change in changes)
    assert committed(session) == tuple(change.id for change in changes if change.action != Action.REINDEX)
