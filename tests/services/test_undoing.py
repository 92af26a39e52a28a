"""What somebody did can be taken back, as long as nobody has changed the task since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.filter import TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskMove, TaskPublic, TaskUpdate, tasks
from taskflow.services import positions
from taskflow.services.activity import committed
from taskflow.services.errors import ChangedSince, NothingToUndo, TaskNotFound
from taskflow.services.listing import list_tasks
from taskflow.services.several import delete_tasks, edit_tasks, move_tasks
from taskflow.services.tasks import End, create_task, delete_task, edit_task, move_task, read_task
from taskflow.services.undo import MOST_CHANGES, undo
from tests.services.boards import TODAY, add, assert_sound, board, recorded, titles

FULL: dict[str, Any] = {
    "title": "Écrire à Zoé",
    "description": "a long letter\nby hand",
    "priority": Priority.HIGH,
    "assignee": "alice",
    "due_date": datetime(2026, 3, 10, 17, 30, 0, 123456, tzinfo=UTC),
}


def undo_latest(session: Session, *, actor: str | None = None) -> list[TaskPublic]:
    return undo(session, committed(session)[-1:], actor=actor)


def test_an_edit_that_is_taken_back_leaves_the_task_as_it_was(engine: Engine, session: Session) -> None:
    before = create_task(session, TaskCreate(**FULL, status=Status.DONE))
    edit_task(session, before.id, TaskUpdate(title="Call Zoé", description=None, assignee="bob", due_date=None))
    (task,) = undo_latest(session, actor="alice")
    assert task == before.model_copy(update={"version": 3, "updated_at": task.updated_at})
    assert board(engine) == [task]
    assert_sound(engine)


def test_a_title_that_is_back_is_found_again(session: Session) -> None:
    task = create_task(session, TaskCreate(**FULL))
    edit_task(session, task.id, TaskUpdate(title="Call", description=None))
    undo_latest(session)
    assert [found.id for found in list_tasks(session, TaskFilter(q="ecrire"), today=TODAY).tasks] == [task.id]
    assert list_tasks(session, TaskFilter(q="call"), today=TODAY).total == 0


def test_a_move_that_is_taken_back_leaves_the_task_where_it_was(engine: Engine, session: Session) -> None:
    _, bread, _ = add(session, "milk", "bread", "eggs")
    before = board(engine)[1]
    move_task(session, bread, TaskMove(status=Status.DONE))
    (task,) = undo_latest(session)
    assert task == before.model_copy(update={"version": 3, "updated_at": task.updated_at})
    assert titles(engine) == ["milk", "bread", "eggs"]
    assert_sound(engine)


def test_a_task_that_comes_back_to_done_keeps_its_time_of_completion(session: Session) -> None:
    (milk,) = add(session, "milk", status=Status.DONE)
    completed_at = read_task(session, milk).completed_at
    session.rollback()
    edit_task(session, milk, TaskUpdate(status=Status.TODO, title="oat milk"))
    (task,) = undo_latest(session)
    assert (task.title, task.status, task.completed_at) == ("milk", Status.DONE, completed_at)


def test_a_deleted_task_comes_back_to_its_place(engine: Engine, session: Session) -> None:
    _, bread, _ = add(session, "milk", "bread", "eggs")
    before = board(engine)[1]
    delete_task(session, bread)
    (task,) = undo_latest(session)
    assert task == before.model_copy(update={"version": 3, "updated_at": task.updated_at})
    assert titles(engine) == ["milk", "bread", "eggs"]
    assert_sound(engine)


def test_a_new_task_goes_to_the_bin(engine: Engine, session: Session) -> None:
    milk, _ = add(session, "milk", "bread")
    assert undo(session, committed(session)[:1]) == []
    assert titles(engine) == ["bread"]
    with pytest.raises(TaskNotFound):
        read_task(session, milk)
    assert recorded(engine)[-1].action == Action.DELETE


def test_what_was_taken_back_can_be_done_again(engine: Engine, session: Session) -> None:
    milk, _, eggs = add(session, "milk", "bread", "eggs")
    for change in (
        lambda: create_task(session, TaskCreate(title="salt"), end=End.TOP),
        lambda: edit_task(session, milk, TaskUpdate(title="oat milk", status=Status.DONE)),
        lambda: move_task(session, eggs, TaskMove(status=Status.TODO), end=End.TOP),
        lambda: delete_task(session, eggs),
    ):
        before = [titles(engine, status) for status in Status]
        change()
        after = [titles(engine, status) for status in Status]
        for expected in (before, after, before, after):
            undo_latest(session)
            assert [titles(engine, status) for status in Status] == expected
    assert_sound(engine)


def test_the_record_tells_who_took_what_back(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(title="oat milk"), actor="alice")
    undo_latest(session, actor="bob")
    delete_task(session, milk, actor="alice")
    undo_latest(session, actor="bob")
    _, edited, back, deleted, restored = recorded(engine)
    assert [change.actor for change in (edited, back, deleted, restored)] == ["alice", "bob", "alice", "bob"]
    assert (back.action, back.before, back.after) == ("edit", edited.after, edited.before)
    assert (restored.action, restored.before, restored.after) == ("restore", deleted.after, deleted.before)


def test_one_goes_back_step_by_step_and_forward_again(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    steps: list[int] = []
    for title in ("oat milk", "soy milk", "rice milk"):
        edit_task(session, milk, TaskUpdate(title=title))
        steps += committed(session)[-1:]
    redone: list[int] = []
    for step, expected in zip(reversed(steps), ["soy milk", "oat milk", "milk"], strict=True):
        undo(session, [step])
        redone += committed(session)[-1:]
        assert titles(engine) == [expected]
    for step, expected in zip(reversed(redone), ["oat milk", "soy milk", "rice milk"], strict=True):
        undo(session, [step])
        assert titles(engine) == [expected]
    assert_sound(engine)


def test_several_changes_are_taken_back_together(engine: Engine, session: Session) -> None:
    milk, bread, eggs = add(session, "milk", "bread", "eggs")
    before = [task.model_dump(exclude={"version", "updated_at"}) for task in board(engine)]
    known = len(committed(session))
    edit_task(session, milk, TaskUpdate(title="oat milk"))
    move_tasks(session, [eggs, milk], TaskMove(status=Status.DONE), update=TaskUpdate(assignee="alice"))
    edit_tasks(session, [milk, bread], TaskUpdate(priority=Priority.LOW, status=Status.IN_PROGRESS))
    delete_tasks(session, [bread, eggs])
    returned = undo(session, committed(session)[known:])
    assert [task.model_dump(exclude={"version", "updated_at"}) for task in board(engine)] == before
    assert sorted(returned, key=lambda task: task.position) == board(engine)
    assert_sound(engine)


@pytest.mark.parametrize(
    "change",
    [
        lambda session, task_id: edit_task(session, task_id, TaskUpdate(assignee="bob")),
        lambda session, task_id: move_task(session, task_id, TaskMove(status=Status.DONE)),
        delete_task,
        lambda session, task_id: [edit_task(session, task_id, TaskUpdate(assignee=name)) for name in ("bob", "alice")],
    ],
)
def test_when_somebody_changed_the_task_since_nothing_is_taken_back(
    engine: Engine, session: Session, change: Callable[[Session, str], object]
) -> None:
    milk, bread = add(session, "milk", "bread")
    edit_tasks(session, [milk, bread], TaskUpdate(title="oats"))
    changes = committed(session)[-2:]
    with Session(engine) as other:
        change(other, milk)
    before = board(engine), len(recorded(engine))
    with pytest.raises(ChangedSince) as refusal:
        undo(session, changes)
    assert (refusal.value.task_id, refusal.value.title) == (milk, "oats")
    assert (board(engine), len(recorded(engine))) == before
    assert not session.in_transaction()
    undo(session, changes[1:])
    assert "bread" in titles(engine)


def test_a_change_between_two_others_is_not_swept_away_with_them(session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(title="oat milk"))
    edit_task(session, milk, TaskUpdate(assignee="bob"))
    edit_task(session, milk, TaskUpdate(title="soy milk"))
    _, first, _, third = committed(session)
    with pytest.raises(ChangedSince):
        undo(session, [first, third])


def test_nothing_is_taken_back_twice(session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(title="oat milk"))
    change = committed(session)[-1:]
    undo(session, change)
    with pytest.raises(ChangedSince):
        undo(session, change)


@pytest.mark.parametrize(
    "change",
    [
        lambda session, task_id: move_task(session, task_id, TaskMove(status=Status.DONE)),
        lambda session, task_id: edit_task(session, task_id, TaskUpdate(status=Status.DONE, title="loaf")),
        delete_task,
    ],
)
@pytest.mark.parametrize("longest_key", [positions.LONGEST_KEY, 2])
def test_when_somebody_took_the_place_a_task_comes_back_right_above(
    engine: Engine,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Session, str], object],
    longest_key: int,
) -> None:
    _, bread, eggs = add(session, "milk", "bread", "eggs")
    place = board(engine)[1].position
    change(session, bread)
    changes = committed(session)[-1:]
    (flour,) = add(session, "flour", status=Status.IN_PROGRESS)
    assert move_task(session, flour, TaskMove(status=Status.TODO, before_id=eggs)).position == place
    monkeypatch.setattr(positions, "LONGEST_KEY", longest_key)
    (returned,) = undo(session, changes)
    assert titles(engine) == ["milk", "bread", "flour", "eggs"]
    assert board(engine)[1] == returned
    made_room = any(row.action == Action.REINDEX for row in recorded(engine))
    assert made_room == (longest_key == 2)
    assert_sound(engine)
    undo(session, committed(session)[-1:])
    assert titles(engine) == ["milk", "flour", "eggs"]
    assert_sound(engine)


def test_several_tasks_come_back_right_above_who_took_their_places(engine: Engine, session: Session) -> None:
    ids = add(session, "milk", "bread")
    # They get the same keys in the other column.
    move_tasks(session, ids, TaskMove(status=Status.DONE))
    changes = committed(session)[-2:]
    add(session, "flour", "eggs")
    undo(session, changes)
    assert titles(engine) == ["milk", "flour", "bread", "eggs"]
    assert_sound(engine)


def test_room_is_made_for_several_tasks_that_come_back(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    milk, bread, _, _ = add(session, "milk", "bread", "eggs", "salt")
    places = [task.position for task in board(engine)]
    move_tasks(session, [milk, bread], TaskMove(status=Status.TODO))
    changes = committed(session)[-2:]
    for title in ("flour", "yeast"):
        create_task(session, TaskCreate(title=title), end=End.TOP)
    assert [task.position for task in board(engine)][:4] == places
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    undo(session, changes)
    assert titles(engine) == ["milk", "yeast", "bread", "flour", "eggs", "salt"]
    assert any(row.action == Action.REINDEX for row in recorded(engine))
    assert_sound(engine)


def test_a_rewritten_key_does_not_count_as_a_change_since(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, bread, eggs = add(session, "milk", "bread", "eggs")
    edit_task(session, bread, TaskUpdate(title="loaf"))
    change = committed(session)[-1:]
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    move_task(session, eggs, TaskMove(status=Status.TODO, before_id=bread))
    assert bread in {row.task_id for row in recorded(engine) if row.action == Action.REINDEX}
    undo(session, change)
    assert titles(engine) == ["milk", "eggs", "bread"]


@pytest.mark.parametrize("ids", [[], [0], [-1], [2**63], [2**200], [987_654_321], list(range(1, MOST_CHANGES + 2))])
def test_what_never_was_cannot_be_taken_back(engine: Engine, session: Session, ids: list[int]) -> None:
    add(session, "milk")
    with pytest.raises(NothingToUndo):
        undo(session, ids)
    with pytest.raises(NothingToUndo):
        undo(session, [*ids, *ids])
    assert len(recorded(engine)) == 1
    assert not session.in_transaction()


def test_with_one_unknown_change_none_is_taken_back(engine: Engine, session: Session) -> None:
    add(session, "milk")
    with pytest.raises(NothingToUndo):
        undo(session, [*committed(session), 2**63 - 1])
    assert titles(engine) == ["milk"]


def test_a_rewritten_key_is_nothing_to_take_back(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, bread, eggs = add(session, "milk", "bread", "eggs")
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    move_task(session, eggs, TaskMove(status=Status.TODO, before_id=bread))
    rewritten = [change.id or 0 for change in recorded(engine) if change.action == Action.REINDEX]
    assert rewritten
    with pytest.raises(NothingToUndo):
        undo(session, rewritten)


def test_a_task_that_is_gone_for_good_cannot_come_back(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    delete_task(session, milk)
    with engine.begin() as connection:
        connection.execute(delete(tasks))
    with pytest.raises(NothingToUndo):
        undo_latest(session)


def test_a_change_named_twice_is_taken_back_once(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    edit_task(session, milk, TaskUpdate(title="oat milk"))
    (task,) = undo(session, committed(session)[-1:] * 2)
    assert (task.title, task.version) == ("milk", 3)
    assert len(recorded(engine)) == 3


@pytest.mark.parametrize(
    "moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), datetime(1969, 12, 31, tzinfo=UTC)]
)
def test_any_date_comes_back(engine: Engine, session: Session, moment: datetime) -> None:
    task = create_task(session, TaskCreate(title="milk", due_date=moment))
    edit_task(session, task.id, TaskUpdate(due_date=None))
    undo_latest(session)
    assert board(engine)[0].due_date == moment
