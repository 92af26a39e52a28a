"""Reads the lanes of a board whose totals the database keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import literal, select, union_all
from sqlmodel import Session

from taskflow.models.card import CardRow, Window
from taskflow.models.count import task_counts
from taskflow.models.filter import Group, Order, TaskFilter
from taskflow.models.task import Status, tasks
from taskflow.services.counting import read_kept
from taskflow.services.excerpts import card_of, shown
from taskflow.services.lanes import is_in_lane
from taskflow.services.ordering import ordering
from taskflow.services.parts import part_of_column
from taskflow.services.search import conditions


def read_lane_windows(
    session: Session,
    wanted: TaskFilter,
    sizes: Mapping[Status, int],
    order: Order,
    group: Group,
    lanes: Sequence[str],
    today: date,
) -> list[Window]:
    """Read lanes whose totals are kept: each of them like a column, by the index, and none that is empty."""
    totals = read_kept(session, wanted, task_counts.c.status, task_counts.c[group.value])
    parts = [
        part_of_column(
            [tasks.c.status == status.value, *conditions(wanted, today), is_in_lane(group, lane)],
            size,
            order,
            None,
            literal(0),
            lane,
        )
        for status, size in sizes.items()
        for lane in lanes
        if size and (status.value, lane) in totals
    ]
    cards: defaultdict[tuple[str, str], list[CardRow]] = defaultdict(list)
    if parts:
        chosen = union_all(*parts).subquery()
        query = select(*shown(""), chosen.c.lane).join_from(chosen, tasks, tasks.c.id == chosen.c.id)
        for row in session.connection().execute(query.order_by(*ordering(order))):
            cards[row.status, row.lane].append(card_of(row, ""))
    return [
        Window(
            status,
            tuple(card for lane in lanes for card in cards[status.value, lane]),
            sum(total for (column, _), total in totals.items() if column == status.value),
            lane_totals={lane: totals.get((status.value, lane), 0) for lane in lanes},
        )
        for status in sizes
    ]
