"""Boards to look at, and where a visitor sees what."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from fractional_indexing import generate_n_keys_between
from sqlalchemy import insert
from sqlmodel import Session

from taskflow.models.task import Priority, Status, TaskCreate, TaskPublic, tasks
from taskflow.services.search import search_text
from taskflow.services.tasks import create_task, read_task
from taskflow.states.cards import CardView
from taskflow.states.changes import ChangeState
from taskflow.states.columns import COLUMNS
from tests.states.visiting import Answer, Visitor

_TORN = re.compile(r"\|\| move\.number === (\d+)")


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
    return [card.title for card in visitor.sees(COLUMNS[status]).cards]


def columns_sent(answer: Answer) -> set[Status]:
    """Return the columns whose cards were sent."""
    return {status for status, column in COLUMNS.items() if "cards" in answer.sent_of(column)}


def address(answer: Answer) -> str:
    """Return what the browser shows as its address now, behind the path."""
    (script,) = (script for script in answer.scripts if "replaceState" in script)
    return json.loads(script.rpartition("location.pathname + ")[2].removesuffix(")"))


def move(
    visitor: Visitor,
    task_ids: Sequence[str],
    status: str,
    *,
    number: int = 1,
    lane: str = "",
    before: str = "",
    after: str = "",
    end: str = "top",
) -> Answer:
    """Let the visitor move cards from where they see them, as the page tells the server of its note `number`."""
    cards = {card.id: f"{here}|{card.lane}".rstrip("|") for here, card in cards_seen(visitor)}
    homes = {task_id: cards[task_id] for task_id in task_ids if task_id in cards}
    return visitor.do(ChangeState.move, number, list(task_ids), status, lane, before, after, end, homes)


def edit(visitor: Visitor, task_ids: Sequence[str], name: str, value: str) -> Answer:
    """Let the visitor change one field of cards, which they see as their page shows it."""
    cards = {card.id: card for _, card in cards_seen(visitor)}
    fields = {"priority": "priority", "assignee": "assignee", "due_date": "due_day"}
    seen = {
        task_id: getattr(cards[task_id], fields[name]) for task_id in task_ids if name in fields and task_id in cards
    }
    return visitor.do(ChangeState.edit, list(task_ids), name, value, seen)


def cards_seen(visitor: Visitor) -> list[tuple[Status, CardView]]:
    """Return the cards that the visitor sees, each with its column."""
    return [(status, card) for status, column in COLUMNS.items() for card in visitor.sees(column).cards]


def given_back(answer: Answer) -> list[int]:
    """Return the numbers of the notes that the browser was asked to tear up; 0 stands for all of them."""
    return [int(number) for script in answer.scripts for number in _TORN.findall(script)]


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
