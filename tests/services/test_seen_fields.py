"""Who saves one field does not undo what others did to it, and does not mind what they did to other fields."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session

from taskflow.models.task import Priority, Status, TaskCreate, TaskUpdate, tasks
from taskflow.services.errors import StaleTask
from taskflow.services.tasks import create_task, edit_task
from tests.services.boards import add, assert_sound, board, recorded, titles


def test_two_people_change_two_fields_of_one_task(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(assignee="bob", priority=Priority.HIGH))
    edited = edit_task(session, milk, TaskUpdate(title="oat milk"), seen=TaskUpdate(title="milk"))
    assert (edited.title, edited.assignee, edited.priority, edited.version) == ("oat milk", "bob", Priority.HIGH, 3)
    assert board(engine) == [edited]
    assert_sound(engine)


@pytest.mark.parametrize(
    ("seen", "others", "wanted"),
    [
        ({"title": "milk"}, {"title": "soy milk"}, {"title": "oat milk"}),
        ({"assignee": None}, {"assignee": "bob"}, {"assignee": "alice"}),
        ({"assignee": None, "title": "milk"}, {"assignee": "bob"}, {"assignee": "alice", "title": "oat milk"}),
        ({"due_date": None}, {"due_date": "2026-03-10"}, {"due_date": "2026-03-11"}),
        ({"status": Status.TODO}, {"status": Status.DONE}, {"status": Status.IN_PROGRESS}),
        ({"description": None}, {"description": "two litres"}, {"description": "one litre"}),
    ],
)
def test_a_field_that_somebody_else_changed_meanwhile_is_not_overwritten(
    engine: Engine, session: Session, seen: dict[str, Any], others: dict[str, Any], wanted: dict[str, Any]
) -> None:
    (milk,) = add(session, "milk")
    current = edit_task(session, milk, TaskUpdate.model_validate(others))
    with pytest.raises(StaleTask) as refusal:
        edit_task(session, milk, TaskUpdate.model_validate(wanted), seen=TaskUpdate.model_validate(seen))
    assert refusal.value.current == current
    assert board(engine) == [current]
    assert not session.in_transaction()


def test_two_people_who_want_the_same_do_not_get_in_each_others_way(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    current = edit_task(session, milk, TaskUpdate(title="oat milk"))
    seen = TaskUpdate(title="milk", assignee=None)
    assert edit_task(session, milk, TaskUpdate(title="oat milk"), seen=seen) == current
    assert len(recorded(engine)) == 2
    edited = edit_task(session, milk, TaskUpdate(title="oat milk", assignee="alice"), seen=seen)
    assert (edited.title, edited.assignee, edited.version) == ("oat milk", "alice", 3)


def test_what_is_as_it_was_seen_is_changed(engine: Engine, session: Session) -> None:
    due = datetime(2026, 3, 10, 17, 30, 0, 123456, tzinfo=UTC)
    task = create_task(session, TaskCreate(title="milk", description="two\nlitres", assignee="alice", due_date=due))
    seen = TaskUpdate.model_validate(task.model_dump(include=set(TaskUpdate.model_fields)))
    wanted = {"title": "oat milk", "description": None, "assignee": None, "due_date": None, "status": Status.DONE}
    edited = edit_task(session, task.id, TaskUpdate.model_validate(wanted), seen=seen)
    assert edited.model_dump(include=set(wanted)) == wanted
    assert titles(engine, Status.DONE) == ["oat milk"]


def test_a_field_that_was_not_seen_is_changed_whatever_it_is(session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(title="soy milk"))
    assert edit_task(session, milk, TaskUpdate(title="oat milk"), seen=TaskUpdate()).title == "oat milk"


def test_the_version_counts_beside_what_was_seen(session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(assignee="bob"))
    seen = TaskUpdate(title="milk")
    with pytest.raises(StaleTask):
        edit_task(session, milk, TaskUpdate(title="oat milk"), expected_version=1, seen=seen)
    assert edit_task(session, milk, TaskUpdate(title="oat milk"), expected_version=2, seen=seen).version == 3


def test_a_text_that_another_program_left_untidy_can_be_changed(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    with engine.begin() as connection:
        connection.execute(update(tasks).values(title="  oat   milk "))
    assert edit_task(session, milk, TaskUpdate(title="soy milk"), seen=TaskUpdate(title="oat milk")).version == 2


def test_a_text_that_another_program_emptied_was_changed_meanwhile(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    with engine.begin() as connection:
        connection.execute(update(tasks).values(title=""))
    with pytest.raises(StaleTask):
        edit_task(session, milk, TaskUpdate(title="soy milk"), seen=TaskUpdate(title="milk"))
