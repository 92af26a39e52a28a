"""What can be done with a task: create, edit, move, delete; each in one transaction under the board's lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, true, update
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskCreate, TaskMove, TaskPublic, TaskUpdate, is_storable, tasks
from taskflow.services.activity import record, record_reindexed
from taskflow.services.errors import StaleTask, TaskNotFound
from taskflow.services.positions import End, Gap, Place, gap_parameters, gap_query, place_in
from taskflow.services.search import search_text
from taskflow.services.writing import board_lock

PUBLIC_COLUMNS = [tasks.c[name] for name in TaskPublic.model_fields]

# The version that the writer last saw, or those that it accepts; `None` is any.
ExpectedVersion = int | Collection[int] | None

# Built once: building them anew would take longer than running them.
_TASK = select(*PUBLIC_COLUMNS).where(tasks.c.id == bindparam("task_id"), tasks.c.deleted_at.is_(None))
_GAPS = {end: gap_query(end) for end in End}
_GAP = {end: select(gap) for end, gap in _GAPS.items()}
# Both in one query, so that the others wait for one answer less.
_TASK_AND_GAP = {
    end: _TASK.add_columns(gap.c.lower, gap.c.upper).join_from(tasks, gap, true()) for end, gap in _GAPS.items()
}
_UPDATE = update(tasks).where(tasks.c.id == bindparam("task_id"))


def read_task(session: Session, task_id: str) -> TaskPublic:
    """Return a task.

    Raises:
        TaskNotFound: when it does not exist or is in the bin.
    """
    return _read(session.connection(), task_id)


def create_task(session: Session, new: TaskCreate, *, end: End = End.BOTTOM, actor: str | None = None) -> TaskPublic:
    """Add a task at one end of its column and return it."""
    with board_lock(session) as connection:
        now = datetime.now(UTC)
        gap = Gap(*connection.execute(_GAP[end], gap_parameters(new.status)).one())
        place = place_in(connection, new.status, gap)
        task_id = str(uuid4())
        values = {
            **new.model_dump(),
            "id": task_id,
            "position": place.position,
            "version": 1,
            "created_at": now,
            "updated_at": now,
            "completed_at": now if new.status is Status.DONE else None,
        }
        connection.execute(insert(tasks), {**values, "search_text": search_text(new.title, new.description)})
        record_reindexed(connection, place, at=now, actor=actor)
        record(connection, Action.CREATE, task_id, at=now, actor=actor, before={}, after=values)
    return TaskPublic.model_validate(values)


def edit_task(
    session: Session,
    task_id: str,
    update_: TaskUpdate,
    *,
    expected_version: ExpectedVersion = None,
    actor: str | None = None,
) -> TaskPublic:
    """Change the given fields and return the task; a new status puts it at the bottom of that column.

    What changes nothing leaves no trace: the version stays.

    Raises:
        TaskNotFound: when the task does not exist or is in the bin.
        StaleTask: when its version is not the expected one.
    """
    status = update_.status if "status" in update_.model_fields_set else None
    with board_lock(session) as connection:
        if status is None:
            task, gap = _read(connection, task_id, expected_version), None
        else:
            wanted = gap_parameters(status, moving=task_id)
            task, gap = _read_with_gap(connection, task_id, wanted, End.BOTTOM, expected_version)
        changes = _differences(task, update_.changes())
        if not changes:
            return task
        if gap is None or "status" not in changes:
            return _apply(connection, task, changes, Action.EDIT, actor)
        place = place_in(connection, changes["status"], gap)
        action = Action.MOVE if changes.keys() == {"status"} else Action.EDIT
        return _apply(connection, task, changes, action, actor, place)


def move_task(
    session: Session,
    task_id: str,
    move: TaskMove,
    *,
    end: End = End.BOTTOM,
    expected_version: ExpectedVersion = None,
    actor: str | None = None,
) -> TaskPublic:
    """Put the task beside the neighbours that `move` names, else at `end` of the column, and return it.

    A task that already is there stays as it is, version included.

    Raises:
        TaskNotFound: when the task does not exist or is in the bin.
        StaleTask: when its version is not the expected one.
    """
    wanted = gap_parameters(move.status, before_id=move.before_id, after_id=move.after_id, moving=task_id)
    with board_lock(session) as connection:
        task, gap = _read_with_gap(connection, task_id, wanted, end, expected_version)
        if move.status is task.status and gap.holds(task.position):
            return task
        place = place_in(connection, move.status, gap, moving=task_id)
        return _apply(connection, task, _differences(task, {"status": move.status}), Action.MOVE, actor, place)


def delete_task(
    session: Session, task_id: str, *, expected_version: ExpectedVersion = None, actor: str | None = None
) -> None:
    """Put the task in the bin.

    Raises:
        TaskNotFound: when the task does not exist or already is in the bin.
        StaleTask: when its version is not the expected one.
    """
    with board_lock(session) as connection:
        task = _read(connection, task_id, expected_version)
        _apply(connection, task, {}, Action.DELETE, actor)


def _read(connection: Connection, task_id: str, expected_version: ExpectedVersion = None) -> TaskPublic:
    return _checked(_row(connection, _TASK, {"task_id": task_id}), expected_version)


def _read_with_gap(
    connection: Connection,
    task_id: str,
    wanted: Mapping[str, str | None],
    end: End,
    expected_version: ExpectedVersion,
) -> tuple[TaskPublic, Gap]:
    row = _row(connection, _TASK_AND_GAP[end], {"task_id": task_id, **wanted})
    return _checked(row, expected_version), Gap(row.lower, row.upper)


def _row(connection: Connection, query: Select[Any], parameters: Mapping[str, Any]) -> Row[Any]:
    task_id = parameters["task_id"]
    row = connection.execute(query, parameters).one_or_none() if is_storable(task_id) else None
    if row is None:
        raise TaskNotFound(task_id)
    return row


def _checked(row: Row[Any], expected_version: ExpectedVersion) -> TaskPublic:
    task = TaskPublic.model_validate(row)
    accepted = [expected_version] if isinstance(expected_version, int) else expected_version
    if accepted is not None and task.version not in accepted:
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
    """Write the changes and what follows from them, the next version and the activity row; return the changed task."""
    now = datetime.now(UTC)
    if action is Action.DELETE:
        changes["deleted_at"] = now
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
    connection.execute(_UPDATE.values(columns), {"task_id": task.id})
    record(connection, action, task.id, at=now, actor=actor, before=before, after=changes)
    return changed
