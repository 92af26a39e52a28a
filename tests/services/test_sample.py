"""The sample is put on an empty board as a whole, and taken off again as a whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.filter import TaskFilter
from taskflow.models.task import Status, TaskUpdate, tasks
from taskflow.services import sample
from taskflow.services.listing import list_tasks
from taskflow.services.sample import BoardNotEmpty, has_sample, load_sample, remove_sample, sample_tasks
from taskflow.services.tasks import create_task, delete_task, edit_task
from tests.services.boards import TODAY, add, assert_sound, board, recorded, titles


def test_it_fills_an_empty_board(engine: Engine, session: Session) -> None:
    assert load_sample(session, "fr", TODAY, actor="alice") == 24
    written = sample_tasks("fr", TODAY)
    for status in Status:
        assert titles(engine, status) == [new.title for new in written if new.status is status]
    shown = board(engine)
    assert [(task.description, task.assignee, task.priority, task.due_date) for task in shown] == [
        (new.description, new.assignee, new.priority, new.due_date) for new in written
    ]
    assert all(task.id.startswith("sample-") for task in shown)
    assert all((task.completed_at is not None) is (task.status is Status.DONE) for task in shown)
    assert {change.actor for change in recorded(engine)} == {"alice"}
    assert_sound(engine)


def test_its_tasks_can_be_found_and_edited_like_any_other(engine: Engine, session: Session) -> None:
    load_sample(session, "en", TODAY)
    found = list_tasks(session, TaskFilter(q="CAFÉ"), today=TODAY).tasks
    assert [task.title for task in found] == ["Fix the search that stumbles over accents on old phones"]
    session.rollback()
    edit_task(session, found[0].id, TaskUpdate(title="Fixed", status=Status.DONE))
    assert titles(engine, Status.DONE)[-1] == "Fixed"
    assert_sound(engine)


def test_a_list_by_age_has_the_order_of_the_board(engine: Engine, session: Session) -> None:
    load_sample(session, "en", TODAY)
    assert list(list_tasks(session, TaskFilter(), today=TODAY).tasks) == board(engine)


def test_it_leaves_as_a_whole_and_nothing_else_does(engine: Engine, session: Session) -> None:
    load_sample(session, "en", TODAY)
    add(session, "milk")
    first = board(engine)[0].id
    edit_task(session, first, TaskUpdate(title="Mine now"))
    assert has_sample(session)
    session.rollback()
    assert remove_sample(session, actor="bob") == 24
    assert [task.title for task in board(engine)] == ["milk"]
    assert not has_sample(session)
    # In the bin, from which it can be restored.
    assert session.connection().scalar(select(func.count()).select_from(tasks)) == 25
    assert [(change.action, change.actor) for change in recorded(engine)[-24:]] == [(Action.DELETE, "bob")] * 24
    assert_sound(engine)


def test_what_was_deleted_before_stays_as_it_was(engine: Engine, session: Session) -> None:
    load_sample(session, "en", TODAY)
    delete_task(session, board(engine)[0].id)
    assert remove_sample(session) == 23
    assert remove_sample(session) == 0
    assert len(recorded(engine)) == 48
    assert_sound(engine)


def test_a_board_with_a_task_is_left_alone(engine: Engine, session: Session) -> None:
    add(session, "milk")
    with pytest.raises(BoardNotEmpty):
        load_sample(session, "en", TODAY)
    assert not session.in_transaction()
    assert [task.title for task in board(engine)] == ["milk"]
    assert not has_sample(session)


def test_it_comes_once(engine: Engine, session: Session) -> None:
    load_sample(session, "en", TODAY)
    with pytest.raises(BoardNotEmpty):
        load_sample(session, "fr", TODAY)
    assert len(board(engine)) == 24


def test_the_bin_does_not_count(engine: Engine, session: Session) -> None:
    delete_task(session, add(session, "milk")[0])
    load_sample(session, "en", TODAY)
    remove_sample(session)
    load_sample(session, "fr", TODAY + timedelta(days=1))
    assert len(board(engine)) == 24
    assert_sound(engine)


def test_when_it_breaks_off_nothing_is_added(engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sample, "record", break_off)
    with pytest.raises(KeyboardInterrupt):
        load_sample(session, "en", TODAY)
    assert board(engine) == []
    assert recorded(engine) == []


def test_a_task_made_by_hand_is_no_sample(session: Session) -> None:
    create_task(session, sample_tasks("en", TODAY)[0])
    assert not has_sample(session)
    session.rollback()
    assert remove_sample(session) == 0
