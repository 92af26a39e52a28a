"""The cards of each column in another order than by hand."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.states.board import BoardState
from taskflow.states.filters import FilterState
from tests.states.boards import add, columns_sent, move, titles
from tests.states.visiting import Server


@pytest.fixture(autouse=True)
def tasks(session: Session) -> dict[str, str]:
    """Return the ids of four tasks."""
    fields: dict[str, dict[str, Any]] = {
        "a": {"priority": "low"},
        "b": {"priority": "high", "due_date": "2026-05-01"},
        "c": {"priority": "medium", "due_date": "2026-04-01"},
    }
    ids = {title: add(session, title, **values).id for title, values in fields.items()}
    return {**ids, "x": add(session, "x", Status.DONE).id}


@pytest.mark.parametrize(
    ("sort", "expected"), [("due", "cba"), ("priority", "bca"), ("newest", "cba"), ("manual", "abc")]
)
def test_it_works(server: Server, sort: str, expected: str) -> None:
    visitor = server.visit()
    answer = visitor.do(BoardState.filter, "sort", sort)
    assert "".join(titles(visitor)) == expected
    assert columns_sent(answer) == ({Status.TODO} if sort != "manual" else set())
    assert not visitor.sees(FilterState).is_filtered


def test_clearing_the_filters_keeps_the_order(server: Server) -> None:
    visitor = server.visit("/?sort=due&group=priority&q=b")
    answer = visitor.do(BoardState.clear_filters)
    assert (visitor.sees(FilterState).sort, visitor.sees(FilterState).group) == ("due", "priority")
    assert any('"?sort=due&group=priority"' in script for script in answer.scripts)


def test_a_card_that_comes_into_a_sorted_column_takes_the_place_that_is_its_own(
    server: Server, tasks: dict[str, str]
) -> None:
    visitor = server.visit("/?sort=due")
    move(visitor, [tasks["x"]], "todo", before=tasks["c"])
    # Both have no date: they stand in the order that people gave them.
    assert titles(visitor) == ["c", "b", "a", "x"]
    visitor.do(BoardState.filter, "sort", "manual")
    assert titles(visitor) == ["a", "b", "x", "c"]
