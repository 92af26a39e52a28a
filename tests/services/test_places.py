"""A window may begin at any place of a column, in every order, and stays at it while others add and remove cards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from taskflow.models.card import Key, Window
from taskflow.models.filter import Order, TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskMove
from taskflow.services.board import read_windows
from taskflow.services.ordering import find_last_place, find_place
from taskflow.services.tasks import End, create_task, delete_task, move_task
from tests.services.boards import TODAY

DUE = datetime(2026, 3, 10, tzinfo=UTC)
COUNT = 12


@pytest.fixture
def ids(session: Session) -> list[str]:
    """Tasks of which several have the same priority, the same day, or none."""
    return [
        create_task(
            session,
            TaskCreate(
                title=f"Task {number}",
                priority=list(Priority)[number * 2 % 3],
                due_date=DUE + timedelta(days=number % 4) if number % 3 else None,
                assignee="alice" if number % 2 else "bob",
            ),
        ).id
        for number in range(COUNT)
    ]


def read(
    session: Session, size: int, start: Key | None = None, order: Order = Order.MANUAL, wanted: TaskFilter | None = None
) -> Window:
    starts = {} if start is None else {Status.TODO: start}
    sizes = {Status.TODO: size, Status.DONE: 5}
    window, _ = read_windows(session, wanted or TaskFilter(), sizes, today=TODAY, order=order, starts=starts)
    # A write begins its own transaction.
    session.rollback()
    return window


def shown(window: Window) -> list[str]:
    return [card.id for card in window.cards]


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("wanted", [TaskFilter(), TaskFilter(assignee="alice"), TaskFilter(q="task 1")])
def test_every_place_is_reached_from_every_card(session: Session, order: Order, wanted: TaskFilter) -> None:
    whole = shown(read(session, COUNT, None, order, wanted))
    for index, near in enumerate(whole):
        for skip in range(-index, len(whole) - index):
            start = find_place(session, wanted, Status.TODO, order, today=TODAY, near=near, skip=skip)
            assert start is not None
            window = read(session, 3, start, order, wanted)
            place = index + skip
            assert (shown(window), window.above, window.total) == (whole[place : place + 3], place, len(whole))


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("order", Order)
def test_beyond_the_ends_are_the_ends(session: Session, order: Order) -> None:
    whole = shown(read(session, COUNT, None, order))
    for near in whole:
        assert find_place(session, TaskFilter(), Status.TODO, order, today=TODAY, near=near, skip=-COUNT) is None
        last = find_place(session, TaskFilter(), Status.TODO, order, today=TODAY, near=near, skip=COUNT)
        assert shown(read(session, 3, last, order)) == whole[-1:]


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("order", Order)
def test_the_end_of_a_column_is_found_without_walking_there(session: Session, order: Order) -> None:
    whole = shown(read(session, COUNT, None, order))
    start = find_last_place(session, TaskFilter(), Status.TODO, order, today=TODAY, count=5)
    assert shown(read(session, 5, start, order)) == whole[-5:]
    assert find_last_place(session, TaskFilter(), Status.TODO, order, today=TODAY, count=COUNT) is None


def test_a_window_stays_where_it_is_while_cards_come_and_go_above_it(session: Session, ids: list[str]) -> None:
    start = find_place(session, TaskFilter(), Status.TODO, Order.MANUAL, today=TODAY, near=ids[5], skip=0)
    session.rollback()
    create_task(session, TaskCreate(title="New"), end=End.TOP)
    delete_task(session, ids[1])
    move_task(session, ids[2], TaskMove(status=Status.DONE))
    window = read(session, 3, start)
    assert (shown(window), window.above, window.total) == (ids[5:8], 4, COUNT - 1)


def test_when_the_rest_of_a_column_has_gone_its_new_end_is_shown(session: Session, ids: list[str]) -> None:
    start = find_place(session, TaskFilter(), Status.TODO, Order.MANUAL, today=TODAY, near=ids[8], skip=0)
    session.rollback()
    for task_id in ids[8:]:
        delete_task(session, task_id)
    window = read(session, 4, start)
    assert (shown(window), window.above, window.total) == (ids[4:8], 4, 8)
    for task_id in ids[:8]:
        delete_task(session, task_id)
    window = read(session, 4, start)
    assert (window.cards, window.above, window.total) == ((), 0, 0)


def test_a_card_that_the_column_does_not_show_leads_nowhere(session: Session, ids: list[str]) -> None:
    move_task(session, ids[3], TaskMove(status=Status.DONE))
    for near in (ids[3], "no such task"):
        with pytest.raises(LookupError):
            find_place(session, TaskFilter(), Status.TODO, Order.MANUAL, today=TODAY, near=near, skip=0)
