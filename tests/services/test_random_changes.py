"""Whatever people do in whatever order, the board shows what they did, and its record tells how it came about."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.task import Priority, Status
from taskflow.services import positions
from taskflow.services.tasks import End
from tests.emptying import empty
from tests.services.properties import STEADY
from tests.services.two_boards import TwoBoards

# Mostly one column, so that it is crowded.
STATUSES, ENDS = st.sampled_from([*Status, Status.TODO, Status.TODO]), st.sampled_from(End)
# Mostly what is or was on the board, sometimes nobody.
ANYBODY = st.sampled_from([*range(24), None, None])
# Mostly not stale, so that most operations change something.
STALENESS = st.sampled_from([None, None, None, 0, 0, 0, -1, 1])
FIELDS = {
    "title": st.sampled_from(["Buy milk", "Écrire à Zoé", "100 %", "🚀"]),
    "description": st.sampled_from([None, "one\ntwo", "\u200fברכה"]),
    "priority": st.sampled_from(Priority),
    "assignee": st.sampled_from([None, "alice", "bob", "charlie"]),
    "due_date": st.sampled_from([None, "2026-03-10", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]),
}


def _operation(name: str, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(name), st.fixed_dictionaries(arguments))


CREATE = _operation("create", status=STATUSES, end=ENDS, given=st.fixed_dictionaries({}, optional=FIELDS))
EDIT = _operation(
    "edit",
    who=ANYBODY,
    given=st.fixed_dictionaries({}, optional={**FIELDS, "status": STATUSES}),
    stale=STALENESS,
)
MOVE = _operation("move", who=ANYBODY, status=STATUSES, above=ANYBODY, below=ANYBODY, end=ENDS, stale=STALENESS)
DELETE = _operation("delete", who=ANYBODY, stale=STALENESS)
CHANGES = st.lists(st.one_of(CREATE, EDIT, MOVE, MOVE, MOVE, DELETE), min_size=25, max_size=40)


def _run(engine: Engine, session: Session, changes: list[tuple[str, dict[str, Any]]]) -> int:
    empty(engine)
    boards = TwoBoards(engine, session)
    for status in (*Status, *[Status.TODO] * 6):
        boards.create(status, End.BOTTOM, {})
    for name, arguments in changes:
        getattr(boards, name)(**arguments)
        boards.assert_equal()
    return boards.assert_recorded()


def test_a_board_shows_every_change_in_the_order_that_people_gave_it(engine: Engine, session: Session) -> None:
    @settings(STEADY, max_examples=12)
    @given(CHANGES)
    def everybody_works(changes: list[tuple[str, dict[str, Any]]]) -> None:
        assert _run(engine, session, changes) == 0

    everybody_works()


def test_a_board_stays_in_order_while_crowded_places_get_new_keys(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No key between two others is this short, so every move between two tasks makes room first.
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    monkeypatch.setattr(positions, "NEIGHBOURS_REINDEXED", 1)
    rewritten: list[int] = []

    @settings(STEADY, max_examples=12)
    @given(CHANGES)
    def everybody_works(changes: list[tuple[str, dict[str, Any]]]) -> None:
        rewritten.append(_run(engine, session, changes))

    everybody_works()
    assert sum(rewritten) > 10
