"""Fills a new database with believable tasks, 100,000 of them in seconds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import Any
from uuid import UUID

from fractional_indexing import generate_n_keys_between
from sqlalchemy import JSON, Engine, insert, literal, null, select

from taskflow.models.activity import Action, activity
from taskflow.models.task import Status, tasks
from taskflow.services.search import search_text
from tests.benchmarks.believable import SEED, Kind, believable_board

# So many rows are sent at once.
BATCH = 5000
YEAR_SECONDS = 31_000_000
_RECORDED = select(
    tasks.c.id, tasks.c.created_at, null(), literal(Action.CREATE.value), literal({}, JSON), literal({}, JSON)
).order_by(tasks.c.created_at)


def seed(engine: Engine, count: int) -> None:
    """Put `count` tasks on the empty board of a database that is up to date, each with a record of its creation."""
    rows = seeded_rows(count, datetime.now(UTC))
    with engine.begin() as connection:
        while batch := list(islice(rows, BATCH)):
            connection.execute(insert(tasks), batch)
        names = ["task_id", "at", "actor", "action", "before", "after"]
        connection.execute(insert(activity).from_select(names, _RECORDED))
    # As either database does by itself some time after so many rows have come.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def seeded_rows(count: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Give `count` rows of `tasks`, made within the year before `now`, due around it."""
    board = believable_board(count)
    columns = Counter(kind.status for kind in board)
    keys = {status: iter(generate_n_keys_between(None, None, columns[status])) for status in Status}
    chance = random.Random(SEED)  # noqa: S311  (the same ids each time, no secret)
    midnight = datetime.combine(now.date(), time.min, UTC)
    for number, kind in enumerate(board):
        made = now - timedelta(seconds=YEAR_SECONDS * (count - number) / count)
        yield {
            "id": str(UUID(int=chance.getrandbits(128), version=4)),
            "title": f"{kind.title}{_suffix(number)}",
            "description": kind.description,
            "status": kind.status.value,
            "priority": kind.priority.value,
            "assignee": kind.assignee,
            "due_date": None if kind.due_in_days is None else midnight + timedelta(days=kind.due_in_days),
            "created_at": made,
            "updated_at": made,
            "completed_at": made if kind.status is Status.DONE else None,
            "position": next(keys[kind.status]),
            "version": 1,
            "search_text": _searched(kind).replace("\n", f"{_suffix(number).casefold()}\n", 1),
        }


def _suffix(number: int) -> str:
    return f" (TF-{number})"


# What takes long is to fold, and nothing of the suffix needs it but its case.
@cache
def _searched(kind: Kind) -> str:
    return search_text(kind.title, kind.description)
