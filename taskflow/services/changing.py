"""How one change is written: the task's row, what follows from it, the next version, a row of the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, bindparam, insert, update

from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskCreate, TaskPublic, tasks
from taskflow.services.activity import record, record_reindexed
from taskflow.services.positions import Place, Reindexed
from taskflow.services.search import search_text

PUBLIC_COLUMNS = [tasks.c[name] for name in TaskPublic.model_fields]

# Built once: building them anew would take longer than running them.
_INSERT = insert(tasks)
_UPDATE = update(tasks).where(tasks.c.id == bindparam("task_id"))

SomeTask = TypeVar("SomeTask", bound=TaskPublic)


def create(connection: Connection, new: TaskCreate, place: Place, *, at: datetime, actor: str | None) -> TaskPublic:
    """Write a new task and its activity row, and return it."""
    task_id = str(uuid4())
    values = {
        **new.model_dump(),
        "id": task_id,
        "position": place.position,
        "version": 1,
        "created_at": at,
        "updated_at": at,
        "completed_at": at if new.status is Status.DONE else None,
    }
    connection.execute(_INSERT, {**values, "search_text": search_text(new.title, new.description)})
    record_reindexed(connection, place.reindexed, at=at, actor=actor)
    record(connection, Action.CREATE, task_id, at=at, actor=actor, before={}, after=values)
    return TaskPublic.model_validate(values)


def differences(task: TaskPublic, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the wanted values that the task has not."""
    return {name: value for name, value in wanted.items() if value != getattr(task, name)}


def change(
    connection: Connection,
    task: SomeTask,
    changes: Mapping[str, Any],
    action: Action,
    *,
    at: datetime,
    actor: str | None,
    place: Place | None = None,
) -> SomeTask:
    """Write the changes and what follows from them, the next version and the activity row; return the changed task.

    `task` is as it is in the database, where nobody else can change it while the board's lock is held.
    """
    changes = dict(changes)
    if place:
        record_reindexed(connection, place.reindexed, at=at, actor=actor)
        task = rekeyed(task, place.reindexed)
        changes["position"] = place.position
    if "status" in changes:
        changes.setdefault("completed_at", at if changes["status"] is Status.DONE else None)
    before = {name: getattr(task, name, None) for name in changes}
    changed = task.model_copy(update={**changes, "version": task.version + 1, "updated_at": at})
    columns = {**changes, "version": changed.version, "updated_at": at}
    if "title" in changes or "description" in changes:
        columns["search_text"] = search_text(changed.title, changed.description)
    connection.execute(_UPDATE.values(columns), {"task_id": task.id})
    record(connection, action, task.id, at=at, actor=actor, before=before, after=changes)
    return changed


def rekeyed(task: SomeTask, reindexed: Mapping[str, Reindexed]) -> SomeTask:
    """Return the task with the key that it has since room was made."""
    rewritten = reindexed.get(task.id)
    return task.model_copy(update={"position": rewritten.after}) if rewritten else task
