"""Filtering: only what changed is sent, and the address follows."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.states.board import BoardState
from taskflow.states.cards import HIT
from taskflow.states.columns import DoneState, InProgressState, TodoState
from taskflow.states.filters import FilterState
from tests.states.boards import add, address, columns_sent, titles
from tests.states.visiting import Server, Visitor


@pytest.fixture
def visitor(server: Server, session: Session) -> Visitor:
    """Somebody in front of three tasks in two columns."""
    add(session, "Buy milk", priority="high", assignee="Alice", due_date="2020-01-01")
    add(session, "Buy bread", assignee="Bob")
    add(session, "Write to Émile", Status.DONE, assignee="Alice")
    return server.visit()


def test_it_works(visitor: Visitor) -> None:
    answer = visitor.do(BoardState.filter, "q", "milk")
    assert titles(visitor) == ["Buy milk"]
    assert answer.sent_of(TodoState)["total"] == 1
    assert address(answer) == "?q=milk"


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("q", "EMILE", ["Write to Émile"]),
        ("q", "  milk ", ["Buy milk"]),
        ("q", "%", []),
        ("status", "done", ["Write to Émile"]),
        ("priority", "high", ["Buy milk"]),
        ("assignee", "Alice", ["Buy milk", "Write to Émile"]),
        ("assignee", "alice", []),
        ("due", "overdue", ["Buy milk"]),
        ("due", "none", ["Buy bread", "Write to Émile"]),
    ],
)
def test_each_filter_restricts(visitor: Visitor, name: str, value: str, found: list[str]) -> None:
    visitor.do(BoardState.filter, name, value)
    assert [title for status in Status for title in titles(visitor, status)] == found


def test_what_was_found_is_marked_on_the_card(visitor: Visitor) -> None:
    visitor.do(BoardState.filter, "q", "emile")
    (card,) = visitor.sees(DoneState).cards
    assert card.hit == f"Write to {HIT}Émile"


def test_a_keystroke_that_changes_nothing_sends_no_card(visitor: Visitor) -> None:
    visitor.do(BoardState.filter, "q", "bread")
    answer = visitor.do(BoardState.filter, "q", "bread ")
    assert answer.sent == {FilterState.get_full_name(): {"q": "bread", "is_filtered": True}}
    assert answer.size < 500


def test_a_filter_sends_only_the_columns_that_it_changes(visitor: Visitor) -> None:
    assert columns_sent(visitor.do(BoardState.filter, "assignee", "Bob")) == {Status.TODO, Status.DONE}
    visitor.do(BoardState.clear_filters)
    assert columns_sent(visitor.do(BoardState.filter, "assignee", "Alice")) == {Status.TODO}
    visitor.do(BoardState.clear_filters)
    assert columns_sent(visitor.do(BoardState.filter, "priority", "high")) == {Status.TODO, Status.DONE}


def test_clearing_shows_everything_and_empties_the_search_field(visitor: Visitor) -> None:
    visitor.do(BoardState.filter, "q", "milk")
    key = visitor.sees(FilterState).search_key
    answer = visitor.do(BoardState.clear_filters)
    assert titles(visitor) == ["Buy milk", "Buy bread"]
    assert titles(visitor, Status.DONE) == ["Write to Émile"]
    assert address(answer) == ""
    # The field keeps its own text as long as its key stays.
    assert answer.sent_of(FilterState)["search_key"] == key + 1
    assert not visitor.sees(FilterState).is_filtered


def test_typing_does_not_replace_the_search_field(visitor: Visitor) -> None:
    assert "search_key" not in visitor.do(BoardState.filter, "q", "milk").sent_of(FilterState)


def test_a_filter_of_one_visitor_is_nobody_elses(server: Server, visitor: Visitor) -> None:
    colleague = server.visit()
    had = len(colleague.updates)
    visitor.do(BoardState.filter, "q", "nothing")
    assert titles(visitor) == []
    assert titles(colleague) == ["Buy milk", "Buy bread"]
    assert len(colleague.updates) == had
    assert {state: colleague.sees(state).total for state in (TodoState, InProgressState, DoneState)} == {
        TodoState: 2,
        InProgressState: 0,
        DoneState: 1,
    }
