"""Several tasks get the same values, or go to the bin, in one go."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.filter import TaskFilter
from taskflow.models.task import Priority, Status, TaskUpdate
from taskflow.services import several
from taskflow.services.errors import TaskNotFound
from taskflow.services.listing import list_tasks
from taskflow.services.several import MOST_TASKS, Outcome, delete_tasks, edit_tasks
from taskflow.services.tasks import delete_task, edit_task
from tests.services.boards import NOBODY, TODAY, add, assert_sound, board, recorded, titles


def test_several_tasks_get_the_same_values(engine: Engine, session: Session) -> None:
    milk, bread, _ = add(session, "milk", "bread", "eggs")
    edited = edit_tasks(session, [bread, milk], TaskUpdate(assignee="alice", priority=Priority.HIGH), actor="bob").done
    assert [task.title for task in edited] == ["bread", "milk"]
    assert [(task.assignee, task.priority, task.version) for task in board(engine)] == [
        ("alice", Priority.HIGH, 2),
        ("alice", Priority.HIGH, 2),
        (None, Priority.MEDIUM, 1),
    ]
    assert [(row.task_id, row.action, row.actor) for row in recorded(engine)[3:]] == [
        (bread, "edit", "bob"),
        (milk, "edit", "bob"),
    ]
    assert_sound(engine)


def test_another_status_puts_them_in_their_order_at_the_bottom_of_that_column(engine: Engine, session: Session) -> None:
    milk, bread, eggs = add(session, "milk", "bread", "eggs")
    salt, _ = add(session, "salt", "yeast", status=Status.DONE)
    edited = edit_tasks(session, [eggs, salt, milk], TaskUpdate(status=Status.DONE)).done
    assert titles(engine) == ["bread"]
    assert titles(engine, Status.DONE) == ["salt", "yeast", "eggs", "milk"]
    assert [(task.version, task.completed_at is not None) for task in edited] == [(2, True), (1, True), (2, True)]
    assert [row.action for row in recorded(engine)[5:]] == ["move", "move"]
    edit_tasks(session, [bread], TaskUpdate(status=Status.DONE, title="loaf"))
    assert titles(engine, Status.DONE) == ["salt", "yeast", "eggs", "milk", "loaf"]
    assert recorded(engine)[-1].action == "edit"
    assert_sound(engine)


@pytest.mark.parametrize("same", [{}, {"assignee": None}, {"status": Status.TODO, "priority": Priority.MEDIUM}])
def test_what_changes_nothing_leaves_no_trace(engine: Engine, session: Session, same: dict[str, Any]) -> None:
    ids = add(session, "milk", "bread")
    before = board(engine)
    assert edit_tasks(session, ids, TaskUpdate.model_validate(same)).done == before
    assert edit_tasks(session, [], TaskUpdate(assignee="alice")) == Outcome([], [])
    assert delete_tasks(session, []) == []
    assert board(engine) == before
    assert len(recorded(engine)) == 2


def test_only_those_that_differ_are_changed(engine: Engine, session: Session) -> None:
    milk, bread = add(session, "milk", "bread")
    edit_task(session, milk, TaskUpdate(assignee="alice"))
    edit_tasks(session, [milk, bread], TaskUpdate(assignee="alice"))
    assert [task.version for task in board(engine)] == [2, 2]
    assert len(recorded(engine)) == 4


def test_a_new_title_is_found(session: Session) -> None:
    ids = add(session, "milk", "bread")
    edit_tasks(session, ids, TaskUpdate(title="Écrire"))
    assert list_tasks(session, TaskFilter(q="ecrire"), today=TODAY).total == 2


def test_several_tasks_go_to_the_bin(engine: Engine, session: Session) -> None:
    milk, bread, eggs = add(session, "milk", "bread", "eggs")
    before = board(engine)
    assert delete_tasks(session, [eggs, milk, eggs], actor="alice") == [before[2], before[0]]
    assert titles(engine) == ["bread"]
    assert [(row.task_id, row.action, row.actor) for row in recorded(engine)[3:]] == [
        (eggs, "delete", "alice"),
        (milk, "delete", "alice"),
    ]
    assert bread
    assert_sound(engine)


def test_those_that_somebody_deleted_meanwhile_are_passed_over(engine: Engine, session: Session) -> None:
    milk, bread, eggs = add(session, "milk", "bread", "eggs")
    delete_task(session, milk)
    wanted = [milk, NOBODY, "NUL \0", "\ud800", bread]
    assert [task.title for task in edit_tasks(session, [*wanted, eggs], TaskUpdate(assignee="alice")).done] == [
        "bread",
        "eggs",
    ]
    assert [task.title for task in delete_tasks(session, wanted)] == ["bread"]
    assert titles(engine) == ["eggs"]
    with pytest.raises(TaskNotFound, match=f"Task {milk} not found"):
        edit_tasks(session, wanted, TaskUpdate(assignee="bob"))
    with pytest.raises(TaskNotFound):
        delete_tasks(session, wanted)
    assert not session.in_transaction()


def test_more_than_a_thousand_are_refused(engine: Engine, session: Session) -> None:
    (milk,) = add(session, "milk")
    wanted = [milk, *(f"{number:036}" for number in range(MOST_TASKS))]
    with pytest.raises(ValueError, match="1000"):
        edit_tasks(session, wanted, TaskUpdate(assignee="alice"))
    with pytest.raises(ValueError, match="1000"):
        delete_tasks(session, wanted)
    assert len(recorded(engine)) == 1


def test_when_one_change_fails_none_is_made(engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = add(session, "milk", "bread")
    before = board(engine)
    real, changed = several.change, list[str]()

    def fail_at_the_second(*args: Any, **kwargs: Any) -> Any:
        if changed:
            raise KeyboardInterrupt
        changed.append("milk")
        return real(*args, **kwargs)

    monkeypatch.setattr(several, "change", fail_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        delete_tasks(session, ids)
    assert board(engine) == before
    assert len(recorded(engine)) == 2
