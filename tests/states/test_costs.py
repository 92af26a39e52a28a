"""What an action costs on a board of 10,000 tasks: queries, and bytes down the socket. DESIGN.md has the limits."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.filter import NOBODY
from taskflow.states.board import BoardState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import TodoState
from taskflow.states.open_task import OpenTaskState
from taskflow.states.palette import PaletteState
from taskflow.states.quick_add import QuickAddState
from taskflow.states.scrolling import ScrollState
from taskflow.states.task_fields import TaskFieldsState
from taskflow.states.task_form import NewTaskState
from taskflow.states.views import ViewsState
from tests.states.attacks import SENSIBLE_FORM
from tests.states.boards import columns_sent, edit, fill, move
from tests.states.visiting import Answer, Server, Visitor

QUERIES = 3
BYTES = 25_000

# Those that change what a column shows.
CHANGES = {"move", "drop", "drop of 5", "create", "quick add", "quick add of 5 lines", "edit of 5", "save", "delete"}


@pytest.fixture
def filled(session: Session, engine: Engine) -> None:
    fill(session, 10_000)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


@pytest.fixture
def visitor(server: Server, filled: None) -> Visitor:  # noqa: ARG001  (the order matters)
    """Somebody who sees the first cards of each column."""
    return server.visit()


def ids_of(visitor: Visitor) -> list[str]:
    return [card.id for card in visitor.sees(TodoState).cards]


def titles_of(visitor: Visitor) -> dict[str, str]:
    return {card.id: card.title for card in visitor.sees(TodoState).cards}


def test_every_action_stays_within_the_limits(visitor: Visitor) -> None:
    ids = ids_of(visitor)
    actions = {
        "load": visitor.opening,
        "search": visitor.do(BoardState.filter, "q", "9"),
        "clear": visitor.do(BoardState.clear_filters),
        "load again": visitor.do(BoardState.load),
        "filter that finds nothing": visitor.do(BoardState.filter, "q", "no such task"),
        "back to everything": visitor.do(BoardState.filter, "q", ""),
        "move": move(visitor, ids[3:4], "done"),
        "undo of a move": visitor.do(ChangeState.undo),
        "drop": move(visitor, ids[3:4], "todo", before=ids[9], after=ids[8], end="bottom"),
        "drop of 5": move(visitor, ids[5:10], "in_progress", before="no such task", after=ids[1]),
        "undo of a drop of 5": visitor.do(ChangeState.undo),
        "create": visitor.do(NewTaskState.save, SENSIBLE_FORM),
        "preview": visitor.do(QuickAddState.preview, "Buy milk !high @alice due:tomorrow"),
        "quick add": visitor.do(QuickAddState.add, "todo", "top", "Buy milk !high @alice due:tomorrow", False, False),
        "quick add of 5 lines": visitor.do(QuickAddState.add, "todo", "top", "a\nb\nc\nd\ne", False, False),
        "edit of 5": edit(visitor, ids[10:15], "assignee", "Bob"),
        "undo of an edit of 5": visitor.do(ChangeState.undo),
        "open": visitor.do(OpenTaskState.load),
        "save": visitor.do(TaskFieldsState.save, ids[4], "title", "Prune the roses", titles_of(visitor)[ids[4]]),
        "undo of a save": visitor.do(ChangeState.undo),
        "panel move": visitor.do(TaskFieldsState.move, ids[4], "done", "todo"),
        "palette": visitor.do(PaletteState.search, "room 99"),
        "sort by due date": visitor.do(BoardState.filter, "sort", "due"),
        "sort by priority": visitor.do(BoardState.filter, "sort", "priority"),
        "sort by age": visitor.do(BoardState.filter, "sort", "newest"),
        "sort by hand": visitor.do(BoardState.filter, "sort", "manual"),
        "views": visitor.do(ViewsState.load),
        "save a view": visitor.do(ViewsState.save, {"name": "Mine"}),
        "use a view": visitor.do(ViewsState.apply, visitor.state(ViewsState).views[0].id),
        "delete": visitor.do(ChangeState.delete, 9, ids[:1]),
        "undo of a delete": visitor.do(ChangeState.undo),
        "delete 5": visitor.do(ChangeState.delete, 10, ids[15:20]),
        "undo of a delete of 5": visitor.do(ChangeState.undo),
        "scroll": visitor.do(ScrollState.look, "todo", visitor.sees(TodoState).cards[-1].id, 0, 10),
        "scroll far": visitor.do(ScrollState.look, "todo", visitor.sees(TodoState).cards[-1].id, 40, 10),
        "go to the end": visitor.do(ScrollState.go_to, "todo", "bottom"),
    }
    check(actions)
    assert {name for name in CHANGES if not columns_sent(actions[name])} == set()


@pytest.mark.parametrize("group", ["priority", "assignee"])
def test_lanes_stay_within_the_limits(visitor: Visitor, group: str) -> None:
    lane = {"priority": "high", "assignee": NOBODY}[group]
    actions = {"divide": visitor.do(BoardState.filter, "group", group)}
    ids = [card.id for card in visitor.sees(TodoState).cards if card.lane != lane]
    actions |= {
        "load again": visitor.do(BoardState.load),
        "drop into a lane": move(visitor, ids[:1], "done", lane=lane),
        "drop of 5 into a lane": move(visitor, ids[1:6], "in_progress", lane=lane),
        "undo": visitor.do(ChangeState.undo),
        "sort": visitor.do(BoardState.filter, "sort", "due"),
        "edit of 5": edit(visitor, ids[1:6], "priority", "medium"),
        "filter": visitor.do(BoardState.filter, "q", "9"),
        "join": visitor.do(BoardState.filter, "group", ""),
    }
    check(actions)


def test_opening_a_task_by_its_address_stays_within_the_limits(server: Server, visitor: Visitor) -> None:
    opened = server.visit(f"/t/{ids_of(visitor)[0]}")
    check({"load": opened.opening, "next task": opened.go(f"/t/{ids_of(visitor)[1]}"), "close": opened.go("/")})


def check(actions: dict[str, Answer]) -> None:
    """Check what each action cost, and that all of them did what they should."""
    # Taking the lock, which PostgreSQL words as a SELECT too, reads nothing.
    costs = {
        name: (sum("pg_advisory" not in query for query in answer.selects), answer.size)
        for name, answer in actions.items()
    }
    assert {name: cost for name, cost in costs.items() if cost[0] > QUERIES or cost[1] > BYTES} == {}
    assert {name: answer.toasts for name, answer in actions.items() if is_error(answer)} == {}


def is_error(answer: Answer) -> bool:
    return any(kind == "error" for kind, _ in answer.toasts)
