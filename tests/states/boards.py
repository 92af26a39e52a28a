"""Boards to look at, and where a visitor sees what."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from fractional_indexing import generate_n_keys_between
from sqlalchemy import Engine, delete, insert
from sqlmodel import Session

from taskflow.models.activity import activity
from taskflow.models.task import Priority, Status, TaskCreate, TaskPublic, tasks
from taskflow.services.search import search_text
from taskflow.services.tasks import create_task, read_task
from taskflow.states.board import COLUMNS
from tests.states.visiting import Answer, Visitor


def empty(engine: Engine) -> None:
    """Take everything off the board."""
    with engine.begin() as connection:
        for table in (activity, tasks):
            connection.execute(delete(table))


def add(session: Session, title: str, status: Status = Status.TODO, **fields: object) -> TaskPublic:
    """Add a task at the bottom of a column, as somebody else would."""
    return create_task(session, TaskCreate.model_validate({"title": title, "status": status, **fields}))


def stored(session: Session, task_id: str) -> TaskPublic:
    """Return the task as it is in the database now; the session's own view of it may be older."""
    session.rollback()
    task = read_task(session, task_id)
    session.rollback()
    return task


def titles(visitor: Visitor, status: Status = Status.TODO) -> list[str]:
    """Return what the visitor sees in a column."""
    return [card.title for card in visitor.state(COLUMNS[status]).cards]


def columns_sent(answer: Answer) -> set[Status]:
    """Return the columns whose cards were sent."""
    return {status for status, column in COLUMNS.items() if "cards" in answer.sent_of(column)}


def fill(session: Session, count: int) -> None:
    """Put many tasks on the board, a third in each column, with texts as long as people write them."""
    now = datetime.now(UTC)
    places = generate_n_keys_between(None, None, count // 3 + 1)
    description = "Ask the neighbours first, then call the garden centre.\nBring both keys."
    rows = []
    for number in range(count):
        title = f"Water the plants in room {number}"
        rows.append(
            {
                "id": str(uuid4()),
                "title": title,
                "description": description if number % 2 else None,
                "status": list(Status)[number % 3].value,
                "priority": list(Priority)[number // 3 % 3].value,
                "assignee": ["Alice Martin", "Bob", None, "Zoé Lefèvre"][number % 4],
                "due_date": now if number % 3 else None,
                "created_at": now,
                "updated_at": now,
                "position": places[number // 3],
                "version": 1,
                "search_text": search_text(title, description if number % 2 else None),
            }
        )
    session.connection().execute(insert(tasks), rows)
    session.commit()
