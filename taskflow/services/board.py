"""Reads what a board shows: for each column some of the cards that match, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sqlalchemy import literal, select, union_all
from sqlmodel import Session

from taskflow.models.card import CardRow, Key, Window
from taskflow.models.filter import Group, Order, TaskFilter
from taskflow.models.task import Status, tasks
from taskflow.services.counting import Total, is_kept, total_in_column
from taskflow.services.excerpts import card_of, shown
from taskflow.services.finding import find
from taskflow.services.lane_windows import read_lane_windows
from taskflow.services.lanes import lane_among
from taskflow.services.ordering import find_last_place, ordering
from taskflow.services.parts import first_of_lanes, part_of_column
from taskflow.services.search import conditions


def read_windows(
    session: Session,
    wanted: TaskFilter,
    sizes: Mapping[Status, int],
    *,
    today: date,
    order: Order = Order.MANUAL,
    group: Group | None = None,
    lanes: Sequence[str] = (),
    starts: Mapping[Status, Key] = MappingProxyType({}),
) -> list[Window]:
    """Return a window of up to `sizes[status]` cards for each named column; with a group, of as many for each lane.

    A window begins at the place in `starts`, as `find_place` returns it, or at the top; with a group always there.

    Cards and totals come with one query, whatever the board's size; a text is looked up with another before. When a
    window has nothing left to show, it is read again from further up. `lanes` are the keys that `read_lanes` found for
    the group; what is in none of them is counted and not shown.
    """
    if not sizes:
        return []
    if group and is_kept(wanted):
        return read_lane_windows(session, wanted, sizes, order, group, lanes, today)
    cards: defaultdict[tuple[str, str | None], list[CardRow]] = defaultdict(list)
    totals: dict[tuple[str, str | None], int] = {}
    above: dict[str, int] = {}
    searched = wanted.q or ""
    found = find(session, wanted, today)
    matching = {
        status: found.matching(status, conditions(wanted, today))
        if found and found.is_complete
        else [tasks.c.status == status.value, *conditions(wanted, today)]
        for status in sizes
    }
    chosen = union_all(
        *(
            first_of_lanes(matching[status], size, order, lane_among(group, lanes))
            if group
            else part_of_column(
                matching[status],
                size,
                order,
                starts.get(status),
                literal(found.total(status).count) if found else total_in_column(wanted, status, matching[status]),
            )
            for status, size in sizes.items()
        )
    ).subquery()
    # Only ids are sorted: the texts of the few that are shown are read afterwards.
    query = select(*shown(searched), chosen.c.lane, chosen.c.total, chosen.c.above).join_from(
        chosen, tasks, tasks.c.id == chosen.c.id
    )
    for row in session.connection().execute(query.order_by(*ordering(order))):
        totals[row.status, row.lane] = row.total
        above[row.status] = row.above
        cards[row.status, row.lane].append(card_of(row, searched))
    if emptied := starts.keys() & sizes.keys() - above.keys():
        # Everything from there on has gone: what is left begins further up.
        ends = {
            status: find_last_place(session, wanted, status, order, today=today, count=sizes[status])
            for status in emptied
        }
        nearer = {**starts, **ends}
        return read_windows(
            session,
            wanted,
            sizes,
            today=today,
            order=order,
            starts={status: start for status, start in nearer.items() if start is not None},
        )
    windows: list[Window] = []
    for status, size in sizes.items():
        shown_cards = tuple(card for lane in (lanes if group else [""]) for card in cards[status.value, lane][:size])
        total = Total(sum(total for (column, _), total in totals.items() if column == status.value))
        if not group and not is_kept(wanted):
            total = found.total(status) if found else Total.of(total.count)
        if not group and len(shown_cards) < size:
            # The end of the column is in sight.
            total = Total(above.get(status.value, 0) + len(shown_cards))
        windows.append(
            Window(
                status,
                shown_cards,
                max(total.count, above.get(status.value, 0) + len(shown_cards)),
                above.get(status.value, 0),
                {lane: totals.get((status.value, lane), 0) for lane in lanes} if group else {},
                total.is_minimum,
            )
        )
    return windows
