"""What can be done with a task: create, edit, move, delete; each in one transaction under the board's lock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select, true
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.fields import is_storable
from taskflow.models.task import TaskCreate, TaskMove, TaskPublic, TaskUpdate, tasks
from taskflow.services.changing import PUBLIC_COLUMNS, change, create, differences
from taskflow.services.errors import StaleTask, TaskNotFound
from taskflow.services.gaps import End, Gap, gap_parameters, gap_query
from taskflow.services.overtaken import is_overtaken
from taskflow.services.positions import place_in
from taskflow.services.writing import board_lock

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


def read_task(session: Session, task_id: str) -> TaskPublic:
    """Return a task.

    Raises:
        TaskNotFound: when it does not exist or is in the bin.
    """
    return _read(session.connection(), task_id)


def create_task(session: Session, new: TaskCreate, *, end: End = End.BOTTOM, actor: str | None = None) -> TaskPublic:
    """Add a task at one end of its column and return it."""
    with board_lock(session) as connection:
        gap = Gap(*connection.execute(_GAP[end], gap_parameters(new.status)).one())
        place = place_in(connection, new.status, gap)
        return create(connection, new, place, at=datetime.now(UTC), actor=actor)


def edit_task(
    session: Session,
    task_id: str,
    update_: TaskUpdate,
    *,
    expected_version: ExpectedVersion = None,
    seen: TaskUpdate | Sequence[TaskUpdate] = (),
    actor: str | None = None,
) -> TaskPublic:
    """Change the given fields and return the task; a new status puts it at the bottom of that column.

    `seen` is what the writer last saw of these fields, or all that this may have been: what others did to other fields
    meanwhile stays beside this change. What changes nothing leaves no trace: the version stays.

    Raises:
        TaskNotFound: when the task does not exist or is in the bin.
        StaleTask: when its version is not the expected one, or a field to be changed is not as `seen` says.
    """
    status = update_.status if "status" in update_.model_fields_set else None
    with board_lock(session) as connection:
        if status is None:
            task, gap = _read(connection, task_id, expected_version), None
        else:
            wanted = gap_parameters(status, moving=task_id)
            task, gap = _read_with_gap(connection, task_id, wanted, End.BOTTOM, expected_version)
        changes = differences(task, update_.changes())
        if is_overtaken(task, changes, seen):
            raise StaleTask(task)
        if not changes:
            return task
        place = place_in(connection, changes["status"], gap) if gap and "status" in changes else None
        action = Action.MOVE if changes.keys() == {"status"} else Action.EDIT
        return change(connection, task, changes, action, at=datetime.now(UTC), actor=actor, place=place)


def move_task(
    session: Session,
    task_id: str,
    move: TaskMove,
    *,
    end: End = End.BOTTOM,
    expected_version: ExpectedVersion = None,
    seen: TaskUpdate | Sequence[TaskUpdate] = (),
    actor: str | None = None,
) -> TaskPublic:
    """Put the task beside the neighbours that `move` names, else at `end` of the column, and return it.

    A task that already is there stays as it is, version included. `seen` is in which column the writer last saw it.

    Raises:
        TaskNotFound: when the task does not exist or is in the bin.
        StaleTask: when its version is not the expected one, or somebody put it into another column meanwhile.
    """
    wanted = gap_parameters(move.status, before_id=move.before_id, after_id=move.after_id, moving=task_id)
    with board_lock(session) as connection:
        task, gap = _read_with_gap(connection, task_id, wanted, end, expected_version)
        if move.status is task.status and gap.holds(task.position):
            return task
        changes = differences(task, {"status": move.status})
        if is_overtaken(task, changes, seen):
            raise StaleTask(task)
        place = place_in(connection, move.status, gap)
        return change(connection, task, changes, Action.MOVE, at=datetime.now(UTC), actor=actor, place=place)


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
        now = datetime.now(UTC)
        change(connection, task, {"deleted_at": now}, Action.DELETE, at=now, actor=actor)


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
