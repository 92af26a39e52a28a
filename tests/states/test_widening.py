"""A column shows a window of its cards, and one window more on demand."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.states.board import LARGEST_WINDOW, WINDOW, BoardState, TodoState
from tests.states.boards import columns_sent, fill, titles
from tests.states.visiting import Server, Visitor

OF_EACH = WINDOW * 2 + 10


@pytest.fixture
def visitor(server: Server, session: Session) -> Visitor:
    """Somebody in front of three long columns."""
    fill(session, OF_EACH * 3)
    return server.visit()


def test_it_works(visitor: Visitor) -> None:
    assert len(titles(visitor)) == WINDOW
    answer = visitor.do(TodoState.widen)
    assert len(titles(visitor)) == WINDOW * 2
    assert columns_sent(answer) == {Status.TODO}
    assert "total" not in answer.sent_of(TodoState)


def test_at_the_end_there_is_no_more(visitor: Visitor) -> None:
    assert visitor.opening.sent_of(TodoState)["has_more"]
    visitor.do(TodoState.widen)
    assert not visitor.do(TodoState.widen).sent_of(TodoState)["has_more"]
    assert len(titles(visitor)) == OF_EACH


def test_the_column_stays_wide(visitor: Visitor) -> None:
    visitor.do(TodoState.widen)
    visitor.do(BoardState.move, visitor.state(TodoState).cards[0].id, "done", "top")
    assert len(titles(visitor)) == WINDOW * 2
    assert len(titles(visitor, Status.DONE)) == WINDOW


def test_a_column_grows_no_further_than_a_browser_can_take(visitor: Visitor) -> None:
    for _ in range(LARGEST_WINDOW // WINDOW + 5):
        visitor.do(TodoState.widen)
    assert visitor.state(TodoState).size == LARGEST_WINDOW
