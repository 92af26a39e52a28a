"""What can be done with several tasks at once: create, move, edit, delete; all of it in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.fields import is_storable
from taskflow.models.task import Status, TaskCreate, TaskMove, TaskPublic, TaskUpdate, tasks
from taskflow.services.activity import record_reindexed
from taskflow.services.changing import PUBLIC_COLUMNS, change, create, differences, rekeyed
from taskflow.services.errors import TaskNotFound
from taskflow.services.gaps import ABOVE_ALL_KEYS, BELOW_ALL_KEYS, End, gap_at, right_below
from taskflow.services.overtaken import Seen, tell_apart, without_seen
from taskflow.services.positions import Place, block_in
from taskflow.services.writing import board_lock

MOST_TASKS = 1000

_NOTHING: Seen = MappingProxyType({})

_KEYS_OF_ENDS = {End.TOP: ABOVE_ALL_KEYS, End.BOTTOM: BELOW_ALL_KEYS}

_TASKS = select(*PUBLIC_COLUMNS).where(
    tasks.c.id.in_(bindparam("task_ids", expanding=True)), tasks.c.deleted_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of tasks that are still on the board, in the order that was given.

    Those that are `done` are as they were wanted. Those that were `overtaken` somebody changed meanwhile; they stay as
    they are.
    """

    done: list[TaskPublic]
    overtaken: list[TaskPublic]


def create_tasks(
    session: Session, news: Sequence[TaskCreate], *, end: End = End.BOTTOM, actor: str | None = None
) -> list[TaskPublic]:
    """Add the tasks, in the given order, as a block at one end of their columns, and return them.

    Raises:
        ValueError: when there are more than a thousand.
    """
    _refuse_too_many(news)
    with board_lock(session) as connection:
        now = datetime.now(UTC)
        places: dict[Status, Iterator[Place]] = {}
        for status, count in Counter(new.status for new in news).items():
            gap = gap_at(connection, status, _KEYS_OF_ENDS[end], moving=[])
            block = block_in(connection, status, gap, [None] * count)
            record_reindexed(connection, block.reindexed, at=now, actor=actor)
            places[status] = map(Place, block.positions)
        return [create(connection, new, next(places[new.status]), at=now, actor=actor) for new in news]


def move_tasks(
    session: Session,
    task_ids: Sequence[str],
    move: TaskMove,
    *,
    end: End = End.BOTTOM,
    update: TaskUpdate | None = None,
    seen: Seen = _NOTHING,
    actor: str | None = None,
) -> Outcome:
    """Put the tasks, in the given order, as one block beside the neighbours that `move` names, else at `end`.

    A neighbour that moves along stands for where it was. `update` changes further fields, of each task those that it
    was not seen to have already; the column is that of `move`. Who already is in the right place stays there.

    Raises:
        TaskNotFound: when none of the tasks is on the board any more.
        StaleTask: when somebody changed all that are.
        ValueError: when there are more than a thousand.
    """
    wanted, further = _distinct(task_ids), update.changes() if update else {}
    with board_lock(session) as connection:
        named = [task_id for task_id in (move.before_id, move.after_id) if task_id]
        on_board = _read(connection, [*wanted, *named])
        status = {"status": move.status}
        fields = {task_id: without_seen(further, seen.get(task_id, ())) | status for task_id in wanted}
        free, overtaken = tell_apart(_found(on_board, wanted), fields, seen)
        at_key = _key_of_place(on_board, move, end, moving=[task.id for task in free])
        return Outcome(_change(connection, free, fields, free, at_key, actor), overtaken)


def edit_tasks(
    session: Session, task_ids: Sequence[str], update: TaskUpdate, *, seen: Seen = _NOTHING, actor: str | None = None
) -> Outcome:
    """Change the given fields of the tasks; a new status puts them, in the given order, at the bottom of that column.

    Raises:
        TaskNotFound: when none of the tasks is on the board any more.
        StaleTask: when somebody changed these fields of all that are.
        ValueError: when there are more than a thousand.
    """
    wanted = _distinct(task_ids)
    fields = dict.fromkeys(wanted, update.changes())
    with board_lock(session) as connection:
        free, overtaken = tell_apart(_found(_read(connection, wanted), wanted), fields, seen)
        moving = [task for task in free if "status" in differences(task, fields[task.id])]
        return Outcome(_change(connection, free, fields, moving, BELOW_ALL_KEYS, actor), overtaken)


