"""Reads what a board shows: for each column the first cards that match, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, union_all
from sqlmodel import Session

from taskflow.models.card import CardRow, Window
from taskflow.models.filter import TaskFilter
from taskflow.models.task import Priority, Status, tasks
from taskflow.services.search import conditions, fold

EXCERPT_LENGTH = 120
ASSIGNEES_LISTED = 200


def read_windows(session: Session, wanted: TaskFilter, sizes: Mapping[Status, int], *, today: date) -> list[Window]:
    """Return a window of up to `sizes[status]` cards for each named column.

    One query, whatever the board's size, so that cards and totals are those of one moment.
    """
    if not sizes:
        return []
    matching = conditions(wanted, today)
    columns = union_all(*(_first_of_column(status, size, matching) for status, size in sizes.items())).subquery()
    cards: dict[str, list[CardRow]] = {status.value: [] for status in sizes}
    totals: dict[str, int] = {}
    for row in session.connection().execute(select(columns).order_by(columns.c.position)):
        cards[row.status].append(_card(row))
        totals[row.status] = row.total
    return [
        Window(status, tuple(cards[status.value][:size]), totals.get(status.value, 0)) for status, size in sizes.items()
    ]


def read_assignees(session: Session) -> Sequence[str]:
    """Return the names that tasks are assigned to, at most 200 of them, in alphabetical order."""
    query = (
        select(tasks.c.assignee)
        .where(tasks.c.deleted_at.is_(None), tasks.c.assignee != "")
        .distinct()
        .order_by(tasks.c.assignee)
        .limit(ASSIGNEES_LISTED)
    )
    # Sorted here, because the database sorts byte by byte: Zoé before alice, and both before Émile.
    return sorted(session.connection().scalars(query), key=lambda name: (fold(name), name))


def _first_of_column(status: Status, size: int, matching: Sequence[ColumnElement[bool]]) -> Select[Any]:
    conditions_ = [tasks.c.status == status.value, *matching]
    total = select(func.count()).select_from(tasks).where(*conditions_).correlate(None).scalar_subquery()
    first = (
        select(
            tasks.c.id,
            tasks.c.title,
            func.substr(tasks.c.description, 1, EXCERPT_LENGTH + 1).label("description"),
            tasks.c.status,
            tasks.c.priority,
            tasks.c.assignee,
            tasks.c.due_date,
            tasks.c.version,
            tasks.c.position,
            total.label("total"),
        )
        .where(*conditions_)
        .order_by(tasks.c.position)
        # The total comes with the rows, so a window of no cards reads one and leaves it out.
        .limit(max(size, 1))
    )
    return select(first.subquery())


def _card(row: Row[Any]) -> CardRow:
    return CardRow(
        id=row.id,
        title=row.title,
        excerpt=_first_line(row.description),
        status=Status(row.status),
        priority=Priority(row.priority),
        assignee=row.assignee or "",
        due_date=row.due_date,
        version=row.version,
    )


def _first_line(description: str | None) -> str:
    line = (description or "").partition("\n")[0].rstrip()
    return line if len(line) <= EXCERPT_LENGTH else line[:EXCERPT_LENGTH].rstrip() + "…"
