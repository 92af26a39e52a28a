"""What it costs to tell everybody of a change on a board of 10,000 tasks: it does not grow with their number."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.live.hub import hub
from taskflow.models.task import Status, TaskMove
from taskflow.services.tasks import End, move_task
from taskflow.states.columns import DoneState, TodoState
from taskflow.states.news import NewsState
from tests.states.boards import fill
from tests.states.visiting import Answer, Server, Visitor

# What a view of the board takes to read; the other rooms have nothing to do with a move.
QUERIES_OF_A_VIEW = 3
BYTES = 25_000


@pytest.fixture
def _filled(session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    # Who has come is told before anything else.
    monkeypatch.setattr("taskflow.live.presence.PEOPLE_SECONDS", 0)
    fill(session, 10_000)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def move_a_card(server: Server, session: Session, visitor: Visitor) -> list[str]:
    """Let somebody elsewhere in this process move the first card, and return the queries by which it was told."""
    server.settle_until(lambda: hub.telling.is_quiet and not hub.presence.is_due)
    task_id = visitor.sees(TodoState).cards[0].id
    move_task(session, task_id, TaskMove(status=Status.DONE), end=End.TOP)
    session.rollback()
    answer = Answer()
    with server.counted(answer.statements):
        server.settle()
    assert visitor.sees(DoneState).cards[0].id == task_id
    return answer.selects


@pytest.mark.usefixtures("_filled")
def test_it_is_read_once_for_each_view_and_sent_once_to_each_visitor(server: Server, session: Session) -> None:
    visitors = [server.visit() for _ in range(10)] + [server.visit("/?sort=priority") for _ in range(5)]
    move_a_card(server, session, visitors[0])
    had = [len(visitor.updates) for visitor in visitors]
    queries = move_a_card(server, session, visitors[0])
    assert len(queries) <= 2 * QUERIES_OF_A_VIEW
    for visitor, before in zip(visitors, had, strict=True):
        (update,) = visitor.updates[before:]
        answer = Answer([update])
        # Only what has changed: two columns, and what there is to say of it to those who see the card.
        assert answer.sent.keys() <= {state.get_full_name() for state in (TodoState, DoneState, NewsState)}
        assert answer.size <= BYTES


@pytest.mark.usefixtures("_filled")
def test_revisions_rise_on_every_page(server: Server, session: Session) -> None:
    visitors = [server.visit(), server.visit()]
    for _ in range(5):
        move_a_card(server, session, visitors[0])
    for visitor in visitors:
        told = [Answer([update]).sent_of(NewsState).get("revision") for update in visitor.updates]
        revisions = [revision for revision in told if revision is not None]
        assert len(revisions) == 5
        assert revisions == sorted(set(revisions))
