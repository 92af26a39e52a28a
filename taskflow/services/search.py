"""Turns a filter into conditions of a query; the one place that knows what a filter means."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement

from taskflow.models.filter import Due, TaskFilter
from taskflow.models.task import Status, tasks


def fold(text: str) -> str:
    """Return `text` as it is searched: without case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def search_text(title: str, description: str | None) -> str:
    """Return what is stored beside a task so that a search finds it."""
    return fold(f"{title}\n{description or ''}")


def conditions(wanted: TaskFilter, today: date) -> list[ColumnElement[bool]]:
    """Return what a task must fulfil to match; tasks in the bin never do.

    `today` is the day where the reader is. A task's due day is the day of its `due_date` in UTC, so that a date
    without a time is the same day for everybody.
    """
    result: list[ColumnElement[bool]] = [tasks.c.deleted_at.is_(None)]
    if wanted.q and wanted.q.strip():
        result.append(tasks.c.search_text.contains(fold(wanted.q.strip()), autoescape=True))
    if wanted.status:
        result.append(tasks.c.status == wanted.status.value)
    if wanted.priority:
        result.append(tasks.c.priority == wanted.priority.value)
    if wanted.assignee is not None:
        result.append(tasks.c.assignee == wanted.assignee)
    if wanted.due:
        result += _due_conditions(wanted.due, today)
    return result


def _due_conditions(due: Due, today: date) -> list[ColumnElement[bool]]:
    start = datetime.combine(today, time.min, UTC)
    match due:
        case Due.OVERDUE:
            return [tasks.c.due_date < start, tasks.c.status != Status.DONE.value]
        case Due.TODAY:
            return [tasks.c.due_date >= start, tasks.c.due_date < start + timedelta(days=1)]
        case Due.WEEK:
            return [tasks.c.due_date >= start, tasks.c.due_date < start + timedelta(days=7)]
        case Due.NONE:
            return [tasks.c.due_date.is_(None)]
