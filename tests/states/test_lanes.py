"""The board divided into lanes, by assignee or by priority."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.filter import NOBODY
from taskflow.models.task import Status
from taskflow.states.board import BoardState
from taskflow.states.board_view import LANES, LaneState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import COLUMNS
from taskflow.states.moves import MoveState
from tests.states.boards import add, given_back, move, stored
from tests.states.visiting import Server, Visitor


@pytest.fixture(autouse=True)
def tasks(session: Session) -> dict[str, str]:
    """Return the ids of five tasks of two people and of nobody."""
    whose = {"a": "Zoé Lefèvre", "b": "alice", "c": None, "d": "alice"}
    ids = {title: add(session, title, assignee=name, priority="low").id for title, name in whose.items()}
    return {**ids, "x": add(session, "x", Status.DONE, assignee="alice", priority="high").id}


def lanes(visitor: Visitor) -> dict[str, int]:
    """Return the lanes from top to bottom, and how many tasks each says it has."""
    return {lane.key: lane.total for lane in visitor.sees(LaneState).lanes}


def cells(visitor: Visitor, status: Status = Status.TODO) -> dict[str, list[str]]:
    """Return the cards of a column, lane by lane."""
    found: dict[str, list[str]] = {}
    for card in visitor.sees(COLUMNS[status]).cards:
        found.setdefault(card.lane, []).append(card.title)
    return found


def test_it_works(server: Server) -> None:
    visitor = server.visit()
    visitor.do(BoardState.filter, "group", "assignee")
    assert lanes(visitor) == {"alice": 3, "Zoé Lefèvre": 1, NOBODY: 1}
    assert cells(visitor) == {"alice": ["b", "d"], "Zoé Lefèvre": ["a"], NOBODY: ["c"]}
    assert cells(visitor, Status.DONE) == {"alice": ["x"]}
    assert {lane.key: (lane.name, lane.initials) for lane in visitor.sees(LaneState).lanes} == {
        "alice": ("alice", "A"),
        "Zoé Lefèvre": ("Zoé Lefèvre", "ZL"),
        # The page has words for it.
        NOBODY: ("", ""),
    }
    visitor.do(BoardState.filter, "group", "")
    assert lanes(visitor) == {}
    assert cells(visitor) == {"": ["a", "b", "c", "d"]}


def test_there_is_a_lane_for_each_priority_the_highest_first(server: Server) -> None:
    visitor = server.visit("/?group=priority")
    assert list(lanes(visitor).items()) == [("high", 1), ("medium", 0), ("low", 4)]


@pytest.mark.parametrize(
    ("group", "lane", "field", "value"),
    [
        ("assignee", "Zoé Lefèvre", "assignee", "Zoé Lefèvre"),
        ("assignee", NOBODY, "assignee", None),
        ("priority", "high", "priority", "high"),
    ],
)
def test_a_card_that_is_dropped_into_a_lane_takes_on_what_it_stands_for(
    server: Server, session: Session, tasks: dict[str, str], group: str, lane: str, field: str, value: str | None
) -> None:
    visitor = server.visit(f"/?group={group}")
    answer = move(visitor, [tasks["b"]], "in_progress", lane=lane, number=7)
    assert cells(visitor, Status.IN_PROGRESS) == {lane: ["b"]}
    assert getattr(stored(session, tasks["b"]), field) == value
    assert answer.sent_of(MoveState)["acknowledged"] == 7
    visitor.do(ChangeState.undo)
    assert cells(visitor, Status.IN_PROGRESS) == {}
    assert stored(session, tasks["b"]).assignee == "alice"


def test_a_card_can_change_its_lane_and_stay_in_its_column(
    server: Server, session: Session, tasks: dict[str, str]
) -> None:
    visitor = server.visit("/?group=assignee")
    move(visitor, [tasks["c"]], "todo", lane="alice", before=tasks["d"], after=tasks["b"])
    assert cells(visitor)["alice"] == ["b", "c", "d"]
    assert stored(session, tasks["c"]).assignee == "alice"


def test_a_move_to_a_column_leaves_each_card_in_its_lane(server: Server, tasks: dict[str, str]) -> None:
    visitor = server.visit("/?group=assignee")
    move(visitor, [tasks["a"], tasks["b"], tasks["c"]], "in_progress")
    assert cells(visitor, Status.IN_PROGRESS) == {"alice": ["b"], "Zoé Lefèvre": ["a"], NOBODY: ["c"]}


def test_a_lane_of_a_board_that_has_none_changes_nothing_but_the_place(
    server: Server, session: Session, tasks: dict[str, str]
) -> None:
    visitor = server.visit()
    answer = move(visitor, [tasks["a"]], "done", lane="alice")
    assert given_back(answer) == []
    assert stored(session, tasks["a"]).assignee == "Zoé Lefèvre"


def test_only_the_first_people_have_a_lane_and_it_is_said(server: Server, session: Session) -> None:
    for number in range(LANES):
        add(session, "y", assignee=f"Person {number:02}")
    visitor = server.visit("/?group=assignee")
    assert len(lanes(visitor)) == LANES
    assert NOBODY in lanes(visitor)
    assert visitor.sees(LaneState).has_more


def test_as_many_people_as_lanes_are_all(server: Server, session: Session) -> None:
    for number in range(LANES - 3):
        add(session, "y", assignee=f"Person {number:02}")
    visitor = server.visit("/?group=assignee")
    assert len(lanes(visitor)) == LANES
    assert not visitor.sees(LaneState).has_more
