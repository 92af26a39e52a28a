"""The parts of a board that are read in one query: of each column, or of each lane in it, the cards that come first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, literal, or_, select

from taskflow.models.card import Key
from taskflow.models.filter import Order
from taskflow.models.task import tasks
from taskflow.services.ordering import is_at_or_after, is_before, ordering


def part_of_column(
    matching: Sequence[ColumnElement[bool]],
    size: int,
    order: Order,
    start: Key | None,
    total: ColumnElement[int],
    lane: str = "",
) -> Select[Any]:
    """Return the query of the first cards of a column or of a lane in it, or of those from a place on.

    Each row has an id, the lane, the total and how many cards are above.
    """
    if start is None:
        above, there = literal(0), matching
    else:
        above, there = _count([*matching, is_before(order, start)]), [*matching, is_at_or_after(order, start)]
    part = (
        select(tasks.c.id, literal(lane).label("lane"), total.label("total"), above.label("above"))
        .where(*there)
        .order_by(*ordering(order))
        # The total comes with the rows, so a window of no cards reads one and leaves it out.
        .limit(max(size, 1))
    )
    return select(part.subquery())


def first_of_lanes(
    matching: Sequence[ColumnElement[bool]], size: int, order: Order, lane: ColumnElement[str | None]
) -> Select[Any, Any, Any, int]:
    """Return such a query of the first cards of each lane in a column; it counts each lane, and those not shown."""
    ranked = (
        select(
            tasks.c.id,
            lane.label("lane"),
            func.count().over(partition_by=lane).label("total"),
            func.row_number().over(partition_by=lane, order_by=ordering(order)).label("place"),
        )
        .where(*matching)
        .subquery()
    )
    # The total of a lane comes with its first row, which is read even when it is not shown.
    is_read = or_(ranked.c.place == 1, and_(ranked.c.place <= size, ranked.c.lane.is_not(None)))
    return select(ranked.c.id, ranked.c.lane, ranked.c.total, literal(0).label("above")).where(is_read)


def _count(matching: Sequence[ColumnElement[bool]]) -> ScalarSelect[int]:
    return select(func.count()).select_from(tasks).where(*matching).correlate(None).scalar_subquery()
