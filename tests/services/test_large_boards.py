"""On a board of 10,000 tasks only what is shown leaves the database, whatever the order and the lanes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fractional_indexing import generate_n_keys_between
from sqlalchemy import Engine, event, insert
from sqlmodel import Session

from taskflow.models.filter import NOBODY, Group, Order, TaskFilter
from taskflow.models.task import Priority, Status, tasks
from taskflow.services.board import read_windows
from taskflow.services.lanes import NAMES_READ, read_lanes
from tests.services.boards import TODAY

COUNT = 10_000
SIZE = 5
SIZES = dict.fromkeys(Status, SIZE)
NOW = datetime(2026, 3, 10, tzinfo=UTC)
Sent = list[tuple[str, Any]]


@contextmanager
def statements(engine: Engine) -> Iterator[Sent]:
    """Collect what is sent to the database, so that it can be sent again."""
    sent: Sent = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def rows_of(engine: Engine, sent: Sent) -> int:
    """Return how many rows the one statement that was sent brings, or the last one, after that of the totals."""
    *totals, (statement, parameters) = sent
    assert all("task_counts" in counting for counting, _ in totals)
    with engine.connect() as connection:
        return len(connection.exec_driver_sql(statement, parameters).all())


def fill(session: Session, names: list[str | None]) -> None:
    places = generate_n_keys_between(None, None, COUNT)
    session.connection().execute(
        insert(tasks),
        [
            {
                "id": str(uuid4()),
                "title": f"Task {number}",
                "description": "x" * 500,
                "status": list(Status)[number % 3],
                "priority": list(Priority)[number // 3 % 3],
                "assignee": names[number % len(names)],
                "due_date": NOW + timedelta(hours=number * 7919 % 1000) if number % 5 else None,
                "created_at": NOW + timedelta(seconds=number * 7907 % 5000),
                "updated_at": NOW,
                "position": places[number],
                "version": 1,
                "search_text": f"task {number}\n{'x' * 500}",
            }
            for number in range(COUNT)
        ],
    )
    session.commit()


@pytest.fixture
def twelve(session: Session) -> None:
    # Coprime with the number of columns, so that everybody has tasks in each.
    fill(session, [None, *(f"Person {number:02}" for number in range(12))])


@pytest.mark.usefixtures("twelve")
def test_lanes_bring_their_first_cards_only(engine: Engine, session: Session) -> None:
    with statements(engine) as sent:
        lanes = [lane.key for lane in read_lanes(session, TaskFilter(), Group.ASSIGNEE, today=TODAY)]
    assert lanes == [*(f"Person {number:02}" for number in range(11)), NOBODY]
    assert rows_of(engine, sent) == 13
    for order in Order:
        with statements(engine) as sent:
            windows = read_windows(
                session, TaskFilter(), SIZES, today=TODAY, order=order, group=Group.ASSIGNEE, lanes=lanes
            )
        assert rows_of(engine, sent) == len(lanes) * SIZE * len(Status)
        assert sum(window.total for window in windows) == COUNT
        assert [len(window.cards) for window in windows] == [len(lanes) * SIZE] * len(Status)


@pytest.mark.usefixtures("twelve")
def test_an_order_brings_the_cards_of_the_windows_only(engine: Engine, session: Session) -> None:
    for order in Order:
        with statements(engine) as sent:
            windows = read_windows(session, TaskFilter(), SIZES, today=TODAY, order=order)
        assert rows_of(engine, sent) == SIZE * len(Status)
        assert sum(window.total for window in windows) == COUNT


@pytest.mark.usefixtures("twelve")
def test_texts_are_looked_up_for_the_cards_that_are_shown_only(engine: Engine, session: Session) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    with statements(engine) as sent:
        read_windows(session, TaskFilter(), SIZES, today=TODAY, order=Order.DUE)
    ((statement, parameters),) = sent
    explain = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        plan = [str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters)]
    by_id = "(id=?)" if engine.dialect.name == "sqlite" else "Index Scan using tasks_pkey"
    assert len([line for line in plan if by_id in line]) == 1


def test_a_board_on_which_everybody_has_one_task_reads_a_limited_number_of_names(
    engine: Engine, session: Session
) -> None:
    # Names that a database puts before the word for nobody.
    fill(session, [*(f"{number:05} Smith" for number in range(COUNT - 1)), None])
    with statements(engine) as sent:
        lanes = read_lanes(session, TaskFilter(), Group.ASSIGNEE, today=TODAY)
    assert rows_of(engine, sent) == NAMES_READ
    assert [lane.key for lane in lanes] == [*(f"{number:05} Smith" for number in range(11)), NOBODY]
    with statements(engine) as sent:
        windows = read_windows(
            session, TaskFilter(), SIZES, today=TODAY, group=Group.ASSIGNEE, lanes=[lane.key for lane in lanes]
        )
    assert rows_of(engine, sent) == len(lanes)
    assert sum(window.total for window in windows) == COUNT