def delete_tasks(session: Session, task_ids: Sequence[str], *, actor: str | None = None) -> list[TaskPublic]:
    """Put the tasks in the bin, and return them as they were; those that already are there are left out.

    Raises:
        TaskNotFound: when none of the tasks is on the board any more.
        ValueError: when there are more than a thousand.
    """
    wanted = _distinct(task_ids)
    with board_lock(session) as connection:
        found = _found(_read(connection, wanted), wanted)
        now = datetime.now(UTC)
        for task in found:
            change(connection, task, {"deleted_at": now}, Action.DELETE, at=now, actor=actor)
        return found


def _distinct(task_ids: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(task_ids))
    _refuse_too_many(wanted)
    return wanted


def _refuse_too_many(given: Sized) -> None:
    if len(given) > MOST_TASKS:
        raise ValueError(f"must not be more than {MOST_TASKS} tasks")


def _read(connection: Connection, task_ids: Iterable[str]) -> dict[str, TaskPublic]:
    rows = connection.execute(_TASKS, {"task_ids": [task_id for task_id in task_ids if is_storable(task_id)]})
    return {row.id: TaskPublic.model_validate(row) for row in rows}


def _found(on_board: Mapping[str, TaskPublic], wanted: Sequence[str]) -> list[TaskPublic]:
    found = [on_board[task_id] for task_id in wanted if task_id in on_board]
    if wanted and not found:
        raise TaskNotFound(wanted[0])
    return found


def _key_of_place(on_board: Mapping[str, TaskPublic], move: TaskMove, end: End, *, moving: Collection[str]) -> str:
    """Return the key at which the block begins: that of the neighbour below, or right below that of the one above."""
    below, above = on_board.get(move.before_id or ""), on_board.get(move.after_id or "")
    neighbours = [(below, below.position)] if below else []
    neighbours += [(above, right_below(above.position))] if above else []
    keys = [(task.id in moving, key) for task, key in neighbours if task.status is move.status]
    if not keys:
        return _KEYS_OF_ENDS[end]
    # A neighbour that stays where it is counts more than one that moves along.
    return min(keys, key=itemgetter(0))[1]


def _change(
    connection: Connection,
    found: Sequence[TaskPublic],
    fields: Mapping[str, Mapping[str, Any]],
    moving: Sequence[TaskPublic],
    at_key: str,
    actor: str | None,
) -> list[TaskPublic]:
    """Change the fields of each that was found, and put those that move as one block at the key of their column."""
    now = datetime.now(UTC)
    places: dict[str, str] = {}
    if moving:
        status: Status = fields[moving[0].id]["status"]
        gap = gap_at(connection, status, at_key, moving=[task.id for task in moving])
        held = [task.position if task.status is status else None for task in moving]
        block = block_in(connection, status, gap, held)
        record_reindexed(connection, block.reindexed, at=now, actor=actor)
        found = [rekeyed(task, block.reindexed) for task in found]
        places = {task.id: position for task, position in zip(moving, block.positions, strict=True)}
    return [
        _changed(connection, task, fields[task.id], places.get(task.id, task.position), at=now, actor=actor)
        for task in found
    ]


def _changed(
    connection: Connection,
    task: TaskPublic,
    fields: Mapping[str, Any],
    position: str,
    *,
    at: datetime,
    actor: str | None,
) -> TaskPublic:
    changes = differences(task, fields)
    action = Action.MOVE if changes.keys() <= {"status"} else Action.EDIT
    # A place in another column is another place, even if it has the same key.
    if "status" in changes or position != task.position:
        changes["position"] = position
    return change(connection, task, changes, action, at=at, actor=actor) if changes else task
