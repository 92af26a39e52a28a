"""Reads lists of tasks: filtered, sorted, all at once or page by page."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Integer, Row, case, func, literal, select, tuple_
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from taskflow.models.filter import Sort, TaskFilter
from taskflow.models.task import Priority, Status, TaskPublic, is_storable, tasks
from taskflow.services.errors import InvalidCursor
from taskflow.services.search import conditions
from taskflow.services.tasks import PUBLIC_COLUMNS

# Of a title, so that a cursor fits into an address. Titles alike up to there follow each other in any order.
SORTED_LENGTH = 100
# Far above any rank, and within what both databases call an integer.
LARGEST_RANK = 1000
_TASKS = TypeAdapter(list[TaskPublic])
_ANY_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Page:
    """Part of a list, how many tasks match in all, and where the next part begins (`None` at the end)."""

    tasks: Sequence[TaskPublic]
    total: int
    next_cursor: str | None


def list_tasks(
    session: Session,
    wanted: TaskFilter,
    *,
    sort: Sort = Sort.CREATED,
    today: date,
    limit: int | None = None,
    cursor: str | None = None,
) -> Page:
    """Return the matching tasks, all of them or `limit` of them after `cursor`.

    Tasks without a due date come last when sorted by it, in both directions. A cursor keeps its place while others
    add and delete: it names the last task seen, not a number of rows.

    Raises:
        InvalidCursor: when `cursor` was not given out for this sort.
    """
    connection = session.connection()
    matching = conditions(wanted, today)
    keys, is_descending = _sort_keys(sort)
    query = select(*PUBLIC_COLUMNS).where(*matching)
    if cursor is not None:
        last = [literal(value, key.type) for key, value in zip(keys, _decode(cursor, sort, keys), strict=True)]
        query = query.where(tuple_(*keys) < tuple_(*last) if is_descending else tuple_(*keys) > tuple_(*last))
    query = query.order_by(*(key.desc() if is_descending else key.asc() for key in keys))
    if limit is None:
        rows = connection.execute(query).all()
        total = len(rows) if cursor is None else _count(session, matching)
        return Page(_public(rows), total, None)
    query = query.add_columns(*(key.label(f"key{index}") for index, key in enumerate(keys)))
    rows = connection.execute(query.limit(limit + 1)).all()
    next_cursor = _encode(sort, rows[limit - 1][-len(keys) :]) if len(rows) > limit else None
    return Page(_public(rows[:limit]), _count(session, matching), next_cursor)


def count_tasks(session: Session) -> int:
    """Return how many tasks there are, those in the bin left out."""
    return _count(session, [tasks.c.deleted_at.is_(None)])


def _count(session: Session, matching: Sequence[ColumnElement[bool]]) -> int:
    return session.connection().scalar(select(func.count()).select_from(tasks).where(*matching)) or 0


def _public(rows: Sequence[Row[Any]]) -> list[TaskPublic]:
    # All in one call: one by one, and with attributes looked up on rows, it takes four times as long.
    names = TaskPublic.model_fields
    return _TASKS.validate_python([dict(zip(names, row, strict=False)) for row in rows])


def _sort_keys(sort: Sort) -> tuple[list[ColumnElement[Any]], bool]:
    """Return what to sort by, ending in the id so that no two rows are equal, and whether downwards."""
    match sort:
        case Sort.CREATED | Sort.CREATED_DESC:
            key = tasks.c.created_at
        case Sort.UPDATED | Sort.UPDATED_DESC:
            key = tasks.c.updated_at
        case Sort.DUE | Sort.DUE_DESC:
            due, is_descending = tasks.c.due_date, sort is Sort.DUE_DESC
            undated_last = case((due.is_(None), 0 if is_descending else 1), else_=1 if is_descending else 0)
            # Rows of which one holds NULL do not compare, so any date stands for none.
            dated = func.coalesce(due, literal(_ANY_DATE, due.type), type_=due.type)
            return [undated_last, dated, tasks.c.id], is_descending
        case Sort.PRIORITY | Sort.PRIORITY_DESC:
            key = _rank(tasks.c.priority, Priority)
        case Sort.TITLE | Sort.TITLE_DESC:
            # Begins with the title, without case and accents: É sorts beside E in both databases.
            key = func.substr(tasks.c.search_text, 1, SORTED_LENGTH, type_=tasks.c.search_text.type)
        case Sort.BOARD:
            return [_rank(tasks.c.status, Status), tasks.c.position, tasks.c.id], False
    return [key, tasks.c.id], sort.startswith("-")


def _rank(column: ColumnElement[str], values: type[Priority | Status]) -> ColumnElement[int]:
    return case({value.value: rank for rank, value in enumerate(values)}, value=column, else_=literal(-1, Integer))


def _encode(sort: Sort, keys: Sequence[Any]) -> str:
    values = [value.isoformat() if isinstance(value, datetime) else value for value in keys]
    return urlsafe_b64encode(json.dumps([sort.value, *values], ensure_ascii=False).encode()).decode().rstrip("=")


def _decode(cursor: str, sort: Sort, keys: Sequence[ColumnElement[Any]]) -> list[Any]:
    try:
        sorted_by, *values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if sorted_by != sort.value or len(values) != len(keys):
            raise InvalidCursor
        return [_checked(value, key) for value, key in zip(values, keys, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise InvalidCursor from error


def _checked(value: object, key: ColumnElement[Any]) -> object:
    if isinstance(key.type, UTCDateTime) and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise InvalidCursor
        return moment.astimezone(UTC)
    if isinstance(key.type, Integer):
        is_usable = type(value) is int and abs(value) <= LARGEST_RANK
    else:
        is_usable = isinstance(value, str) and is_storable(value)
    if not is_usable:
        raise InvalidCursor
    return value
