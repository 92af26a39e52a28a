"""A board shows the first cards of each column, how many there are, and only what a card needs."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.card import CardRow
from taskflow.models.filter import TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskMove
from taskflow.services.board import read_windows
from taskflow.services.excerpts import EXCERPT_LENGTH
from taskflow.services.surroundings import read_assignees
from taskflow.services.tasks import End, create_task, delete_task, move_task
from tests.services.boards import TODAY, add


def test_each_column_shows_its_first_cards_and_how_many_there_are(session: Session) -> None:
    add(session, "milk", "bread", "eggs")
    _, salt = add(session, "oil", "salt", status=Status.DONE)
    move_task(session, salt, TaskMove(status=Status.DONE), end=End.TOP)
    windows = read_windows(session, TaskFilter(), {Status.DONE: 5, Status.TODO: 2, Status.IN_PROGRESS: 9}, today=TODAY)
    shown = [(window.status, [card.title for card in window.cards], window.total) for window in windows]
    assert shown == [
        (Status.DONE, ["salt", "oil"], 2),
        (Status.TODO, ["milk", "bread"], 3),
        (Status.IN_PROGRESS, [], 0),
    ]


def test_a_folded_column_still_counts(session: Session) -> None:
    add(session, "milk", "bread")
    (window,) = read_windows(session, TaskFilter(), {Status.TODO: 0}, today=TODAY)
    assert (window.cards, window.total) == ((), 2)


def test_no_column_is_no_window(session: Session) -> None:
    assert read_windows(session, TaskFilter(), {}, today=TODAY) == []


def test_a_card_shows_what_was_written(session: Session) -> None:
    task = create_task(
        session,
        TaskCreate.model_validate(
            {
                "title": "Buy milk",
                "description": "two litres\r\nfrom the farm",
                "priority": Priority.HIGH,
                "assignee": "alice",
                "due_date": "2026-03-10",
            }
        ),
    )
    ((card,),) = [window.cards for window in read_windows(session, TaskFilter(), {Status.TODO: 1}, today=TODAY)]
    assert card == CardRow(
        id=task.id,
        title="Buy milk",
        excerpt="two litres",
        status=Status.TODO,
        priority=Priority.HIGH,
        assignee="alice",
        due_date=task.due_date,
        version=1,
    )


@pytest.mark.parametrize(
    ("description", "excerpt"),
    [
        (None, ""),
        ("é" * EXCERPT_LENGTH, "é" * EXCERPT_LENGTH),
        ("🚀" * EXCERPT_LENGTH + "\nmore", "🚀" * EXCERPT_LENGTH),
        ("é" * (EXCERPT_LENGTH + 1), "é" * EXCERPT_LENGTH + "…"),
        ("x" * (EXCERPT_LENGTH - 1) + " yz", "x" * (EXCERPT_LENGTH - 1) + "…"),
    ],
)
def test_a_long_first_line_is_cut(session: Session, description: str | None, excerpt: str) -> None:
    create_task(session, TaskCreate(title="milk", description=description))
    (window,) = read_windows(session, TaskFilter(), {Status.TODO: 1}, today=TODAY)
    assert window.cards[0].excerpt == excerpt


def test_assignees_are_offered_once_and_in_alphabetical_order(engine: Engine, session: Session) -> None:
    for name in ("charlie", "Zoé", "alice", None, "alice", "Émile", "bob"):
        create_task(session, TaskCreate(title="milk", assignee=name))
    gone = create_task(session, TaskCreate(title="milk", assignee="dave"))
    delete_task(session, gone.id)
    with Session(engine) as reader:
        assert read_assignees(reader) == ["alice", "bob", "charlie", "Émile", "Zoé"]
