"""What people write is kept exactly; what they leave alone stays; a stale screen overwrites nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.task import Priority, Status, TaskCreate, TaskUpdate
from taskflow.services.errors import StaleTask, TaskNotFound
from taskflow.services.tasks import create_task, delete_task, edit_task, read_task
from tests.services.boards import NOBODY, add, board, recorded

FULL: dict[str, Any] = {
    "title": "Buy milk",
    "description": "two litres\nfrom the farm",
    "status": Status.DONE,
    "priority": Priority.HIGH,
    "assignee": "alice",
    "due_date": datetime(2026, 3, 10, 17, 30, 0, 123456, tzinfo=UTC),
}


def test_a_new_task_is_there_with_all_that_was_written(engine: Engine, session: Session) -> None:
    before = datetime.now(UTC)
    task = create_task(session, TaskCreate(**FULL))
    assert board(engine) == [task]
    assert read_task(session, task.id) == task
    assert task.model_dump(include=set(FULL)) == FULL
    assert task.created_at == task.updated_at == task.completed_at
    assert before <= task.created_at <= datetime.now(UTC)


def test_an_edit_changes_only_what_was_given(engine: Engine, session: Session) -> None:
    task = create_task(session, TaskCreate(**FULL))
    edited = edit_task(session, task.id, TaskUpdate(priority=Priority.LOW))
    expected = {"priority": Priority.LOW, "version": 2, "updated_at": edited.updated_at}
    assert edited == task.model_copy(update=expected)
    assert edited.updated_at > task.updated_at
    assert board(engine) == [edited]


def test_what_may_be_empty_can_be_emptied(engine: Engine, session: Session) -> None:
    task = create_task(session, TaskCreate(**FULL))
    edit_task(session, task.id, TaskUpdate(description=None, assignee=None, due_date=None))
    (found,) = board(engine)
    assert (found.description, found.assignee, found.due_date) == (None, None, None)


@pytest.mark.parametrize(
    "same", [{}, {"title": " Buy   milk "}, {"due_date": "2026-03-10T18:30:00.123456+01:00"}, FULL]
)
def test_saving_a_form_without_a_change_leaves_no_trace(engine: Engine, session: Session, same: dict[str, Any]) -> None:
    task = create_task(session, TaskCreate(**FULL))
    assert edit_task(session, task.id, TaskUpdate.model_validate(same)) == task
    assert board(engine) == [task]
    assert len(recorded(engine)) == 1


@pytest.mark.parametrize(
    "title",
    ["🚀" * 200, "x' OR 1=1 --", "%(title)s {0} ${x}", "\u200fברכה לכל", "नमस्ते", "a\u0301\u0302", "\\", "\x01\x7f"],
)
def test_any_text_comes_back_as_it_was_written(engine: Engine, session: Session, title: str) -> None:
    create_task(session, TaskCreate(title=title, description=title, assignee=title[:100]))
    (found,) = board(engine)
    assert (found.title, found.description, found.assignee) == (title, title, title[:100])


@pytest.mark.parametrize(
    "moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), datetime(1969, 12, 31, tzinfo=UTC)]
)
def test_any_date_comes_back_as_it_was_written(engine: Engine, session: Session, moment: datetime) -> None:
    create_task(session, TaskCreate(title="milk", due_date=moment))
    assert board(engine)[0].due_date == moment


def test_an_edit_from_an_outdated_screen_is_refused_with_the_task_as_it_is(engine: Engine, session: Session) -> None:
    (task_id,) = add(session, "milk")
    current = edit_task(session, task_id, TaskUpdate(title="oat milk"), expected_version=1)
    for change in (TaskUpdate(title="soy milk"), TaskUpdate(status=Status.DONE), TaskUpdate()):
        with pytest.raises(StaleTask) as refusal:
            edit_task(session, task_id, change, expected_version=1)
        assert refusal.value.current == current
    with pytest.raises(StaleTask):
        delete_task(session, task_id, expected_version=3)
    with pytest.raises(StaleTask):
        delete_task(session, task_id, expected_version=[])
    assert board(engine) == [current]
    assert not session.in_transaction()


def test_a_deleted_task_is_gone(engine: Engine, session: Session) -> None:
    milk, _ = add(session, "milk", "bread")
    delete_task(session, milk)
    assert [task.title for task in board(engine)] == ["bread"]
    with pytest.raises(TaskNotFound, match=f"Task {milk} not found"):
        read_task(session, milk)
    session.rollback()
    with pytest.raises(TaskNotFound):
        edit_task(session, milk, TaskUpdate(title="oat milk"))
    with pytest.raises(TaskNotFound):
        delete_task(session, milk)
    assert len(recorded(engine)) == 3


@pytest.mark.parametrize("task_id", [NOBODY, "", "NUL \0", "\ud800", "'; DROP TABLE tasks; --"])
def test_what_never_was_is_not_found(session: Session, task_id: str) -> None:
    for attempt in (read_task, delete_task):
        with pytest.raises(TaskNotFound):
            attempt(session, task_id)
        session.rollback()
    with pytest.raises(TaskNotFound):
        edit_task(session, task_id, TaskUpdate(title="milk"))


def test_the_record_tells_who_changed_what_and_when(engine: Engine, session: Session) -> None:
    task = create_task(session, TaskCreate(title="milk", due_date=FULL["due_date"]), actor="alice")
    edit_task(session, task.id, TaskUpdate(title="bread", due_date=None), actor="bob")
    edit_task(session, task.id, TaskUpdate(status=Status.IN_PROGRESS), actor="charlie")
    delete_task(session, task.id)
    created, edited, moved, deleted = recorded(engine)
    assert [change.actor for change in recorded(engine)] == ["alice", "bob", "charlie", None]
    assert [change.action for change in recorded(engine)] == ["create", "edit", "move", "delete"]
    assert created.at == task.created_at
    assert edited.before == {"title": "milk", "due_date": "2026-03-10T17:30:00.123456+00:00"}
    assert edited.after == {"title": "bread", "due_date": None}
    assert moved.after.items() >= {"status": "in_progress", "completed_at": None}.items()
    assert datetime.fromisoformat(deleted.after["deleted_at"]) == deleted.at
    assert created.at <= edited.at <= moved.at <= deleted.at
