"""Finds the gap in a column that something is to go into: beside a neighbour, at an end, or around a key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    String,
    Subquery,
    bindparam,
    case,
    func,
    null,
    select,
)

from taskflow.models.fields import is_storable
from taskflow.models.task import Status, tasks

# For `gap_at`: keys are made of letters and digits, so each of them lies between these two.
ABOVE_ALL_KEYS, BELOW_ALL_KEYS = "", "~"


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


def gap_at(connection: Connection, status: Status, key: str, *, moving: Collection[str]) -> Gap:
    """Return the gap between what lies above `key` and what lies at it or below, the tasks in `moving` left out."""
    parameters = {"column": status.value, "key": key, "several": list(moving)}
    return Gap(*connection.execute(_GAP_AT, parameters).one())


def right_below(key: str) -> str:
    """Return for `gap_at` what lies below `key` and above every other key below it."""
    # No key is another one with the lowest digit behind it: nothing would go between the two.
    return key + "0"


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


def _beside_several(outermost: ColumnElement[Any], side: ColumnElement[bool]) -> ColumnElement[Any]:
    is_resting = _neighbour.c.id.not_in(bindparam("several", expanding=True))
    in_column = [_neighbour.c.status == bindparam("column", type_=String), _neighbour.c.deleted_at.is_(None)]
    return select(outermost).where(*in_column, is_resting, side).scalar_subquery()


_GAP_AT = select(
    _beside_several(_LAST, _neighbour.c.position < bindparam("key")),
    _beside_several(_FIRST, _neighbour.c.position >= bindparam("key")),
)
