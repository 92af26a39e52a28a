"""A task goes where it was dropped, or to the nearest sensible place when the others have moved meanwhile."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.task import Status, TaskMove, TaskUpdate
from taskflow.services.errors import StaleTask, TaskNotFound
from taskflow.services.tasks import End, delete_task, edit_task, move_task
from tests.services.boards import NOBODY, add, board, recorded, titles


def test_a_task_dropped_between_two_others_stays_there(engine: Engine, session: Session) -> None:
    _, bread, _, salt = add(session, "milk", "bread", "eggs", "salt")
    move_task(session, salt, TaskMove(status=Status.TODO, before_id=bread))
    assert titles(engine) == ["milk", "salt", "bread", "eggs"]


def test_a_task_dropped_below_another_stays_there(engine: Engine, session: Session) -> None:
    milk, _, eggs = add(session, "milk", "bread", "eggs")
    move_task(session, milk, TaskMove(status=Status.TODO, after_id=eggs))
    assert titles(engine) == ["bread", "eggs", "milk"]


def test_a_task_moved_to_another_column_goes_to_its_bottom(engine: Engine, session: Session) -> None:
    milk, _ = add(session, "milk", "bread")
    add(session, "eggs", status=Status.DONE)
    moved = move_task(session, milk, TaskMove(status=Status.DONE))
    assert titles(engine) == ["bread"]
    assert titles(engine, Status.DONE) == ["eggs", "milk"]
    assert moved.completed_at == moved.updated_at


def test_a_task_can_be_sent_to_the_top(engine: Engine, session: Session) -> None:
    milk, _ = add(session, "milk", "bread")
    add(session, "eggs", status=Status.DONE)
    move_task(session, milk, TaskMove(status=Status.DONE), end=End.TOP)
    assert titles(engine, Status.DONE) == ["milk", "eggs"]


def test_a_task_taken_out_of_done_is_no_longer_completed(session: Session) -> None:
    (milk,) = add(session, "milk", status=Status.DONE)
    assert move_task(session, milk, TaskMove(status=Status.IN_PROGRESS)).completed_at is None


def test_changing_the_order_in_done_keeps_the_time_of_completion(session: Session) -> None:
    milk, bread = add(session, "milk", "bread", status=Status.DONE)
    first = move_task(session, milk, TaskMove(status=Status.DONE, after_id=bread))
    assert first.completed_at == first.created_at


@pytest.mark.parametrize("gone", ["moved away", "deleted", "never there", "NUL \0", "\ud800", ""])
@pytest.mark.parametrize(("end", "expected"), [(End.TOP, ["salt", "eggs"]), (End.BOTTOM, ["eggs", "salt"])])
def test_when_the_neighbour_is_gone_the_task_goes_to_the_wanted_end(
    engine: Engine, session: Session, gone: str, end: End, expected: list[str]
) -> None:
    bread, salt = add(session, "bread", "salt")
    add(session, "eggs", status=Status.DONE)
    if gone == "deleted":
        delete_task(session, bread)
    known = bread if gone in {"moved away", "deleted"} else NOBODY if gone == "never there" else gone
    move_task(session, salt, TaskMove(status=Status.DONE, before_id=known, after_id=known), end=end)
    assert titles(engine, Status.DONE) == expected


def test_when_one_neighbour_is_gone_the_other_one_counts(engine: Engine, session: Session) -> None:
    milk, _, salt = add(session, "milk", "bread", "salt")
    move_task(session, salt, TaskMove(status=Status.TODO, before_id=NOBODY, after_id=milk))
    assert titles(engine) == ["milk", "salt", "bread"]


def test_when_both_neighbours_have_drifted_apart_the_one_below_counts(engine: Engine, session: Session) -> None:
    milk, _, eggs, salt = add(session, "milk", "bread", "eggs", "salt")
    move_task(session, salt, TaskMove(status=Status.TODO, before_id=eggs, after_id=milk))
    assert titles(engine) == ["milk", "bread", "salt", "eggs"]


def test_a_task_is_never_its_own_neighbour(engine: Engine, session: Session) -> None:
    milk, _, eggs = add(session, "milk", "bread", "eggs")
    move_task(session, eggs, TaskMove(status=Status.TODO, before_id=eggs, after_id=milk))
    assert titles(engine) == ["milk", "eggs", "bread"]


def test_a_task_dropped_where_it_already_is_does_not_change(engine: Engine, session: Session) -> None:
    milk, bread, eggs = add(session, "milk", "bread", "eggs")
    before = board(engine)
    move_task(session, bread, TaskMove(status=Status.TODO, before_id=eggs))
    move_task(session, bread, TaskMove(status=Status.TODO, after_id=milk))
    move_task(session, eggs, TaskMove(status=Status.TODO))
    move_task(session, milk, TaskMove(status=Status.TODO), end=End.TOP)
    assert board(engine) == before
    assert len(recorded(engine)) == 3


def test_choosing_another_status_in_the_form_puts_the_task_at_the_bottom_of_that_column(
    engine: Engine, session: Session
) -> None:
    (milk,) = add(session, "milk")
    add(session, "bread", "eggs", status=Status.DONE)
    edited = edit_task(session, milk, TaskUpdate(status=Status.DONE, title="oat milk"))
    assert titles(engine, Status.DONE) == ["bread", "eggs", "oat milk"]
    assert edited.version == 2
    assert edited.completed_at


def test_a_move_from_an_outdated_screen_is_refused_with_the_task_as_it_is(engine: Engine, session: Session) -> None:
    milk, bread = add(session, "milk", "bread")
    current = edit_task(session, milk, TaskUpdate(title="oat milk"))
    with pytest.raises(StaleTask) as refusal:
        move_task(session, milk, TaskMove(status=Status.DONE, before_id=bread), expected_version=1)
    assert refusal.value.current == current
    assert titles(engine) == ["oat milk", "bread"]
    move_task(session, milk, TaskMove(status=Status.DONE), expected_version=[1, 2])
    assert titles(engine, Status.DONE) == ["oat milk"]


@pytest.mark.parametrize("task_id", [NOBODY, "", "NUL \0", "\ud800", "x" * 10_000])
def test_what_is_not_there_cannot_be_moved(session: Session, task_id: str) -> None:
    with pytest.raises(TaskNotFound):
        move_task(session, task_id, TaskMove(status=Status.DONE))
    assert not session.in_transaction()
