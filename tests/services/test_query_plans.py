"""On a large board nothing that people read walks over all tasks: the database's own plan says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from math import inf
from typing import Any
from uuid import UUID

import pytest
from fractional_indexing import generate_n_keys_between
from sqlalchemy import Engine, insert
from sqlmodel import Session

from taskflow.models.filter import NOBODY, Due, Group, Order, Sort, TaskFilter
from taskflow.models.task import Priority, Status, tasks
from taskflow.services.board import read_windows
from taskflow.services.counting import count_tasks
from taskflow.services.lanes import read_lanes
from taskflow.services.listing import list_tasks
from taskflow.services.surroundings import read_surroundings
from tests.services.boards import TODAY
from tests.services.test_large_boards import Sent, statements

COUNT = 20_000
NOW = datetime(2026, 3, 10, tzinfo=UTC)
SIZES = dict.fromkeys(Status, 5)
FILTERS = [
    TaskFilter(),
    TaskFilter(priority=Priority.HIGH),
    TaskFilter(assignee="Person 3"),
    TaskFilter(assignee=NOBODY),
    *(TaskFilter(due=due) for due in Due),
    TaskFilter(q="zebra"),
]


@pytest.fixture(autouse=True)
def large(engine: Engine, session: Session) -> None:
    places = generate_n_keys_between(None, None, COUNT)
    rows = [
        {
            "id": str(UUID(int=number * 7919)),
            "title": "Task",
            # As long as people write: of a small table a database may rightly read all.
            "description": "x" * 500,
            "status": list(Status)[number % 3],
            "priority": list(Priority)[number // 3 % 3],
            "assignee": f"Person {number % 20}" if number % 20 else None,
            "due_date": NOW + timedelta(days=number % 613 - 300) if number % 5 else None,
            "created_at": NOW - timedelta(seconds=number * 31),
            "updated_at": NOW - timedelta(seconds=number * 37),
            "position": places[number],
            "version": 1,
            "search_text": f"task {number}{' zebra' if number % 1000 == 7 else ''}\n",
        }
        for number in range(COUNT)
    ]
    session.connection().execute(insert(tasks), rows)
    session.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # As PostgreSQL does by itself after a while; an index of texts with unsorted news in it is dear to read.
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM (ANALYZE) tasks")


def test_nothing_reads_all_tasks(engine: Engine, session: Session) -> None:
    with statements(engine) as sent:
        for wanted, order in product(FILTERS, Order):
            read_windows(session, wanted, SIZES, today=TODAY, order=order)
        for sort in Sort:
            list_tasks(session, TaskFilter(), sort=sort, today=TODAY, limit=5)
        for group in Group:
            lanes = [lane.key for lane in read_lanes(session, TaskFilter(), group, today=TODAY)]
            read_windows(session, TaskFilter(), SIZES, today=TODAY, group=group, lanes=lanes)
        read_surroundings(session)
        count_tasks(session)
    session.rollback()
    assert walks(engine, sent) == []


def walks(engine: Engine, sent: Sent) -> list[Any]:
    """Return the statements whose plan walks over the whole table of tasks."""
    is_sqlite = engine.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN (FORMAT JSON)"
    found = []
    with engine.connect() as connection:
        for statement, parameters in sent:
            rows = connection.exec_driver_sql(f"{explain} {statement}", parameters).all()
            if any("SCAN tasks'" in str(row) for row in rows) if is_sqlite else reads_all(rows[0][0][0]["Plan"]):
                found.append((statement, parameters))
    return found


def reads_all(node: dict[str, Any], limit: float = inf) -> bool:
    """Whether a plan of PostgreSQL reads the table of tasks to its end, as far as it expects.

    Under a limit that is soon reached it may rightly begin at the front: of what every second task is it has 1000 after
    2000 rows. What sorts or counts everything first is bound by no limit above it.
    """
    kind = node["Node Type"]
    if kind == "Seq Scan" and node["Relation Name"] == "tasks":
        return node["Plan Rows"] <= limit
    if kind == "Limit":
        limit = node["Plan Rows"]
    elif kind in ("Sort", "Aggregate", "Hash", "Materialize", "Incremental Sort"):
        limit = inf
    return any(reads_all(part, limit) for part in node.get("Plans", ()))
