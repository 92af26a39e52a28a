"""Reads lists of tasks: filtered, sorted, all at once or page by page."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Integer, Row, Select, case, func, literal, select, tuple_, union_all
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from taskflow.models.fields import is_storable
from taskflow.models.filter import Sort, TaskFilter
from taskflow.models.task import SORTED_TITLE, Priority, Status, TaskPublic, tasks
from taskflow.services.counting import is_kept, kept
from taskflow.services.errors import InvalidCursor
from taskflow.services.finding import find
from taskflow.services.search import conditions
from taskflow.services.tasks import PUBLIC_COLUMNS

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
    is_counted: bool = True,
) -> Page:
    """Return the matching tasks, all of them or `limit` of them after `cursor`.

    Who needs no total of a page leaves out that it `is_counted`: to count a frequent text, all tasks are read.

    Tasks without a due date come last when sorted by it, in both directions. A cursor keeps its place while others
    add and delete: it names the last task seen, not a number of rows.

    Raises:
        InvalidCursor: when `cursor` was not given out for this sort.
    """
    connection = session.connection()
    matching = conditions(wanted, today)
    if limit is not None and (found := find(session, wanted, today)):
        matching = found.matching(None, matching)
    keys, is_descending = _sort_keys(sort)
    last = None if cursor is None else _decode(cursor, sort, keys)
    ordering = _directed(keys, is_descending=is_descending)
    if limit is None:
        after = [] if last is None else [_is_after(keys, last, is_descending=is_descending)]
        rows = connection.execute(select(*PUBLIC_COLUMNS).where(*matching, *after).order_by(*ordering)).all()
        total = len(rows) if cursor is None else _count(session, wanted, matching)
        return Page(_public(rows), total, None)
    parts: list[Select[Any]] = []
    for conditions_of_part, sorted_by, before in _parts(sort, keys, last):
        part = select(tasks.c.id).where(*matching, *conditions_of_part)
        if before is not None:
            part = part.where(_is_after(sorted_by, before, is_descending=is_descending))
        part = part.order_by(*_directed(sorted_by, is_descending=is_descending)).limit(limit + 1)
        parts.append(select(part.subquery()))
    # Only ids are sorted again, of a page from each part.
    chosen = union_all(*parts).subquery()
    query = select(*PUBLIC_COLUMNS, *(key.label(f"key{index}") for index, key in enumerate(keys)))
    query = query.join_from(chosen, tasks, tasks.c.id == chosen.c.id).order_by(*ordering).limit(limit + 1)
    rows = connection.execute(query).all()
    next_cursor = _encode(sort, rows[limit - 1][-len(keys) :]) if len(rows) > limit else None
    total = _count(session, wanted, matching) if is_counted else len(rows)
    return Page(_public(rows[:limit]), total, next_cursor)


def _count(session: Session, wanted: TaskFilter, matching: Sequence[ColumnElement[bool]]) -> int:
    if is_kept(wanted):
        return session.connection().scalar(select(kept(wanted))) or 0
    return session.connection().scalar(select(func.count()).select_from(tasks).where(*matching)) or 0


def _public(rows: Sequence[Row[Any]]) -> list[TaskPublic]:
    # All in one call: one by one, and with attributes looked up on rows, it takes four times as long.
    names = TaskPublic.model_fields
    return _TASKS.validate_python([dict(zip(names, row, strict=False)) for row in rows])


def _parts(
    sort: Sort, keys: Sequence[ColumnElement[Any]], last: Sequence[Any] | None
) -> list[tuple[list[ColumnElement[bool]], Sequence[ColumnElement[Any]], Sequence[Any] | None]]:
    """Return the parts of a list, each in the order of an index: conditions, sort keys, and of these the last seen."""
    if sort in {Sort.PRIORITY, Sort.PRIORITY_DESC}:
        column, values = tasks.c.priority, list(Priority)
    elif sort is Sort.BOARD:
        column, values = tasks.c.status, list(Status)
    elif sort in {Sort.DUE, Sort.DUE_DESC}:
        return _dated_and_undated(last, is_descending=sort is Sort.DUE_DESC)
    else:
        return [([], keys, last)]
    return [
        ([column == value.value], keys[1:], last[1:] if last and last[0] == rank else None)
        for rank, value in enumerate(values)
        if last is None or (rank <= last[0] if sort.startswith("-") else rank >= last[0])
    ]


def _dated_and_undated(
    last: Sequence[Any] | None, *, is_descending: bool
) -> list[tuple[list[ColumnElement[bool]], Sequence[ColumnElement[Any]], Sequence[Any] | None]]:
    due = tasks.c.due_date
    undated = 0 if is_descending else 1
    is_in_undated = last is not None and last[0] == undated
    parts: list[tuple[list[ColumnElement[bool]], Sequence[ColumnElement[Any]], Sequence[Any] | None]] = [
        ([due.is_(None)], [tasks.c.id], last[2:] if last is not None and is_in_undated else None)
    ]
    if not is_in_undated:
        parts.append(([due.is_not(None)], [due, tasks.c.id], None if last is None else last[1:]))
    return parts


def _is_after(keys: Sequence[ColumnElement[Any]], last: Sequence[Any], *, is_descending: bool) -> ColumnElement[bool]:
    values = tuple_(*(literal(value, key.type) for key, value in zip(keys, last, strict=True)))
    return tuple_(*keys) < values if is_descending else tuple_(*keys) > values


def _directed(keys: Sequence[ColumnElement[Any]], *, is_descending: bool) -> list[ColumnElement[Any]]:
    return [key.desc() if is_descending else key.asc() for key in keys]


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
            key = SORTED_TITLE
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
