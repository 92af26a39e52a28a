"""Places in a column: string keys between neighbours, computed under the board's lock."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fractional_indexing import (  # pyright: ignore[reportMissingTypeStubs]  # typed, but without the marker
    generate_n_keys_between,
)
from sqlalchemy import Connection, bindparam, literal, select, update

from taskflow.models.task import Status, tasks
from taskflow.services.gaps import Gap

# Dropping again and again into one gap lengthens the keys by about a character every six drops. Past this length the
# neighbourhood gets new, short keys: first this many neighbours on each side, then twice as many, up to the column.
LONGEST_KEY = 48
NEIGHBOURS_REINDEXED = 16


@dataclass(frozen=True, slots=True)
class Reindexed:
    """The keys of a task before and after they were rewritten; its place among the others did not change."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Place:
    """A free key in a column, and by their ids the tasks that had to make room for it."""

    position: str
    reindexed: Mapping[str, Reindexed] = field(default_factory=dict[str, Reindexed])


@dataclass(frozen=True, slots=True)
class Block:
    """A rising key for each of several tasks, and by their ids the tasks that had to make room for them."""

    positions: Sequence[str]
    reindexed: Mapping[str, Reindexed] = field(default_factory=dict[str, Reindexed])


class _Neighbour(NamedTuple):
    task_id: str
    position: str


def place_in(connection: Connection, status: Status, gap: Gap) -> Place:
    """Return a key in the gap for a task; where the keys around it have grown long, they are rewritten first.

    A task that is in this column already gets a new key with the others, in the place that it has: so the record of its
    move names a place to which one can go back.
    """
    block = block_in(connection, status, gap, [None])
    return Place(block.positions[0], block.reindexed)


def block_in(connection: Connection, status: Status, gap: Gap, held: Sequence[str | None]) -> Block:
    """Return keys in the gap for several tasks, in their order, as `place_in` does for one.

    `held` names for each of them its key when it is in this column already; in the gap there is nobody else. As many
    as possible keep their key, and no new key is one that another of them still holds.
    """
    keys = _keys_in(gap, held)
    if _longest(set(keys).difference(held)) <= LONGEST_KEY:
        return Block(keys)
    count = NEIGHBOURS_REINDEXED
    while True:
        above, below, bounds = _read_neighbourhood(connection, status, gap, count, len(held))
        rows = [*above, *below]
        new = generate_n_keys_between(bounds.lower, bounds.upper, len(rows) + len(held))
        del new[len(above) : len(above) + len(held)]
        rewritten = {row.position: key for row, key in zip(rows, new, strict=True)}
        lower, upper, *now_held = (key and rewritten.get(key, key) for key in (gap.lower, gap.upper, *held))
        keys = _keys_in(Gap(lower, upper), now_held)
        is_whole_column = bounds == Gap(None, None)
        if is_whole_column or _longest([*new, *keys]) <= LONGEST_KEY:
            reindexed = {row.task_id: Reindexed(row.position, rewritten[row.position]) for row in rows}
            _rewrite(connection, status, reindexed, bounds)
            return Block(keys, reindexed)
        count *= 2


def _keys_in(gap: Gap, held: Sequence[str | None]) -> list[str]:
    taken = frozenset(held)
    keys: list[str] = []
    lower = gap.lower
    for index, key in _resting(gap, held).items():
        keys += [*_new_keys(Gap(lower, key), index - len(keys), taken), key]
        lower = key
    return keys + _new_keys(Gap(lower, gap.upper), len(held) - len(keys), taken)


def _resting(gap: Gap, held: Sequence[str | None]) -> dict[int, str]:
    """Return the longest rising series of keys that lie in the gap, each with its index: who has them can stay."""
    inside = {index: key for index, key in enumerate(held) if key is not None and gap.holds(key)}
    # For each length the series with the lowest end, known by the index of that end, and what comes before each end.
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index, key in inside.items():
        length = bisect_left(ends, key, key=inside.__getitem__)
        before[index] = ends[length - 1] if length else None
        ends[length : length + 1] = [index]
    series: list[int] = []
    index = ends[-1] if ends else None
    while index is not None:
        series.append(index)
        index = before[index]
    return {index: inside[index] for index in reversed(series)}


def _new_keys(gap: Gap, count: int, taken: Collection[str | None]) -> list[str]:
    wanted = count
    while True:
        free = [key for key in generate_n_keys_between(gap.lower, gap.upper, wanted) if key not in taken]
        if len(free) >= count:
            return free[:count]
        wanted += count - len(free)


def _longest(keys: Collection[str]) -> int:
    return max(map(len, keys), default=0)


def _read_neighbourhood(
    connection: Connection, status: Status, gap: Gap, count: int, count_inside: int
) -> tuple[list[_Neighbour], list[_Neighbour], Gap]:
    """Return who lies above the gap, who lies in it and below, both in order, and the keys that bound them all."""
    above = _read_neighbours(connection, status, gap.lower, count, are_above=True) if gap.lower is not None else []
    count_below = count + count_inside
    below = _read_neighbours(connection, status, gap.lower, count_below, are_above=False)
    # One row more than wanted was read on each side: it keeps its key and bounds the new ones.
    return above[:count][::-1], below[:count_below], Gap(_key_at(above, count), _key_at(below, count_below))


def _read_neighbours(
    connection: Connection, status: Status, key: str | None, count: int, *, are_above: bool
) -> list[_Neighbour]:
    """Return the nearest `count` tasks on one side of the key and one more, nearest first; who holds it is above."""
    position = tasks.c.position
    side, order = (position <= key, position.desc()) if are_above else (position > (key or ""), position.asc())
    in_column = [tasks.c.status == status.value, tasks.c.deleted_at.is_(None)]
    rows = connection.execute(select(tasks.c.id, position).where(*in_column, side).order_by(order).limit(count + 1))
    return [_Neighbour(row.id, row.position) for row in rows]


def _key_at(rows: Sequence[_Neighbour], index: int) -> str | None:
    return rows[index].position if index < len(rows) else None


def _rewrite(connection: Connection, status: Status, rows: Mapping[str, Reindexed], bounds: Gap) -> None:
    # In two steps, because a new key may still be held by a row that is rewritten later.
    inside = [
        tasks.c.status == status.value,
        tasks.c.deleted_at.is_(None),
        *([tasks.c.position > bounds.lower] if bounds.lower is not None else []),
        *([tasks.c.position < bounds.upper] if bounds.upper is not None else []),
    ]
    connection.execute(update(tasks).where(*inside).values(position=literal("~") + tasks.c.id))
    connection.execute(
        update(tasks).where(tasks.c.id == bindparam("task_id")).values(position=bindparam("key")),
        [{"task_id": task_id, "key": row.after} for task_id, row in rows.items()],
    )
