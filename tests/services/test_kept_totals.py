"""The database keeps the totals of a board itself, whatever program changes its tasks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, true, update
from sqlmodel import Session

from taskflow.models.count import task_counts
from taskflow.models.filter import NOBODY, TaskFilter
from taskflow.models.task import ASSIGNED_TO, Priority, Status, TaskCreate, TaskMove, TaskUpdate, tasks
from taskflow.services.activity import committed
from taskflow.services.board import read_windows
from taskflow.services.counting import count_tasks
from taskflow.services.finding import find
from taskflow.services.several import create_tasks, delete_tasks, edit_tasks, move_tasks
from taskflow.services.tasks import create_task, delete_task, edit_task
from taskflow.services.undo import undo
from tests.services.boards import TODAY, add
from tests.services.properties import STEADY

NOW = datetime(2026, 3, 10, tzinfo=UTC)
VALUES = {
    "assignee": st.sampled_from([None, "", NOBODY, "alice", "Zoé", "zoé"]),
    "status": st.sampled_from([status.value for status in Status]),
    "priority": st.sampled_from([priority.value for priority in Priority]),
    "deleted_at": st.sampled_from([None, None, NOW, NOW + timedelta(days=1)]),
}
SOME_VALUES = st.fixed_dictionaries({"version": st.integers(1, 9)}, optional=VALUES)
# One task, a whole column, those of one priority, or all.
WHICH = st.one_of(
    st.integers(0, 9).map(lambda number: tasks.c.title == str(number)),
    st.sampled_from(Status).map(lambda status: tasks.c.status == status.value),
    st.sampled_from(Priority).map(lambda priority: tasks.c.priority == priority.value),
    st.just(true()),
)
WRITES = st.one_of(
    st.tuples(st.just("insert"), st.lists(st.fixed_dictionaries(VALUES), min_size=1, max_size=4)),
    st.tuples(st.just("update"), WHICH, SOME_VALUES),
    st.tuples(st.just("update"), WHICH, SOME_VALUES),
    st.tuples(st.just("delete"), WHICH),
)


def assert_kept(connection: Connection) -> None:
    key = (ASSIGNED_TO, tasks.c.status, tasks.c.priority)
    counted = select(*key, func.count()).where(tasks.c.deleted_at.is_(None)).group_by(*key)
    expected = sorted(tuple(row) for row in connection.execute(counted))
    assert sorted(tuple(row) for row in connection.execute(select(task_counts))) == expected


def assert_right(session: Session) -> None:
    assert_kept(session.connection())
    session.rollback()


def test_every_change_is_counted(session: Session) -> None:
    ids = add(session, "milk", "bread", "salt")
    assert_right(session)
    edit_task(session, ids[0], TaskUpdate(assignee="alice", status=Status.DONE, priority=Priority.HIGH))
    create_task(session, TaskCreate(title="oil", assignee="alice"))
    assert_right(session)
    delete_task(session, ids[1])
    assert_right(session)


def test_what_another_program_writes_is_counted_and_found(engine: Engine, session: Session) -> None:
    ids = add(session, "milk", "bread", "salt")
    with engine.begin() as other:
        other.execute(update(tasks).values(assignee=""))
        other.execute(update(tasks).where(tasks.c.id == ids[0]).values(priority="low", search_text="butter\n"))
        other.execute(delete(tasks).where(tasks.c.id == ids[1]))
    assert_right(session)
    for text, expected in (("butter", [ids[0]]), ("milk", []), ("bread", []), ("salt", [ids[2]])):
        found = find(session, TaskFilter(q=text), TODAY)
        assert found is not None
        assert found.ids.get("todo", []) == expected
    (window,) = read_windows(session, TaskFilter(q="butter"), {Status.TODO: 5}, today=TODAY)
    assert ([card.id for card in window.cards], window.total, window.total_is_minimum) == ([ids[0]], 1, False)


def test_a_change_that_is_taken_back_is_not_counted(session: Session) -> None:
    ids = add(session, "milk")
    session.connection().execute(delete(tasks).where(tasks.c.id == ids[0]))
    session.rollback()
    assert_right(session)


def test_several_changes_at_once_are_counted(session: Session) -> None:
    alices = TaskUpdate(assignee="alice", priority=Priority.LOW)
    ids = [task.id for task in create_tasks(session, [TaskCreate(title=str(number)) for number in range(5)])]
    assert_right(session)
    edit_tasks(session, ids[:3], alices)
    assert_right(session)
    move_tasks(session, ids[2:], TaskMove(status=Status.DONE), update=alices)
    assert_right(session)
    delete_tasks(session, ids[1:4])
    deletions = committed(session)[-3:]
    assert_right(session)
    assert count_tasks(session) == 2
    session.rollback()
    undo(session, deletions)
    assert_right(session)
    assert count_tasks(session) == 5


def test_tasks_that_are_written_again_are_counted_once(engine: Engine, session: Session) -> None:
    add(session, "milk", "bread", "salt")
    again = "INSERT INTO tasks SELECT * FROM tasks WHERE true ON CONFLICT (id) DO UPDATE SET priority = 'low'"
    with engine.begin() as other:
        other.exec_driver_sql(again)
    assert_right(session)


def test_an_emptied_table_leaves_no_totals(engine: Engine, session: Session) -> None:
    add(session, "milk", "bread")
    with engine.begin() as other:
        other.exec_driver_sql("DELETE FROM tasks" if engine.dialect.name == "sqlite" else "TRUNCATE tasks")
    assert_right(session)


@pytest.mark.parametrize("values", [{"status": "done"}, {"priority": "low"}, {"assignee": "bob"}, {"deleted_at": NOW}])
def test_each_field_that_is_counted_by_counts(engine: Engine, session: Session, values: dict[str, Any]) -> None:
    ids = add(session, "milk", "bread", "salt")
    with engine.begin() as other:
        other.execute(update(tasks).where(tasks.c.id == ids[0]).values(values))
    assert_right(session)
    with engine.begin() as other:
        other.execute(update(tasks).values(values))
    assert_right(session)


def test_whatever_other_programs_write_the_totals_are_right(engine: Engine) -> None:
    @settings(STEADY, max_examples=60)
    @given(st.lists(WRITES, min_size=1, max_size=10))
    def others_write(writes: list[tuple[Any, ...]]) -> None:
        with engine.connect() as connection:
            for name, *arguments in [("insert", [{}] * 5), *writes]:
                WRITE[name](connection, *arguments)
                assert_kept(connection)
            connection.rollback()

    others_write()


def _insert(connection: Connection, news: list[dict[str, Any]]) -> None:
    always = {"description": None, "due_date": None, "completed_at": None, "version": 1, "search_text": ""}
    usual = {"status": "todo", "priority": "low", "assignee": None, "deleted_at": None}
    times = {"created_at": NOW, "updated_at": NOW}
    rows = [
        # The key of a place only has to be another one each time.
        {**always, **times, **usual, **new, "title": str(number), "id": (key := uuid4().hex), "position": key}
        for number, new in enumerate(news)
    ]
    connection.execute(insert(tasks), rows)


def _update(connection: Connection, which: ColumnElement[bool], values: dict[str, Any]) -> None:
    connection.execute(update(tasks).where(which).values(values))


def _delete(connection: Connection, which: ColumnElement[bool]) -> None:
    connection.execute(delete(tasks).where(which))


WRITE = {"insert": _insert, "update": _update, "delete": _delete}
