"""Reads what stands around a board: the names to choose from, and whether the sample is still there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import literal, select, union_all
from sqlmodel import Session

from taskflow.models.count import task_counts
from taskflow.models.filter import NOBODY
from taskflow.models.task import tasks
from taskflow.services.sample import IS_SAMPLE
from taskflow.services.search import fold

ASSIGNEES_LISTED = 200
# The totals have a few rows for each name, in the order of names.
_ASSIGNEES = (
    select(task_counts.c.assignee)
    .where(task_counts.c.assignee != NOBODY)
    .distinct()
    .order_by(task_counts.c.assignee)
    .limit(ASSIGNEES_LISTED)
)
_SAMPLE = select(literal(True), tasks.c.id).where(*IS_SAMPLE).limit(1).subquery()


def read_assignees(session: Session) -> Sequence[str]:
    """Return the names that tasks are assigned to, at most 200 of them, in alphabetical order."""
    return _in_order(session.connection().scalars(_ASSIGNEES))


def read_surroundings(session: Session) -> tuple[list[str], bool]:
    """Return, in one query, the names that `read_assignees` would and whether a task of the sample is on the board."""
    names = _ASSIGNEES.subquery()
    rows = session.connection().execute(union_all(select(literal(False), names.c.assignee), select(_SAMPLE))).all()
    return _in_order(name for is_sample, name in rows if not is_sample), any(is_sample for is_sample, _ in rows)


def _in_order(names: Iterable[str]) -> list[str]:
    # Here, because the database sorts byte by byte: Zoé before alice, and both before Émile.
    return sorted(names, key=lambda name: (fold(name), name))
