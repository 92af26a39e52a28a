"""A list can be read page by page, in every order, while others add and delete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, update
from sqlmodel import Session

from taskflow.models.filter import Due, Sort, TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskPublic, tasks
from taskflow.services.listing import list_tasks
from taskflow.services.search import search_text
from taskflow.services.tasks import create_task, delete_task
from tests.services.boards import TODAY, add

COUNT = 13
DUES = [None, "0001-01-01", "2026-03-10", "2026-03-10T00:00:00.000001Z", None, "9999-12-31T23:59:59.999999Z"]
TITLES = ["alice", "Émile", "emil", "bob", "Zoé", "10 €", "2 €", "🚀", "bob!", "ø", "x" * 200]
KEYS: dict[str, Callable[[TaskPublic], Any]] = {
    "created": lambda task: task.created_at,
    "updated": lambda task: task.updated_at,
    "priority": lambda task: list(Priority).index(task.priority),
    "title": lambda task: search_text(task.title, task.description)[:100],
    "board": lambda task: (list(Status).index(task.status), task.position),
}


@pytest.fixture
def everything(engine: Engine, session: Session) -> list[TaskPublic]:
    """A list in which every key that is not unique has equals."""
    for number in range(COUNT):
        create_task(
            session,
            TaskCreate.model_validate(
                {
                    "title": TITLES[number % len(TITLES)],
                    "description": ["milk", None][number % 2],
                    "status": list(Status)[number % 3],
                    "priority": list(Priority)[number % 3],
                    "due_date": DUES[number % len(DUES)],
                }
            ),
        )
    with engine.begin() as connection:
        found = list_tasks(session, TaskFilter(), today=TODAY).tasks
        session.rollback()
        for number, task in enumerate(found):
            times = {"created_at": _time(number // 3), "updated_at": _time(-number // 4)}
            connection.execute(update(tasks).where(tasks.c.id == task.id).values(times))
    return list(list_tasks(session, TaskFilter(), today=TODAY).tasks)


def _time(seconds: int) -> datetime:
    return datetime(2026, 3, 10, 12, tzinfo=UTC) + timedelta(seconds=seconds)


def _in_order(found: list[TaskPublic], sort: Sort) -> list[str]:
    name, is_descending = sort.removeprefix("-"), sort.startswith("-")
    if name == "due":
        dated = [task for task in found if task.due_date]
        undated = [task for task in found if not task.due_date]
        parts = [(dated, lambda task: task.due_date), (undated, lambda _task: 0)]
    else:
        parts = [(found, KEYS[name])]
    return [
        task.id
        for part, key in parts
        for task in sorted(part, key=lambda task: (key(task), task.id), reverse=is_descending)
    ]


def _pages(session: Session, sort: Sort, size: int, wanted: TaskFilter | None = None) -> list[list[str]]:
    pages: list[list[str]] = []
    cursor: str | None = None
    while True:
        page = list_tasks(session, wanted or TaskFilter(), sort=sort, today=TODAY, limit=size, cursor=cursor)
        pages.append([task.id for task in page.tasks])
        cursor = page.next_cursor
        if cursor is None:
            return pages
        assert len(cursor) < 1000, "does not fit into an address"
        assert len(pages) <= COUNT, "never ends"


@pytest.mark.parametrize("sort", Sort)
def test_pages_of_any_size_make_up_the_whole_list_in_its_order(
    session: Session, everything: list[TaskPublic], sort: Sort
) -> None:
    expected = _in_order(everything, sort)
    whole = list_tasks(session, TaskFilter(), sort=sort, today=TODAY)
    assert [task.id for task in whole.tasks] == expected
    assert whole.total == COUNT
    for size in range(1, COUNT + 2):
        pages = _pages(session, sort, size)
        assert [task_id for page in pages for task_id in page] == expected
        assert {len(page) for page in pages[:-1]} <= {size}
        assert pages[-1]


@pytest.mark.parametrize("sort", [Sort.DUE, Sort.DUE_DESC])
def test_tasks_without_a_date_come_last_in_both_directions(
    session: Session, everything: list[TaskPublic], sort: Sort
) -> None:
    dates = [task.due_date for task in list_tasks(session, TaskFilter(), sort=sort, today=TODAY).tasks]
    undated = sum(task.due_date is None for task in everything)
    assert dates[-undated:] == [None] * undated


def test_a_page_tells_how_many_tasks_match_in_all(session: Session, everything: list[TaskPublic]) -> None:
    wanted = TaskFilter(due=Due.NONE)
    expected = sum(task.due_date is None for task in everything)
    first = list_tasks(session, wanted, today=TODAY, limit=2)
    assert (len(first.tasks), first.total) == (2, expected)
    rest = list_tasks(session, wanted, today=TODAY, cursor=first.next_cursor)
    assert (len(rest.tasks), rest.total, rest.next_cursor) == (expected - 2, expected, None)


@pytest.mark.parametrize("sort", [Sort.CREATED, Sort.TITLE_DESC, Sort.BOARD, Sort.DUE])
def test_pages_repeat_and_skip_nothing_while_others_add_and_delete(
    session: Session, everything: list[TaskPublic], sort: Sort
) -> None:
    order = _in_order(everything, sort)
    first = list_tasks(session, TaskFilter(), sort=sort, today=TODAY, limit=5)
    session.rollback()
    # The last one seen, one seen before it, and one not seen yet.
    for gone in (order[4], order[1], order[6]):
        delete_task(session, gone)
    added = set(add(session, "aaa", "mmm", "zzz"))
    rest = list_tasks(session, TaskFilter(), sort=sort, today=TODAY, cursor=first.next_cursor)
    assert [task.id for task in rest.tasks if task.id not in added] == [order[5], *order[7:]]
