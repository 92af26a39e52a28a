"""What can be done with a task: create, edit, move, delete; each in one transaction under the board's lock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskCreate, TaskMove, TaskPublic, TaskUpdate, is_storable, tasks
from taskflow.services import positions
from taskflow.services.activity import record, record_reindexed
from taskflow.services.errors import StaleTask, TaskNotFound
from taskflow.services.positions import Place
from taskflow.services.search import search_text
from taskflow.services.writing import board_lock

PUBLIC_COLUMNS = [tasks.c[name] for name in TaskPublic.model_fields]


class End(StrEnum):
    """An end of a column."""

    TOP = "top"
    BOTTOM = "bottom"


def read_task(session: Session, task_id: str) -> TaskPublic:
    """Return a task.

    Raises:
        TaskNotFound: when it does not exist or is in the bin.
    """
    return _current(session.connection(), task_id, None)


def create_task(session: Session, new: TaskCreate, *, end: End = End.BOTTOM, actor: str | None = None) -> TaskPublic:
    """Add a task at one end of its column and return it."""
    now = datetime.now(UTC)
    with board_lock(session) as connection:
        place = (
            positions.top_of(connection, new.status) if end is End.TOP else positions.bottom_of(connection, new.status)
        )
        values = {
            **new.model_dump(),
            "id": str(uuid4()),
            "position": place.position,
            "version": 1,
            "created_at": now,
            "updated_at": now,
            "completed_at": now if new.status is Status.DONE else None,
        }
        connection.execute(
            insert(tasks), {**values, "search_text": search_text(new.title, new.description), "deleted_at": None}
        )
        record_reindexed(connection, place, at=now, actor=actor)
        record(connection, Action.CREATE, values["id"], at=now, actor=actor, before={}, after=values)
    return TaskPublic.model_validate(values)


def edit_task(
    session: Session,
    task_id: str,
    update_: TaskUpdate,
    *,
    expected_version: int | None = None,
    actor: str | None = None,
) -> TaskPublic:
    """Change the given fields and return the task; a new status puts it at the bottom of that column.

    What changes nothing leaves no trace: the version stays.

    Raises:
        TaskNotFound: when the task does not exist or is in the bin.
        StaleTask: when its version is not the expected one.
    """
    with board_lock(session) as connection:
        task = _current(connection, task_id, expected_version)
        changes = _differences(task, update_.changes())
        if not changes:
            return task
        if "status" not in changes:
            return _apply(connection, task, changes, Action.EDIT, actor)
        place = positions.bottom_of(connection, changes["status"])
        action = Action.MOVE if changes.keys() == {"status"} else Action.EDIT
        return _apply(connection, task, changes, action, actor, place)


def move_task(
    session: Session,
    task_id: str,
    move: TaskMove,
    *,
    end: End = End.BOTTOM,
    expected_version: int | None = None,
    actor: str | None = None,
) -> TaskPublic:
    """Put the task beside the neighbours that `move` names, else at `end` of the column, and return it.

    A task that already is there stays as it is, version included.

    Raises:
        TaskNotFound: when the task does not exist or is in the bin.
        StaleTask: when its version is not the expected one.
    """
    with board_lock(session) as connection:
        task = _current(connection, task_id, expected_version)
        if move.before_id or move.after_id:
            place = positions.beside(
                connection, move.status, before_id=move.before_id, after_id=move.after_id, moving=task_id
            )
        elif end is End.TOP:
            place = positions.top_of(connection, move.status, moving=task_id)
        else:
            place = positions.bottom_of(connection, move.status, moving=task_id)
        if move.status is task.status and positions.is_same_place(connection, task, place):
            return task
        return _apply(connection, task, _differences(task, {"status": move.status}), Action.MOVE, actor, place)


def delete_task(
    session: Session, task_id: str, *, expected_version: int | None = None, actor: str | None = None
) -> None:
    """Put the task in the bin.

    Raises:
        TaskNotFound: when the task does not exist or already is in the bin.
        StaleTask: when its version is not the expected one.
    """
    with board_lock(session) as connection:
        task = _current(connection, task_id, expected_version)
        _apply(connection, task, {"deleted_at": datetime.now(UTC)}, Action.DELETE, actor)


def _current(connection: Connection, task_id: str, expected_version: int | None) -> TaskPublic:
    if not is_storable(task_id):
        raise TaskNotFound(task_id)
    query = select(*PUBLIC_COLUMNS).where(tasks.c.id == task_id, tasks.c.deleted_at.is_(None))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise TaskNotFound(task_id)
    task = TaskPublic.model_validate(row)
    if expected_version is not None and task.version != expected_version:
        raise StaleTask(task)
    return task


def _differences(task: TaskPublic, wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if value != getattr(task, name)}


def _apply(
    connection: Connection,
    task: TaskPublic,
    changes: dict[str, Any],
    action: Action,
    actor: str | None,
    place: Place | None = None,
) -> TaskPublic:
    """Write the changes, the next version and the activity row; return the task as it is then."""
    now = datetime.now(UTC)
    if place:
        changes["position"] = place.position
        record_reindexed(connection, place, at=now, actor=actor)
    if "status" in changes:
        changes["completed_at"] = now if changes["status"] is Status.DONE else None
    before = {name: getattr(task, name, None) for name in changes}
    changed = task.model_copy(update={**changes, "version": task.version + 1, "updated_at": now})
    columns = {**changes, "version": changed.version, "updated_at": now}
    if "title" in changes or "description" in changes:
        columns["search_text"] = search_text(changed.title, changed.description)
    connection.execute(update(tasks).where(tasks.c.id == task.id).values(columns))
    record(connection, action, task.id, at=now, actor=actor, before=before, after=changes)
    return changed
