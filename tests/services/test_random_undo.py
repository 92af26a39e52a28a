"""Whatever people do, to one task or to several, taking it back shows the board as it was before."""

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
from tests.services.undoing_boards import UndoingBoards

# Mostly one column, so that it is crowded.
STATUSES, ENDS = st.sampled_from([*Status, Status.TODO, Status.TODO]), st.sampled_from(End)
# Mostly what is or was on the board, sometimes nobody.
ANYBODY = st.sampled_from([*range(16), None])
SEVERAL = st.lists(ANYBODY, max_size=6)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["Buy milk", "Écrire à Zoé"]),
    "description": st.sampled_from([None, "one\ntwo"]),
    "priority": st.sampled_from(Priority),
    "assignee": st.sampled_from([None, "alice", "bob"]),
    "due_date": st.sampled_from([None, "2026-03-10", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]),
}
GIVEN = st.fixed_dictionaries({}, optional=FIELDS)
GIVEN_WITH_STATUS = st.fixed_dictionaries({}, optional={**FIELDS, "status": STATUSES})
PLACE = {"status": STATUSES, "above": ANYBODY, "below": ANYBODY, "end": ENDS}
NEVER_STALE = st.none()


def _operation(name: str, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(name), st.fixed_dictionaries(arguments))


CHANGES = [
    _operation("create", status=STATUSES, end=ENDS, given=GIVEN),
    _operation("edit", who=ANYBODY, given=GIVEN_WITH_STATUS, stale=NEVER_STALE),
    _operation("move", who=ANYBODY, stale=NEVER_STALE, **PLACE),
    _operation("delete", who=ANYBODY, stale=NEVER_STALE),
    _operation("move_several", who=SEVERAL, given=st.one_of(st.just({}), GIVEN), **PLACE),
    _operation("move_several", who=SEVERAL, given=st.just({}), **PLACE),
    _operation("edit_several", who=SEVERAL, given=GIVEN_WITH_STATUS),
    _operation("delete_several", who=SEVERAL),
]
STEPS = st.lists(
    st.one_of(*CHANGES, _operation("undo"), _operation("undo"), _operation("redo")), min_size=25, max_size=40
)
LONG_AGO = _operation("undo_any", age=st.integers(1, 12), count=st.integers(1, 3))
AT_ANY_TIME = st.lists(st.one_of(*CHANGES, LONG_AGO, LONG_AGO, LONG_AGO, LONG_AGO), min_size=25, max_size=40)


def _run(engine: Engine, session: Session, changes: list[tuple[str, dict[str, Any]]], *, steps: int) -> tuple[int, int]:
    """Return how often something was taken back, and how many keys were rewritten."""
    empty(engine)
    boards = UndoingBoards(engine, session, steps=steps)
    for status in (*Status, *[Status.TODO] * 6):
        boards.create(status, End.BOTTOM, {})
    for name, arguments in changes:
        boards.run(name, arguments)
    return boards.times_undone, boards.assert_recorded()


def test_going_back_step_by_step_shows_the_board_of_each_step(engine: Engine, session: Session) -> None:
    undone: list[int] = []

    @settings(STEADY, max_examples=20)
    @given(STEPS)
    def everybody_works(changes: list[tuple[str, dict[str, Any]]]) -> None:
        times, rewritten = _run(engine, session, changes, steps=10)
        undone.append(times)
        assert rewritten == 0

    everybody_works()
    assert sum(undone) > 50


def test_taking_back_a_change_that_made_room_shows_the_board_as_it_was_before(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No key between two others is this short, so every move between two tasks makes room first.
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    monkeypatch.setattr(positions, "NEIGHBOURS_REINDEXED", 1)
    all_rewritten: list[int] = []

    @settings(STEADY, max_examples=20)
    @given(STEPS)
    def everybody_works(changes: list[tuple[str, dict[str, Any]]]) -> None:
        _, rewritten = _run(engine, session, changes, steps=1)
        all_rewritten.append(rewritten)

    everybody_works()
    assert sum(all_rewritten) > 10


@pytest.mark.parametrize("longest_key", [positions.LONGEST_KEY, 2])
def test_taking_back_what_was_done_long_ago_keeps_the_board_in_order(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch, longest_key: int
) -> None:
    monkeypatch.setattr(positions, "LONGEST_KEY", longest_key)
    undone: list[int] = []

    @settings(STEADY, max_examples=20)
    @given(AT_ANY_TIME)
    def everybody_works(changes: list[tuple[str, dict[str, Any]]]) -> None:
        times, _ = _run(engine, session, changes, steps=0)
        undone.append(times)

    everybody_works()
    assert sum(undone) > 20
