"""Each column can be read in another order than the one people gave its cards; cards alike keep that one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session

from taskflow.models.filter import Order, TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskMove, tasks
from taskflow.services.board import read_windows
from taskflow.services.tasks import End, create_task, move_task
from tests.services.boards import TODAY

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def board(session: Session) -> None:
    """Two columns of the same cards, each made a minute after the one before and put on top of it."""
    for number, (title, priority, due) in enumerate(
        [
            ("low later", Priority.LOW, LATER),
            ("high undated", Priority.HIGH, None),
            ("medium today", Priority.MEDIUM, NOON),
            ("high later", Priority.HIGH, LATER),
            ("low undated", Priority.LOW, None),
        ]
    ):
        for status in (Status.TODO, Status.DONE):
            new = TaskCreate(title=title, priority=priority, due_date=due, status=status)
            task = create_task(session, new, end=End.TOP)
            made = update(tasks).where(tasks.c.id == task.id).values(created_at=NOON + timedelta(minutes=number))
            session.connection().execute(made)
            session.commit()


def shown(session: Session, order: Order, size: int = 9) -> list[list[str]]:
    windows = read_windows(session, TaskFilter(), {Status.TODO: size, Status.DONE: size}, today=TODAY, order=order)
    session.rollback()
    return [[card.title for card in window.cards] for window in windows]


EXPECTED = {
    Order.MANUAL: ["low undated", "high later", "medium today", "high undated", "low later"],
    Order.DUE: ["medium today", "high later", "low later", "low undated", "high undated"],
    Order.PRIORITY: ["high later", "high undated", "medium today", "low undated", "low later"],
    Order.NEWEST: ["low undated", "high later", "medium today", "high undated", "low later"],
}


@pytest.mark.parametrize("order", Order)
def test_both_columns_come_in_the_order_and_a_window_holds_its_beginning(session: Session, order: Order) -> None:
    assert shown(session, order) == [EXPECTED[order]] * 2
    for size in range(5):
        assert shown(session, order, size) == [EXPECTED[order][:size]] * 2


def test_nothing_asked_is_the_order_that_people_gave(session: Session) -> None:
    (window,) = read_windows(session, TaskFilter(), {Status.TODO: 9}, today=TODAY)
    assert [card.title for card in window.cards] == EXPECTED[Order.MANUAL]


def test_a_card_moved_by_hand_moves_among_those_like_it_only(session: Session) -> None:
    (window,) = read_windows(session, TaskFilter(), {Status.TODO: 9}, today=TODAY)
    session.rollback()
    high_later = window.cards[1].id
    move_task(session, high_later, TaskMove(status=Status.TODO), end=End.BOTTOM)
    assert shown(session, Order.MANUAL)[0][-1] == "high later"
    assert shown(session, Order.PRIORITY)[0] == [
        "high undated", "high later", "medium today", "low undated", "low later",
    ]  # fmt: skip
    assert shown(session, Order.DUE)[0] == ["medium today", "low later", "high later", "low undated", "high undated"]
    assert shown(session, Order.NEWEST)[0] == EXPECTED[Order.NEWEST]


def test_tasks_made_at_the_same_moment_keep_the_order_that_people_gave(session: Session) -> None:
    session.connection().execute(update(tasks).values(created_at=NOON))
    session.commit()
    assert shown(session, Order.NEWEST)[0] == EXPECTED[Order.MANUAL]


def test_a_filter_leaves_the_order_as_it_is(session: Session) -> None:
    wanted = TaskFilter(priority=Priority.HIGH)
    (window,) = read_windows(session, wanted, {Status.TODO: 9}, today=TODAY, order=Order.DUE)
    assert [card.title for card in window.cards] == ["high later", "high undated"]
    assert window.total == 2
