"""What people do costs the same few queries, however many tasks there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from taskflow.models.filter import Due, Sort, TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskMove, TaskUpdate
from taskflow.services import positions
from taskflow.services.activity import committed
from taskflow.services.board import read_windows
from taskflow.services.counting import count_tasks
from taskflow.services.listing import list_tasks
from taskflow.services.several import delete_tasks, edit_tasks, move_tasks
from taskflow.services.surroundings import read_assignees
from taskflow.services.tasks import create_task, delete_task, edit_task, move_task, read_task
from taskflow.services.undo import undo
from tests.services.boards import TODAY, add


@contextmanager
def queries(engine: Engine) -> Iterator[list[str]]:
    """Collect the first words of what is sent to the database; taking the lock is not counted."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN") and "pg_advisory_xact_lock" not in statement:
            sent.append(statement.split(maxsplit=1)[0])

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture(params=[3, 60])
def ids(request: pytest.FixtureRequest, session: Session) -> list[str]:
    return add(session, *(f"Task {number}" for number in range(request.param)))


def test_a_change_costs_three_queries(engine: Engine, session: Session, ids: list[str]) -> None:
    with queries(engine) as sent:
        create_task(session, TaskCreate(title="milk"))
    assert sent == ["SELECT", "INSERT", "INSERT"]
    for change in (
        lambda: edit_task(session, ids[0], TaskUpdate(title="bread")),
        lambda: edit_task(session, ids[0], TaskUpdate(status=Status.DONE)),
        lambda: move_task(session, ids[0], TaskMove(status=Status.TODO, before_id=ids[1])),
        lambda: move_task(session, ids[2], TaskMove(status=Status.TODO, after_id=ids[0])),
        lambda: move_task(session, ids[0], TaskMove(status=Status.DONE)),
        lambda: delete_task(session, ids[1]),
    ):
        with queries(engine) as sent:
            change()
        assert sent == ["SELECT", "UPDATE", "INSERT"]


def test_what_changes_nothing_costs_one_query(engine: Engine, session: Session, ids: list[str]) -> None:
    for change in (
        lambda: edit_task(session, ids[0], TaskUpdate(title="Task 0", status=Status.TODO)),
        lambda: move_task(session, ids[0], TaskMove(status=Status.TODO, before_id=ids[1])),
        lambda: read_task(session, ids[0]),
    ):
        with queries(engine) as sent:
            change()
        assert sent == ["SELECT"]


def test_a_change_to_several_tasks_costs_two_queries_for_each_and_two_for_all(
    engine: Engine, session: Session, ids: list[str]
) -> None:
    for change, reads in (
        (lambda: move_tasks(session, ids[:3], TaskMove(status=Status.DONE, before_id=ids[-1])), 2),
        (lambda: edit_tasks(session, ids[:3], TaskUpdate(status=Status.TODO, title="bread")), 2),
        (lambda: edit_tasks(session, ids[:3], TaskUpdate(assignee="alice")), 1),
        (lambda: delete_tasks(session, ids[:3]), 1),
    ):
        with queries(engine) as sent:
            change()
        assert sent == [*["SELECT"] * reads, *["UPDATE", "INSERT"] * 3]


def test_taking_back_costs_two_writes_for_each_change_and_two_reads_for_all(
    engine: Engine, session: Session, ids: list[str]
) -> None:
    for change in (
        lambda: move_tasks(session, ids[:3], TaskMove(status=Status.DONE)),
        lambda: edit_tasks(session, ids[:3], TaskUpdate(title="bread")),
        lambda: delete_tasks(session, ids[:3]),
    ):
        change()
        with queries(engine) as sent:
            undo(session, committed(session)[-3:])
        assert sent == ["SELECT", "SELECT", *["UPDATE", "INSERT"] * 3]


def test_making_room_costs_five_queries_more(
    engine: Engine, session: Session, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    monkeypatch.setattr(positions, "NEIGHBOURS_REINDEXED", 100)
    with queries(engine) as sent:
        move_task(session, ids[2], TaskMove(status=Status.TODO, before_id=ids[1]))
    assert sent == ["SELECT", "SELECT", "SELECT", "UPDATE", "UPDATE", "INSERT", "UPDATE", "INSERT"]


def test_showing_the_board_costs_one_query_and_a_search_two(engine: Engine, session: Session, ids: list[str]) -> None:
    every = TaskFilter(q="task", priority=Priority.MEDIUM, assignee="alice", due=Due.WEEK)
    for wanted, count in ((TaskFilter(), 1), (every, 2)):
        with queries(engine) as sent:
            read_windows(session, wanted, dict.fromkeys(Status, len(ids)), today=TODAY)
        assert sent == ["SELECT"] * count
    with queries(engine) as sent:
        read_assignees(session)
        count_tasks(session)
    assert sent == ["SELECT", "SELECT"]


def test_a_page_of_a_list_costs_two_queries_and_a_whole_list_one(
    engine: Engine, session: Session, ids: list[str]
) -> None:
    with queries(engine) as sent:
        page = list_tasks(session, TaskFilter(), sort=Sort.TITLE, today=TODAY, limit=2)
    assert sent == ["SELECT", "SELECT"]
    assert (len(page.tasks), page.total) == (2, len(ids))
    with queries(engine) as sent:
        list_tasks(session, TaskFilter(), today=TODAY)
    assert sent == ["SELECT"]
