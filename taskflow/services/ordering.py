"""The orders in which a column can be read, and reading on from a card in it.

A place in a column is named by the sort key of a card (keyset), never by a number of rows: finding it costs the same
wherever it is, and it stays where it is while others add and remove cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select
from sqlmodel import Session

from taskflow.models.card import Key
from taskflow.models.filter import Order, TaskFilter
from taskflow.models.task import PRIORITY_RANK, Status, tasks
from taskflow.services.search import conditions


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a sort key: what is sorted by, and whether downwards. What has none comes last."""

    value: ColumnElement[Any]
    is_descending: bool = False
    may_be_null: bool = False

    def ordering(self, *, backwards: bool) -> ColumnElement[Any]:
        ordered = self.value.desc() if self.is_descending is not backwards else self.value.asc()
        if not self.may_be_null:
            return ordered
        return ordered.nulls_first() if backwards else ordered.nulls_last()

    def equals(self, value: object) -> ColumnElement[bool]:
        return self.value.is_(None) if value is None else self.value == value

    def is_beyond(self, value: object, *, backwards: bool, itself: bool) -> ColumnElement[bool] | None:
        """Return the condition to come after a value, or before it, or be it; None when nothing does."""
        if value is None:
            return self.value.is_not(None) if backwards else None
        less, more = (self.value <= value, self.value >= value) if itself else (self.value < value, self.value > value)
        beyond = less if self.is_descending is not backwards else more
        return or_(beyond, self.value.is_(None)) if self.may_be_null and not backwards else beyond


# Unique in a column, so that no two cards have the same place.
_BY_HAND = _Part(tasks.c.position)
_PARTS: dict[Order, list[_Part]] = {
    Order.MANUAL: [_BY_HAND],
    Order.DUE: [_Part(tasks.c.due_date, may_be_null=True), _BY_HAND],
    Order.PRIORITY: [_Part(PRIORITY_RANK), _BY_HAND],
    Order.NEWEST: [_Part(tasks.c.created_at, is_descending=True), _BY_HAND],
}


def ordering(order: Order, *, backwards: bool = False) -> Sequence[ColumnElement[Any]]:
    """Return what to sort by."""
    return [part.ordering(backwards=backwards) for part in _PARTS[order]]


def is_at_or_after(order: Order, key: Key) -> ColumnElement[bool]:
    """Return the condition that a card comes at a place in the order or after it."""
    return _reaches(order, key, backwards=False, itself=True)


def is_before(order: Order, key: Key) -> ColumnElement[bool]:
    """Return the condition that a card comes before a place in the order."""
    return _reaches(order, key, backwards=True, itself=False)


def find_place(
    session: Session, wanted: TaskFilter, status: Status, order: Order, *, today: date, near: str, skip: int
) -> Key | None:
    """Return the place `skip` cards below the card `near`, above it when negative; the last one at the most.

    None is the top of the column.

    Raises:
        LookupError: when the column does not show the card.
    """
    matching = [tasks.c.status == status.value, *conditions(wanted, today)]
    keys = [part.value.label(f"key{index}") for index, part in enumerate(_PARTS[order])]
    connection = session.connection()
    own = connection.execute(select(*keys).where(tasks.c.id == near, *matching)).first()
    if own is None:
        raise LookupError(near)
    backwards = skip < 0
    beyond = _reaches(order, _key(own), backwards=backwards, itself=not backwards)
    count = -skip if backwards else skip + 1
    passed = select(*keys).where(*matching, beyond).order_by(*ordering(order, backwards=backwards)).limit(count)
    rows = connection.execute(passed).all()
    if backwards and len(rows) < count:
        return None
    return _key(rows[-1])


def find_last_place(
    session: Session, wanted: TaskFilter, status: Status, order: Order, *, today: date, count: int
) -> Key | None:
    """Return the place from which on a column has `count` cards more; None is the top, when it has no more in all."""
    keys = [part.value for part in _PARTS[order]]
    query = select(*keys).where(tasks.c.status == status.value, *conditions(wanted, today))
    rows = session.connection().execute(query.order_by(*ordering(order, backwards=True)).limit(count + 1)).all()
    return _key(rows[count - 1]) if len(rows) > count else None


def _key(row: Row[Any]) -> Key:
    return tuple(row)


def _reaches(order: Order, key: Key, *, backwards: bool, itself: bool) -> ColumnElement[bool]:
    parts = _PARTS[order]
    choices: list[ColumnElement[bool]] = []
    for index, (part, value) in enumerate(zip(parts, key, strict=True)):
        # Only the last part, which is unique, decides about the card itself.
        beyond = part.is_beyond(value, backwards=backwards, itself=itself and index == len(parts) - 1)
        if beyond is not None:
            same = [earlier.equals(of) for earlier, of in zip(parts[:index], key, strict=False)]
            choices.append(and_(*same, beyond))
    return or_(*choices)
