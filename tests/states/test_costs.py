"""What an action costs on a board of 10,000 tasks: queries, and bytes down the socket. DESIGN.md has the limits."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.states.board import COLUMNS, BoardState, DoneState, TodoState
from taskflow.states.task_form import EditTaskState, NewTaskState, form_values
from taskflow.services.tasks import read_task
from tests.states.boards import columns_sent, fill
from tests.states.visiting import Answer, Server, Visitor

TASKS = 10_000
QUERIES = 3
BYTES = 25_000


@pytest.fixture
def visitor(server: Server, session: Session, engine: Engine) -> Visitor:
    fill(session, TASKS)
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    return server.visit()

def test_x(visitor: Visitor, session) -> None:
    card = visitor.state(TodoState).cards[3]
    form = dict(title="Prune the roses", description="", status="todo", priority="high", assignee="", due_date="")
    out = {"load": visitor.opening}
    out["reload"] = visitor.do(BoardState.load)
    out["search"] = visitor.do(BoardState.filter, "q", "9")
    out["search2"] = visitor.do(BoardState.filter, "q", "99")
    out["clear"] = visitor.do(BoardState.clear_filters)
    out["move"] = visitor.do(BoardState.move, card.id, "done", "top")
    out["create"] = visitor.do(NewTaskState.save, form)
    out["open"] = visitor.do(EditTaskState.open, card.id)
    out["edit"] = visitor.do(EditTaskState.save, {**form_values(read_task(session, card.id)), "title": "New"})
    out["delete"] = visitor.do(BoardState.delete, card.id)
    out["widen"] = visitor.do(TodoState.widen)
    out["language"] = visitor.do(BoardState.choose_language, "fr")
    for k, v in out.items(): print(k, v.size, len(v.selects), round(v.seconds*1000), columns_sent(v), v.toasts)
    assert 0
