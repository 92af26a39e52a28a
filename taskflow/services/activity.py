"""Appends to the record of changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from taskflow.models.activity import Action, activity
from taskflow.services.positions import Place


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
    connection.execute(insert(activity), _row(action, task_id, at, actor, before, after))


def record_reindexed(connection: Connection, place: Place, *, at: datetime, actor: str | None) -> None:
    """Append a change for every neighbour whose key was rewritten to make room."""
    rows = [
        _row(Action.REINDEX, row.task_id, at, actor, {"position": row.before}, {"position": row.after})
        for row in place.reindexed
        if row.before != row.after
    ]
    if rows:
        connection.execute(insert(activity), rows)


def _row(
    action: Action, task_id: str, at: datetime, actor: str | None, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "task_id": task_id,
        "at": at,
        "actor": actor,
        "action": action.value,
        "before": _as_json(before),
        "after": _as_json(after),
    }


def _as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
