"""How many tasks match: exactly from the totals that the database keeps, or as many as are worth counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlmodel import Session

from taskflow.models.count import task_counts
from taskflow.models.filter import TaskFilter
from taskflow.models.task import Status, tasks
from taskflow.services.search import fold

# Beyond it a number tells nobody more than "many", and to count on would take longer the larger the board is.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Total:
    """A number of tasks; there may be more of them when it is a minimum."""

    count: int
    is_minimum: bool = False

    @classmethod
    def of(cls, counted: int) -> Total:
        """Return the total for a number that `counted` found."""
        return cls(min(counted, MOST_COUNTED), counted > MOST_COUNTED)


def is_kept(wanted: TaskFilter) -> bool:
    """Whether the database keeps the totals of a filter: none but those of status, priority and assignee."""
    return wanted.due is None and not fold(wanted.q or "") and wanted.assignee != ""


def kept(wanted: TaskFilter, *more: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return the number of tasks that match a filter of which `is_kept` is true; `more` are about `task_counts`."""
    total = func.coalesce(func.sum(task_counts.c.total), 0)
    return select(total).where(*kept_conditions(wanted), *more).correlate(None).scalar_subquery()


def read_kept(session: Session, wanted: TaskFilter, *keys: ColumnElement[str]) -> dict[tuple[str, ...], int]:
    """Return the totals of such a filter for each value of some columns of `task_counts`."""
    query = select(*keys, func.sum(task_counts.c.total)).where(*kept_conditions(wanted)).group_by(*keys)
    return {tuple(row[:-1]): row[-1] for row in session.connection().execute(query)}


def kept_conditions(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    """Return which rows of `task_counts` a filter counts."""
    named = {"status": wanted.status, "priority": wanted.priority, "assignee": wanted.assignee}
    return [task_counts.c[name] == value for name, value in named.items() if value is not None]


def counted(matching: Sequence[ColumnElement[bool]]) -> ScalarSelect[int]:
    """Return the number of tasks that fulfil the conditions, or any number above MOST_COUNTED; see `Total.of`."""
    some = select(tasks.c.id).where(*matching).limit(MOST_COUNTED + 1).correlate(None).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def total_in_column(wanted: TaskFilter, status: Status, matching: Sequence[ColumnElement[bool]]) -> ScalarSelect[Any]:
    """Return the total of a column, from what is kept or counted by its conditions."""
    return kept(wanted, task_counts.c.status == status.value) if is_kept(wanted) else counted(matching)


def count_tasks(session: Session) -> int:
    """Return how many tasks there are, those in the bin left out."""
    return session.connection().scalar(select(kept(TaskFilter()))) or 0
