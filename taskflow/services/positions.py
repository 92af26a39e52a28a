"""Places in a column: string keys between neighbours, computed under the board's lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fractional_indexing import generate_key_between, generate_n_keys_between
from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, literal, select, update

from taskflow.models.task import Status, TaskPublic, is_storable, tasks

# Dropping again and again into one gap lengthens the keys by about a character every six drops. Past this length the
# neighbourhood gets new, short keys: first this many neighbours on each side, then twice as many, up to the column.
LONGEST_KEY = 48
NEIGHBOURS_REINDEXED = 16


@dataclass(frozen=True, slots=True)
class Reindexed:
    """A neighbour whose key was rewritten; its place among the others did not change."""

    task_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Place:
    """A free key in a column, and the neighbours that had to make room for it."""

    position: str
    reindexed: Sequence[Reindexed] = field(default=())


def top_of(connection: Connection, status: Status, *, moving: str = "") -> Place:
    """Return a place above every task of the column other than the moving one."""
    return _between(connection, status, None, _first(connection, status, moving=moving), moving=moving)


def bottom_of(connection: Connection, status: Status, *, moving: str = "") -> Place:
    """Return a place below every task of the column other than the moving one."""
    return _between(connection, status, _last(connection, status, moving=moving), None, moving=moving)


def beside(
    connection: Connection, status: Status, *, before_id: str | None, after_id: str | None, moving: str
) -> Place:
    """Return a place right above `before_id`, else right below `after_id`, else at the bottom of the column.

    A neighbour that is not in this column (any more) is passed over: somebody moved it meanwhile.
    """
    wanted = [task_id for task_id in (before_id, after_id) if task_id and task_id != moving and is_storable(task_id)]
    found = _positions_of(connection, status, wanted) if wanted else {}
    if before_id in found:
        upper = found[before_id]
        lower = _last(connection, status, tasks.c.position < upper, moving=moving)
        return _between(connection, status, lower, upper, moving=moving)
    if after_id in found:
        lower = found[after_id]
        upper = _first(connection, status, tasks.c.position > lower, moving=moving)
        return _between(connection, status, lower, upper, moving=moving)
    return bottom_of(connection, status, moving=moving)


def is_same_place(connection: Connection, task: TaskPublic, place: Place) -> bool:
    """Whether the task would stay between the neighbours it has in its column now."""
    if place.reindexed:
        return False
    low, high = sorted((task.position, place.position))
    between = _first(connection, task.status, tasks.c.position > low, tasks.c.position < high, moving=task.id)
    return between is None


def _between(connection: Connection, status: Status, lower: str | None, upper: str | None, *, moving: str) -> Place:
    key = generate_key_between(lower, upper)
    if len(key) <= LONGEST_KEY:
        return Place(key)
    count = NEIGHBOURS_REINDEXED
    while True:
        place, is_whole_column = _reindexed(connection, status, lower, upper, count, moving)
        if is_whole_column or max(len(place.position), *(len(row.after) for row in place.reindexed)) <= LONGEST_KEY:
            _rewrite(connection, place.reindexed)
            return place
        count *= 2


def _reindexed(
    connection: Connection, status: Status, lower: str | None, upper: str | None, count: int, moving: str
) -> tuple[Place, bool]:
    """Return new keys for `count` neighbours on each side and one free key between them, and whether that is everybody."""
    above = (
        _neighbours(connection, status, tasks.c.position <= lower, tasks.c.position.desc(), count, moving)
        if lower
        else []
    )
    below = (
        _neighbours(connection, status, tasks.c.position >= upper, tasks.c.position.asc(), count, moving)
        if upper
        else []
    )
    # One row more than wanted was read on each side: it keeps its key and bounds the new ones.
    low, high = above[count:], below[count:]
    rows = [*reversed(above[:count]), *below[:count]]
    keys = generate_n_keys_between(low[0].position if low else None, high[0].position if high else None, len(rows) + 1)
    gap = len(above[:count])
    free = keys.pop(gap)
    moved = tuple(Reindexed(row.id, row.position, key) for row, key in zip(rows, keys, strict=True))
    return Place(free, moved), not low and not high


def _rewrite(connection: Connection, rows: Sequence[Reindexed]) -> None:
    # In two steps, because a new key may still be held by a row that is rewritten later.
    ids = [row.task_id for row in rows]
    connection.execute(update(tasks).where(tasks.c.id.in_(ids)).values(position=literal("~") + tasks.c.id))
    connection.execute(
        update(tasks).where(tasks.c.id == bindparam("task_id")).values(position=bindparam("key")),
        [{"task_id": row.task_id, "key": row.after} for row in rows],
    )


def _in_column(status: Status, moving: str) -> list[ColumnElement[bool]]:
    return [tasks.c.status == status.value, tasks.c.deleted_at.is_(None), tasks.c.id != moving]


def _first(connection: Connection, status: Status, *conditions: ColumnElement[bool], moving: str = "") -> str | None:
    return connection.scalar(select(func.min(tasks.c.position)).where(*_in_column(status, moving), *conditions))


def _last(connection: Connection, status: Status, *conditions: ColumnElement[bool], moving: str = "") -> str | None:
    return connection.scalar(select(func.max(tasks.c.position)).where(*_in_column(status, moving), *conditions))


def _positions_of(connection: Connection, status: Status, ids: Sequence[str]) -> dict[str | None, str]:
    rows = connection.execute(select(tasks.c.id, tasks.c.position).where(*_in_column(status, ""), tasks.c.id.in_(ids)))
    return {row.id: row.position for row in rows}


def _neighbours(
    connection: Connection,
    status: Status,
    side: ColumnElement[bool],
    order: ColumnElement[str],
    count: int,
    moving: str,
) -> Sequence[Row[tuple[str, str]]]:
    query = select(tasks.c.id, tasks.c.position).where(*_in_column(status, moving), side).order_by(order)
    return connection.execute(query.limit(count + 1)).all()
