"""What an action costs on a board of 10,000 tasks: queries, and bytes down the socket. DESIGN.md has the limits."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.states.board import BoardState, TodoState
from taskflow.states.task_form import EditTaskState, NewTaskState, form_values
from tests.states.attacks import SENSIBLE_FORM
from tests.states.boards import columns_sent, fill, stored
from tests.states.visiting import Answer, Server, Visitor

QUERIES = 3
BYTES = 25_000


@pytest.fixture
def visitor(server: Server, session: Session, engine: Engine) -> Visitor:
    """Somebody who sees the first cards of each column."""
    fill(session, 10_000)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return server.visit()


def test_every_action_stays_within_the_limits(visitor: Visitor, session: Session) -> None:
    first, second = visitor.state(TodoState).cards[3:5]
    form = form_values(stored(session, second.id))
    actions = {
        "load": visitor.opening,
        "search": visitor.do(BoardState.filter, "q", "9"),
        "clear": visitor.do(BoardState.clear_filters),
        "load again": visitor.do(BoardState.load),
        "filter that finds nothing": visitor.do(BoardState.filter, "q", "no such task"),
        "back to everything": visitor.do(BoardState.filter, "q", ""),
        "move": visitor.do(BoardState.move, first.id, "done", "top"),
        "create": visitor.do(NewTaskState.save, SENSIBLE_FORM),
        "open": visitor.do(EditTaskState.open, second.id),
        "edit": visitor.do(EditTaskState.save, {**form, "title": "Prune the roses"}),
        "delete": visitor.do(BoardState.delete, second.id),
        "widen": visitor.do(TodoState.widen),
    }

    costs = {name: (len(answer.selects), answer.size) for name, answer in actions.items()}
    assert {name: cost for name, cost in costs.items() if cost[0] > QUERIES} == {}
    assert {name: cost for name, cost in costs.items() if cost[1] > BYTES} == {}
    assert all(columns_sent(answer) for name, answer in actions.items() if name in {"move", "create", "edit", "delete"})
    assert [answer for answer in actions.values() if is_error(answer)] == []


def is_error(answer: Answer) -> bool:
    return any(kind == "error" for kind, _ in answer.toasts)
