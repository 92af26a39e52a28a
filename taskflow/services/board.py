"""Reads what a board shows: for each column the first cards that match, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select, union_all
from sqlmodel import Session

from taskflow.models.card import CardRow, Window
from taskflow.models.filter import TaskFilter
from taskflow.models.task import Priority, Status, tasks
from taskflow.services.search import conditions

EXCERPT_LENGTH = 120
ASSIGNEES_LISTED = 200


def read_windows(session: Session, wanted: TaskFilter, sizes: Mapping[Status, int], *, today: date) -> list[Window]:
    """Return a window of up to `sizes[status]` cards for each named column; two queries, whatever the board's size."""
    if not sizes:
        return []
    matching = conditions(wanted, today)
    columns = [
        select(
            tasks.c.id,
            tasks.c.title,
            func.substr(tasks.c.description, 1, EXCERPT_LENGTH + 1).label("description"),
            tasks.c.status,
            tasks.c.priority,
            tasks.c.assignee,
            tasks.c.due_date,
            tasks.c.version,
        )
        .where(tasks.c.status == status.value, *matching)
        .order_by(tasks.c.position)
        .limit(size)
        .subquery()
        for status, size in sizes.items()
    ]
    cards: dict[str, list[CardRow]] = {status.value: [] for status in sizes}
    for row in session.connection().execute(union_all(*(select(column) for column in columns))):
        cards[row.status].append(
            CardRow(
                id=row.id,
                title=row.title,
                excerpt=_first_line(row.description),
                status=Status(row.status),
                priority=Priority(row.priority),
                assignee=row.assignee or "",
                due_date=row.due_date,
                version=row.version,
            )
        )
    counted = (
        select(tasks.c.status, func.count())
        .where(tasks.c.status.in_([status.value for status in sizes]), *matching)
        .group_by(tasks.c.status)
    )
    totals = {status: count for status, count in session.connection().execute(counted)}
    return [Window(status, tuple(cards[status.value]), totals.get(status.value, 0)) for status in sizes]


def read_assignees(session: Session) -> Sequence[str]:
    """Return the names that tasks are assigned to, in order, at most 200 of them."""
    query = (
        select(tasks.c.assignee)
        .where(tasks.c.deleted_at.is_(None), tasks.c.assignee != "")
        .distinct()
        .order_by(tasks.c.assignee)
        .limit(ASSIGNEES_LISTED)
    )
    return session.connection().execute(query).scalars().all()


def _first_line(description: str | None) -> str:
    line = (description or "").partition("\n")[0].rstrip()
    return line if len(line) <= EXCERPT_LENGTH else line[:EXCERPT_LENGTH].rstrip() + "…"
