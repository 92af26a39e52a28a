"""Takes back what was done, as a further change that can be taken back in its turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import BindParameter, Connection, Row, bindparam, func, select
from sqlmodel import Session

from taskflow.models.activity import Action, activity
from taskflow.models.task import TaskPublic, tasks
from taskflow.services.changing import PUBLIC_COLUMNS, change, rekeyed
from taskflow.services.errors import ChangedSince, NothingToUndo
from taskflow.services.gaps import gap_at
from taskflow.services.positions import Place, place_in
from taskflow.services.writing import board_lock

MOST_CHANGES = 1000
HIGHEST_ID = 2**63 - 1

# What a change is called that takes back another one.
_OPPOSITES = {
    Action.CREATE: Action.DELETE,
    Action.RESTORE: Action.DELETE,
    Action.DELETE: Action.RESTORE,
    Action.EDIT: Action.EDIT,
    Action.MOVE: Action.MOVE,
}


class _KeptTask(TaskPublic):
    """A task on the board or in the bin."""

    deleted_at: AwareDatetime | None


_IDS: BindParameter[str] = bindparam("task_ids", expanding=True)
_deleted = tasks.alias("deleted")
# The tasks themselves, and those that now have a key which one of them may want back.
_TASKS = select(*PUBLIC_COLUMNS, tasks.c.deleted_at).where(
    tasks.c.id.in_(_IDS)
    | (
        tasks.c.deleted_at.is_(None)
        & (
            tasks.c.position.in_(bindparam("positions", expanding=True))
            | tasks.c.position.in_(select(_deleted.c.position).where(_deleted.c.id.in_(_IDS)))
        )
    )
)
_FIRST = (
    select(activity.c.task_id, func.min(activity.c.id).label("id"))
    .where(activity.c.id.in_(bindparam("ids", expanding=True)))
    .group_by(activity.c.task_id)
    .subquery("first")
)
_SINCE = (
    select(activity)
    .join(_FIRST, (activity.c.task_id == _FIRST.c.task_id) & (activity.c.id >= _FIRST.c.id))
    .where(activity.c.action != Action.REINDEX.value)
    .order_by(activity.c.id)
)


def undo(session: Session, activity_ids: Sequence[int], *, actor: str | None = None) -> list[TaskPublic]:
    """Take back the changes, the latest first, all or none; return the tasks that are on the board now.

    What was created goes to the bin, what was deleted comes back, anything else gets the values that it had. A task
    whose place somebody took meanwhile goes right above that one. Later changes that took each other back do not
    count, so that one can undo step by step.

    Raises:
        ChangedSince: when one of the tasks was changed later, and not by one of these changes.
        NothingToUndo: when there is no such change, none is given, or more than a thousand are.
    """
    wanted = {change_id for change_id in activity_ids if 0 < change_id <= HIGHEST_ID}
    if not 0 < len(wanted) <= MOST_CHANGES:
        raise NothingToUndo
    with board_lock(session) as connection:
        since = connection.execute(_SINCE, {"ids": list(wanted)}).all()
        undone = [row for row in since if row.id in wanted]
        task_ids = dict.fromkeys(row.task_id for row in undone)
        kept, others = _read(connection, undone, task_ids)
        if len(undone) != len(set(activity_ids)) or kept.keys() != task_ids.keys():
            raise NothingToUndo
        changed = _changed_since(since, wanted)
        if changed:
            raise ChangedSince(changed[0], kept[changed[0]].title)
        now = datetime.now(UTC)
        for row in reversed(undone):
            made_room = _take_back(connection, kept, others, row, at=now, actor=actor)
            # Neighbours with new keys may be anywhere; from here on the database is asked each time.
            others = None if made_room else others
        return [_public(kept[task_id]) for task_id in task_ids if kept[task_id].deleted_at is None]


def _read(
    connection: Connection, undone: Sequence[Row[Any]], task_ids: Collection[str]
) -> tuple[dict[str, _KeptTask], Sequence[_KeptTask] | None]:
    """Return the tasks of the changes by their ids, and others whose keys may be wanted back."""
    positions = [row.before["position"] for row in undone if "position" in row.before]
    rows = connection.execute(_TASKS, {"task_ids": list(task_ids), "positions": positions})
    found = {row.id: _KeptTask.model_validate(row) for row in rows}
    kept = {task_id: task for task_id, task in found.items() if task_id in task_ids}
    return kept, [task for task_id, task in found.items() if task_id not in kept]


def _changed_since(since: Sequence[Row[Any]], undone: Collection[int]) -> list[str]:
    """Return the tasks that have later changes, other than the undone ones and those that took each other back."""
    standing: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in since:
        changes = standing[row.task_id]
        if changes and changes[-1].id not in undone and row.id not in undone and _takes_back(row, changes[-1]):
            changes.pop()
        else:
            changes.append(row)
    return [task_id for task_id, changes in standing.items() if any(row.id not in undone for row in changes)]


def _takes_back(row: Row[Any], earlier: Row[Any]) -> bool:
    return (row.before, row.after) == (earlier.after, earlier.before)


def _take_back(
    connection: Connection,
    kept: dict[str, _KeptTask],
    others: Sequence[_KeptTask] | None,
    row: Row[Any],
    *,
    at: datetime,
    actor: str | None,
) -> bool:
    """Take back one change, keep what is known of the tasks up to date; return whether neighbours got new keys."""
    task, action = kept[row.task_id], _OPPOSITES[Action(row.action)]
    if (task.deleted_at is None) == (action is Action.RESTORE):
        raise ChangedSince(task.id, task.title)
    place: Place | None = None
    changes: dict[str, Any] = {"deleted_at": at}
    if action is not Action.DELETE:
        earlier = _KeptTask.model_validate({**task.model_dump(), **row.before})
        changes = {name: getattr(earlier, name) for name in row.before}
        if action is Action.RESTORE or "position" in changes:
            place = _place_beside_taker(connection, earlier, None if others is None else [*kept.values(), *others])
    if place:
        kept.update({other.id: rekeyed(other, place.reindexed) for other in kept.values()})
    kept[task.id] = change(connection, task, changes, action, at=at, actor=actor, place=place)
    return bool(place and place.reindexed)


def _place_beside_taker(connection: Connection, earlier: _KeptTask, known: Sequence[_KeptTask] | None) -> Place | None:
    """Return the place right above the task that has taken the earlier one; None when it is free.

    Who may have taken it is among the `known`, if that is given.
    """
    place = (earlier.status, earlier.position)
    if known is not None and not any(
        (task.status, task.position) == place and task.id != earlier.id and not task.deleted_at for task in known
    ):
        return None
    gap = gap_at(connection, earlier.status, earlier.position, moving=[earlier.id])
    return place_in(connection, earlier.status, gap) if gap.upper == earlier.position else None


def _public(task: _KeptTask) -> TaskPublic:
    return TaskPublic.model_validate(task.model_dump(exclude={"deleted_at"}))
