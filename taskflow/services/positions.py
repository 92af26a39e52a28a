"""Places in a column: string keys between neighbours, computed under the board's lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from fractional_indexing import (  # pyright: ignore[reportMissingTypeStubs]  # typed, but without the marker
    generate_key_between,
    generate_n_keys_between,
)
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    String,
    Subquery,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
    update,
)

from taskflow.models.task import Status, is_storable, tasks

# Dropping again and again into one gap lengthens the keys by about a character every six drops. Past this length the
# neighbourhood gets new, short keys: first this many neighbours on each side, then twice as many, up to the column.
LONGEST_KEY = 48
NEIGHBOURS_REINDEXED = 16


class End(StrEnum):
    """An end of a column."""

    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Gap:
    """The keys right above and right below a place; `None` at an end of the column."""

    lower: str | None
    upper: str | None

    def holds(self, key: str) -> bool:
        """Whether the key already lies in the gap."""
        return (self.lower is None or self.lower < key) and (self.upper is None or key < self.upper)


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


class _Neighbour(NamedTuple):
    task_id: str
    position: str


def gap_query(end: End) -> Subquery:
    """Return a query for one row, `lower` and `upper`: the gap to go to; `gap_parameters` says whose.

    It is right above the task `before_id`, else right below `after_id`, else at `end` of the column. A neighbour that
    is not in this column (any more) is passed over: somebody moved it meanwhile.
    """
    named = _named_neighbours()
    is_above, is_below = named.c.before.is_not(None), named.c.after.is_not(None)
    last_above = _in_column_of(named, _LAST, _neighbour.c.position < named.c.before)
    first_below = _in_column_of(named, _FIRST, _neighbour.c.position > named.c.after)
    last = _in_column_of(named, _LAST) if end is End.BOTTOM else null()
    first = _in_column_of(named, _FIRST) if end is End.TOP else null()
    lower = case((is_above, last_above), (is_below, named.c.after), else_=last)
    upper = case((is_above, named.c.before), (is_below, first_below), else_=first)
    return select(lower.label("lower"), upper.label("upper")).select_from(named).subquery("gap")


def gap_parameters(
    status: Status, *, before_id: str | None = None, after_id: str | None = None, moving: str = ""
) -> dict[str, str | None]:
    """Return what `gap_query` asks for: the column, the neighbours a client named, and the task that is to go there."""
    return {
        "column": status.value,
        "before_id": before_id if before_id and is_storable(before_id) else None,
        "after_id": after_id if after_id and is_storable(after_id) else None,
        "moving": moving,
    }


def place_in(connection: Connection, status: Status, gap: Gap, *, moving: str = "") -> Place:
    """Return a free key in the gap; where the keys around it have grown long, they are rewritten first."""
    key = generate_key_between(gap.lower, gap.upper)
    if len(key) <= LONGEST_KEY:
        return Place(key)
    count = NEIGHBOURS_REINDEXED
    while True:
        above = _read_neighbours(connection, status, gap.lower, count, moving, are_above=True)
        below = _read_neighbours(connection, status, gap.upper, count, moving, are_above=False)
        # One row more than wanted was read on each side: it keeps its key and bounds the new ones.
        bounds = Gap(_key_at(above, count), _key_at(below, count))
        place = _spread([*reversed(above[:count]), *below[:count]], len(above[:count]), bounds)
        is_whole_column = bounds == Gap(None, None)
        if is_whole_column or max(len(place.position), *(len(row.after) for row in place.reindexed)) <= LONGEST_KEY:
            _rewrite(connection, status, place.reindexed, bounds)
            return place
        count *= 2


_neighbour = tasks.alias("neighbour")
_LAST, _FIRST = func.max(_neighbour.c.position), func.min(_neighbour.c.position)


def _named_neighbours() -> Subquery:
    """Return a query for one row, `before` and `after`: the keys of the named neighbours that are in the column."""
    named = tasks.alias("named")
    before_id, after_id = bindparam("before_id", type_=String), bindparam("after_id", type_=String)
    keys = [
        func.max(case((named.c.id == task_id, named.c.position))).label(name)
        for name, task_id in (("before", before_id), ("after", after_id))
    ]
    return select(*keys).where(named.c.id.in_([before_id, after_id]), *_in_column(named)).subquery("neighbours")


def _in_column_of(
    named: Subquery, outermost: ColumnElement[Any], *conditions: ColumnElement[bool]
) -> ColumnElement[Any]:
    return select(outermost).where(*_in_column(_neighbour), *conditions).correlate(named).scalar_subquery()


def _in_column(table: FromClause) -> list[ColumnElement[bool]]:
    return [
        table.c.status == bindparam("column", type_=String),
        table.c.deleted_at.is_(None),
        table.c.id != bindparam("moving", type_=String),
    ]


def _read_neighbours(
    connection: Connection, status: Status, key: str | None, count: int, moving: str, *, are_above: bool
) -> list[_Neighbour]:
    """Return the nearest `count` tasks on one side of the gap and one more, nearest first."""
    if key is None:
        return []
    position = tasks.c.position
    side, order = (position <= key, position.desc()) if are_above else (position >= key, position.asc())
    query = select(tasks.c.id, position).where(*_in_column(tasks), side).order_by(order).limit(count + 1)
    rows = connection.execute(query, {"column": status.value, "moving": moving})
    return [_Neighbour(row.id, row.position) for row in rows]


def _key_at(rows: Sequence[_Neighbour], index: int) -> str | None:
    return rows[index].position if index < len(rows) else None


def _spread(rows: Sequence[_Neighbour], place_index: int, bounds: Gap) -> Place:
    """Return new keys for the rows, evenly between the bounds, and a free one above the row at `place_index`."""
    keys = generate_n_keys_between(bounds.lower, bounds.upper, len(rows) + 1)
    free = keys.pop(place_index)
    return Place(free, [Reindexed(row.task_id, row.position, key) for row, key in zip(rows, keys, strict=True)])


def _rewrite(connection: Connection, status: Status, rows: Sequence[Reindexed], bounds: Gap) -> None:
    # In two steps, because a new key may still be held by a row that is rewritten later, or by the moving task itself.
    inside = [
        tasks.c.status == status.value,
        tasks.c.deleted_at.is_(None),
        *([tasks.c.position > bounds.lower] if bounds.lower is not None else []),
        *([tasks.c.position < bounds.upper] if bounds.upper is not None else []),
    ]
    connection.execute(update(tasks).where(*inside).values(position=literal("~") + tasks.c.id))
    connection.execute(
        update(tasks).where(tasks.c.id == bindparam("task_id")).values(position=bindparam("key")),
        [{"task_id": row.task_id, "key": row.after} for row in rows],
    )
