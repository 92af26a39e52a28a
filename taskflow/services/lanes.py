"""Lanes run across all columns of a board: one for each assignee, or one for each priority."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlmodel import Session

from taskflow.models.card import Lane
from taskflow.models.count import task_counts
from taskflow.models.filter import NOBODY, Group, TaskFilter
from taskflow.models.task import ASSIGNED_TO, Priority, tasks
from taskflow.services.counting import is_kept, kept_conditions
from taskflow.services.search import conditions, fold, has_priority, is_assigned_to

LANES = 12
# Above what anybody scrolls through, and low enough that a table full of odd names costs no more than this.
NAMES_READ = 1000


def read_lanes(
    session: Session, wanted: TaskFilter, group: Group, *, today: date, limit: int = LANES
) -> Sequence[Lane]:
    """Return the lanes of the tasks that match, and how many match in each.

    There are always three priorities, the highest first. Assignees are those with matching tasks, at most `limit` of
    them, in alphabetical order; tasks without one come last, and keep their lane when there are too many names.
    """
    if is_kept(wanted):
        lane = task_counts.c[group.value].label("lane")
        counted = select(lane, func.sum(task_counts.c.total).label("total")).where(*kept_conditions(wanted))
    else:
        lane = _lane(group).label("lane")
        counted = select(lane, func.count().label("total")).where(*conditions(wanted, today))
    nobodys_first = case((lane == NOBODY, 0), else_=1)
    rows = session.connection().execute(counted.group_by(lane).order_by(nobodys_first, lane).limit(NAMES_READ))
    totals = {row.lane: row.total for row in rows}
    if group is Group.PRIORITY:
        return [Lane(priority.value, totals.get(priority.value, 0)) for priority in reversed(Priority)]
    nobodys = [NOBODY] if NOBODY in totals else []
    # Sorted here, because the database sorts byte by byte: Zoé before alice, and both before Émile.
    names = sorted(totals.keys() - {NOBODY}, key=lambda name: (fold(name), name))
    return [Lane(key, totals[key]) for key in (*names[: max(limit - len(nobodys), 0)], *nobodys)][:limit]


def lane_among(group: Group, lanes: Sequence[str]) -> ColumnElement[str | None]:
    """Return in which of these lanes a task is; NULL for any other."""
    lane = _lane(group)
    return case((lane.in_(lanes), lane))


def is_in_lane(group: Group, key: str) -> ColumnElement[bool]:
    """Return the condition that a task is in a lane."""
    return has_priority(Priority(key)) if group is Group.PRIORITY else is_assigned_to(key)


def _lane(group: Group) -> ColumnElement[str]:
    match group:
        case Group.ASSIGNEE:
            return ASSIGNED_TO
        case Group.PRIORITY:
            return tasks.c.priority
