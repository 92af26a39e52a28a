"""Appends to the record of changes, and tells what a session, or anybody since a revision, has appended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select
from sqlmodel import Session

from taskflow.models.activity import Action, activity
from taskflow.services.positions import Reindexed

# The key under which a session remembers the ids of its committed changes, and a write those that it has appended.
COMMITTED = "taskflow_committed"
APPENDED_OPTION = "taskflow_appended"

# Who makes the changes of this context, where its caller does not say; None is nobody by name.
WRITER: ContextVar[str | None] = ContextVar("taskflow_writer", default=None)

_INSERT = insert(activity)
_NEWEST = select(func.coalesce(func.max(activity.c.id), 0))
_SINCE = (
    select(activity.c.id, activity.c.task_id, activity.c.action, activity.c.actor, activity.c.before, activity.c.after)
    .where(activity.c.id > bindparam("revision"), activity.c.action != Action.REINDEX.value)
    .order_by(activity.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Change:
    """One recorded change to one task; `before` and `after` hold the fields that changed, as JSON."""

    id: int
    task_id: str
    action: Action
    actor: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def read_revision(session: Session) -> int:
    """Return the board's revision: the id of its newest change, 0 when there is none."""
    return session.connection().scalar(_NEWEST) or 0


def read_changes(session: Session, *, since: int, limit: int) -> Sequence[Change]:
    """Return the first `limit` changes after the revision `since`, oldest first, without those about rewritten keys."""
    rows = session.connection().execute(_SINCE, {"revision": since, "limit": limit})
    return [Change(row.id, row.task_id, Action(row.action), row.actor, row.before, row.after) for row in rows]


def committed(session: Session) -> tuple[int, ...]:
    """Return the ids of the activity rows that this session's writes have appended, in order: what it can undo.

    A write that was rolled back has appended nothing. Rows about rewritten keys are left out.
    """
    return tuple(session.info.get(COMMITTED, ()))


def record(
    connection: Connection,
    action: Action,
    task_id: str,
    *,
    at: datetime,
    actor: str | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Append one change, inside the transaction that makes it. `before` and `after` hold only what changed."""
    row = _row(action, task_id, at, actor, before, after)
    key: Any = connection.execute(_INSERT, row).inserted_primary_key
    change = Change(key.id, task_id, action, row["actor"], row["before"], row["after"])
    connection.get_execution_options()[APPENDED_OPTION].append(change)


def record_reindexed(
    connection: Connection, reindexed: Mapping[str, Reindexed], *, at: datetime, actor: str | None
) -> None:
    """Append a change for every task whose key was rewritten to make room."""
    rows = [
        _row(Action.REINDEX, task_id, at, actor, {"position": row.before}, {"position": row.after})
        for task_id, row in reindexed.items()
        if row.before != row.after
    ]
    if rows:
        connection.execute(_INSERT, rows)


def _row(
    action: Action, task_id: str, at: datetime, actor: str | None, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "task_id": task_id,
        "at": at,
        "actor": WRITER.get() if actor is None else actor,
        "action": action.value,
        "before": _as_json(before),
        "after": _as_json(after),
    }


def _as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
