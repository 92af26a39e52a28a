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
    row = {
        "task_id": task_id,
        "at": at,
        "actor": actor,
        "action": action.value,
        "before": _as_json(before),
        "after": _as_json(after),
    }
    connection.execute(insert(activity), row)


def record_reindexed(connection: Connection, place: Place, *, at: datetime, actor: str | None) -> None:
    """Append a change for every neighbour whose key was rewritten to make room."""
    for row in place.reindexed:
        before, after = {"position": row.before}, {"position": row.after}
        record(connection, Action.REINDEX, row.task_id, at=at, actor=actor, before=before, after=after)


def _as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
