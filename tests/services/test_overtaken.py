"""Who moves or changes several tasks at once does not undo what others did to them since one looked."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session

from taskflow.models.filter import NOBODY as NOBODYS_NAME
from taskflow.models.task import Priority, Status, TaskMove, TaskPublic, TaskUpdate, tasks
from taskflow.services.errors import StaleTask, TaskNotFound
from taskflow.services.several import edit_tasks, move_tasks
from taskflow.services.tasks import End, delete_task, edit_task, move_task
from tests.services.boards import add, assert_sound, board, recorded, titles

TODO, IN_PROGRESS, DONE = Status
# Of each field what it was, what somebody else made of it, and what the writer wants.
FIELDS: dict[str, tuple[Any, Any, Any]] = {
    "title": ("milk", "soy milk", "oat milk"),
    "description": (None, "two litres", "one litre"),
    "status": (TODO, DONE, IN_PROGRESS),
    "priority": (Priority.MEDIUM, Priority.LOW, Priority.HIGH),
    "assignee": (None, "bob", "alice"),
    "due_date": (None, "2026-03-10", "2026-03-11"),
}


def one(name: str, which: int) -> TaskUpdate:
    return TaskUpdate.model_validate({name: FIELDS[name][which]})


def saw(ids: list[str], *several: TaskUpdate) -> dict[str, list[TaskUpdate]]:
    return {task_id: list(several) for task_id in ids}


def at(status: Status) -> TaskMove:
    return TaskMove(status=status)


def by_title(found: list[TaskPublic]) -> list[str]:
    return [task.title for task in found]


def test_what_somebody_moved_elsewhere_stays_there_and_the_others_are_moved(engine: Engine, session: Session) -> None:
    milk, bread, eggs = ids = add(session, "milk", "bread", "eggs")
    theirs = move_task(session, bread, at(DONE))
    outcome = move_tasks(session, ids, at(IN_PROGRESS), seen=saw(ids, TaskUpdate(status=TODO)))
    assert (by_title(outcome.done), outcome.overtaken) == (["milk", "eggs"], [theirs])
    assert (titles(engine, IN_PROGRESS), titles(engine, DONE)) == (["milk", "eggs"], ["bread"])
    assert [row.task_id for row in recorded(engine)[4:]] == [milk, eggs]
    assert_sound(engine)


@pytest.mark.parametrize("name", FIELDS)
def test_what_somebody_changed_stays_so_and_the_others_are_changed(engine: Engine, session: Session, name: str) -> None:
    ids = add(session, "milk", "milk")
    theirs = edit_task(session, ids[0], one(name, 1))
    outcome = edit_tasks(session, ids, one(name, 2), seen=saw(ids, one(name, 0)))
    assert ([task.id for task in outcome.done], outcome.overtaken) == ([ids[1]], [theirs])
    assert {task.id: getattr(task, name) for task in board(engine)} == {
        ids[0]: getattr(one(name, 1), name),
        ids[1]: getattr(one(name, 2), name),
    }
    assert_sound(engine)


@pytest.mark.parametrize("name", FIELDS)
def test_when_somebody_changed_all_of_them_that_is_said(engine: Engine, session: Session, name: str) -> None:
    ids = add(session, "milk", "milk")
    gone, *left = ids
    delete_task(session, gone)
    theirs = [edit_task(session, task_id, one(name, 1)) for task_id in left]
    with pytest.raises(StaleTask) as refusal:
        edit_tasks(session, ids, one(name, 2), seen=saw(ids, one(name, 0)))
    assert (refusal.value.current, list(refusal.value.tasks)) == (theirs[0], theirs)
    assert board(engine) == theirs
    assert not session.in_transaction()


@pytest.mark.parametrize(("mine", "others"), list(permutations(FIELDS, 2)))
def test_changes_to_two_fields_go_together(session: Session, mine: str, others: str) -> None:
    ids = add(session, "milk", "milk")
    for task_id in ids:
        edit_task(session, task_id, one(others, 1))
    alone = edit_task(session, ids[0], one(mine, 2), seen=one(mine, 0))
    outcome = edit_tasks(session, ids[1:], one(mine, 2), seen=saw(ids, one(mine, 0)))
    for task in (alone, *outcome.done):
        assert getattr(task, mine) == getattr(one(mine, 2), mine)
        assert getattr(task, others) == getattr(one(others, 1), others)
    assert outcome.overtaken == []


@pytest.mark.parametrize("others", sorted(FIELDS.keys() - {"status"}))
def test_a_move_leaves_what_others_did_to_the_fields(session: Session, others: str) -> None:
    ids = add(session, "milk", "milk")
    for task_id in ids:
        edit_task(session, task_id, one(others, 1))
    seen = TaskUpdate(status=TODO)
    for task in (
        move_task(session, ids[0], at(DONE), seen=seen),
        *move_tasks(session, ids[1:], at(DONE), seen=saw(ids, seen)).done,
    ):
        assert (task.status, getattr(task, others)) == (DONE, getattr(one(others, 1), others))


@pytest.mark.parametrize("name", FIELDS)
def test_what_somebody_changed_to_the_same_is_no_conflict(session: Session, name: str) -> None:
    ids = add(session, "milk", "milk")
    theirs = edit_task(session, ids[0], one(name, 2))
    outcome = edit_tasks(session, ids, one(name, 2), seen=saw(ids, one(name, 0)))
    assert (len(outcome.done), outcome.done[0], outcome.overtaken) == (2, theirs, [])


def test_what_somebody_moved_to_the_same_column_comes_to_its_place_there(engine: Engine, session: Session) -> None:
    salt, _ = add(session, "salt", "yeast", status=DONE)
    (milk,) = add(session, "milk")
    move_task(session, milk, at(DONE))
    move = TaskMove(status=DONE, before_id=salt)
    assert move_tasks(session, [milk], move, seen=saw([milk], TaskUpdate(status=TODO))).overtaken == []
    assert titles(engine, DONE) == ["milk", "salt", "yeast"]


def test_what_somebody_took_out_of_the_column_in_which_it_was_to_be_put_elsewhere_stays_out(
    engine: Engine, session: Session
) -> None:
    milk, bread = add(session, "milk", "bread")
    move_task(session, bread, at(DONE))
    with pytest.raises(StaleTask):
        move_tasks(session, [bread], TaskMove(status=TODO, before_id=milk), seen=saw([bread], TaskUpdate(status=TODO)))
    assert (titles(engine), titles(engine, DONE)) == (["milk"], ["bread"])


def test_another_place_in_the_same_column_is_no_conflict(engine: Engine, session: Session) -> None:
    milk, *_ = add(session, "milk", "bread", "eggs")
    move_task(session, milk, at(TODO), end=End.BOTTOM)
    move_tasks(session, [milk], at(TODO), end=End.TOP, seen=saw([milk], TaskUpdate(status=TODO)))
    assert titles(engine) == ["milk", "bread", "eggs"]


def test_the_others_stand_together_beside_one_that_stays(engine: Engine, session: Session) -> None:
    """The neighbour that is named was to move along: now that it stays, it stands for where it is."""
    bread, _ = add(session, "bread", "salt", status=DONE)
    (milk,) = add(session, "milk")
    theirs = edit_task(session, bread, TaskUpdate(assignee="carol"))
    move, lane = TaskMove(status=DONE, after_id=bread), TaskUpdate(assignee="alice")
    seen = saw([milk, bread], TaskUpdate(assignee=None))
    assert move_tasks(session, [milk, bread], move, update=lane, seen=seen).overtaken == [theirs]
    assert titles(engine, DONE) == ["bread", "milk", "salt"]


def test_a_move_into_a_lane_does_not_undo_what_somebody_did_to_what_the_lane_stands_for(session: Session) -> None:
    milk, bread = ids = add(session, "milk", "bread")
    theirs = edit_task(session, milk, TaskUpdate(assignee="carol"))
    seen = saw(ids, TaskUpdate(status=TODO, assignee=None))
    outcome = move_tasks(session, ids, at(DONE), update=TaskUpdate(assignee="alice"), seen=seen)
    assert outcome.overtaken == [theirs]
    assert [(task.id, task.status, task.assignee) for task in outcome.done] == [(bread, DONE, "alice")]


def test_a_move_within_a_lane_leaves_the_lane_that_somebody_chose(session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(assignee="carol"))
    seen = saw([milk], TaskUpdate(status=TODO, assignee=None))
    outcome = move_tasks(session, [milk], at(DONE), update=TaskUpdate(assignee=None), seen=seen)
    assert [(task.status, task.assignee) for task in outcome.done] == [(DONE, "carol")]


def test_the_writer_may_have_seen_one_of_two_values(session: Session) -> None:
    """The page may not yet show what its own visitor wrote last."""
    ids = add(session, "milk", "bread", "eggs")
    for task_id, name in zip(ids, (None, "alice", "bob"), strict=True):
        edit_task(session, task_id, TaskUpdate(assignee=name))
    seen = saw(ids, TaskUpdate(assignee=None), TaskUpdate(assignee="alice"))
    outcome = edit_tasks(session, ids, TaskUpdate(assignee="carol"), seen=seen)
    assert (by_title(outcome.done), by_title(outcome.overtaken)) == (["milk", "bread"], ["eggs"])


def test_a_card_shows_the_day_of_a_due_date(session: Session) -> None:
    ids = add(session, "milk", "bread")
    for task_id, due in zip(ids, ("2026-03-10T15:30:00Z", "2026-03-11T00:00:00Z"), strict=True):
        edit_task(session, task_id, TaskUpdate.model_validate({"due_date": due}))
    seen = saw(ids, TaskUpdate.model_validate({"due_date": "2026-03-10"}))
    outcome = edit_tasks(session, ids, TaskUpdate(due_date=None), seen=seen)
    assert (by_title(outcome.done), by_title(outcome.overtaken)) == (["milk"], ["bread"])


def test_a_task_of_another_program_that_names_nobody_can_be_moved(engine: Engine, session: Session) -> None:
    ids = add(session, "milk", "bread")
    for task_id, name in zip(ids, (NOBODYS_NAME, ""), strict=True):
        with engine.begin() as connection:
            connection.execute(update(tasks).where(tasks.c.id == task_id).values(assignee=name))
    seen = saw(ids, TaskUpdate(status=TODO, assignee=None))
    outcome = move_tasks(session, ids, at(DONE), update=TaskUpdate(assignee="alice"), seen=seen)
    assert [task.assignee for task in outcome.done] == ["alice", "alice"]


def test_what_was_not_seen_counts_as_unchanged(session: Session) -> None:
    milk, bread = add(session, "milk", "bread")
    edit_task(session, milk, TaskUpdate(assignee="bob"))
    seen = saw([bread], TaskUpdate(assignee=None))
    assert edit_tasks(session, [milk, bread], TaskUpdate(assignee="alice"), seen=seen).overtaken == []


def test_those_that_are_gone_are_no_conflict(session: Session) -> None:
    ids = add(session, "milk", "bread")
    for task_id in ids:
        delete_task(session, task_id)
    with pytest.raises(TaskNotFound):
        move_tasks(session, ids, at(DONE), seen=saw(ids, TaskUpdate(status=TODO)))


def test_one_task_that_somebody_moved_elsewhere_stays_there(session: Session) -> None:
    (milk,) = add(session, "milk")
    theirs = move_task(session, milk, at(IN_PROGRESS))
    with pytest.raises(StaleTask) as refusal:
        move_task(session, milk, at(DONE), seen=TaskUpdate(status=TODO))
    assert refusal.value.current == theirs
    assert move_task(session, milk, at(IN_PROGRESS), seen=TaskUpdate(status=TODO)) == theirs
