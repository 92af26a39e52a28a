"""A board to try things out on: the tasks of a small team, put on an empty board and taken off again."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from fractional_indexing import (  # pyright: ignore[reportMissingTypeStubs]  # typed, but without the marker
    generate_n_keys_between,
)
from sqlalchemy import Connection, exists, insert, select
from sqlmodel import Session

from taskflow.locales import DEFAULT_LANGUAGE, LANGUAGES
from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskCreate, TaskPublic, tasks
from taskflow.services.activity import record
from taskflow.services.changing import PUBLIC_COLUMNS, change
from taskflow.services.errors import TaskFlowError
from taskflow.services.search import search_text
from taskflow.services.writing import board_lock

# What the id of a sample task begins with, so that it is known as one whatever people make of it.
SAMPLE_PREFIX = "sample-"
# What the query of a sample's tasks must fulfil.
# As a range, which the primary key finds on both databases: "." is the sign after "-".
IS_SAMPLE = (
    tasks.c.deleted_at.is_(None),
    tasks.c.id >= SAMPLE_PREFIX,
    tasks.c.id < SAMPLE_PREFIX[:-1] + ".",
    tasks.c.id.startswith(SAMPLE_PREFIX),
)


class BoardNotEmpty(TaskFlowError):
    """The sample was to be put on a board that holds tasks; nothing was added."""

    code = "board_not_empty"

    def __init__(self) -> None:
        super().__init__("The sample can only be put on an empty board")


def sample_tasks(language: str, today: date) -> list[TaskCreate]:
    """Return the tasks of the sample, each column's in its order, in a language of LANGUAGES, else in English.

    They are due around `today`.
    """
    known = language if language in LANGUAGES else DEFAULT_LANGUAGE
    written: dict[str, Any] = tomllib.loads((Path(__file__).parent / "samples" / f"{known}.toml").read_text("utf-8"))
    return [_dated(fields, today) for fields in written["tasks"]]


def has_sample(session: Session) -> bool:
    """Whether a task of the sample is on the board."""
    return bool(session.connection().scalar(select(exists().where(*IS_SAMPLE))))


def load_sample(session: Session, language: str, today: date, *, actor: str | None = None) -> int:
    """Put the sample on the board, in one transaction, and return how many tasks it has.

    Raises:
        BoardNotEmpty: when a task is on the board; those in the bin do not count.
    """
    with board_lock(session) as connection:
        if connection.scalar(select(exists().where(tasks.c.deleted_at.is_(None)))):
            raise BoardNotEmpty
        now = datetime.now(UTC)
        rows = _rows(sample_tasks(language, today), now)
        connection.execute(
            insert(tasks),
            [{**row, "search_text": search_text(row["title"], row["description"])} for row in rows],
        )
        for row in rows:
            record(connection, Action.CREATE, row["id"], at=now, actor=actor, before={}, after=row)
        return len(rows)


def remove_sample(session: Session, *, actor: str | None = None) -> int:
    """Put every task of the sample that is on the board in the bin, in one transaction, and return how many."""
    with board_lock(session) as connection:
        now = datetime.now(UTC)
        found = _read(connection)
        for task in found:
            change(connection, task, {"deleted_at": now}, Action.DELETE, at=now, actor=actor)
        return len(found)


def _dated(fields: dict[str, Any], today: date) -> TaskCreate:
    days = fields.pop("due_in_days", None)
    day = None if days is None else datetime.combine(today + timedelta(days=days), time.min, UTC)
    return TaskCreate(due_date=day, **fields)


def _rows(new_tasks: list[TaskCreate], now: datetime) -> list[dict[str, Any]]:
    in_column = {status: [new for new in new_tasks if new.status is status] for status in Status}
    keys = {status: iter(generate_n_keys_between(None, None, len(column))) for status, column in in_column.items()}
    return [
        {
            **new.model_dump(),
            "id": f"{SAMPLE_PREFIX}{uuid4()}",
            "position": next(keys[new.status]),
            "version": 1,
            # One after the other, so that a list by age keeps the order.
            "created_at": now + timedelta(microseconds=number),
            "updated_at": now,
            "completed_at": now if new.status is Status.DONE else None,
        }
        for number, new in enumerate(new_tasks)
    ]


def _read(connection: Connection) -> list[TaskPublic]:
    query = select(*PUBLIC_COLUMNS).where(*IS_SAMPLE).order_by(tasks.c.created_at, tasks.c.id)
    return [TaskPublic.model_validate(row) for row in connection.execute(query)]
