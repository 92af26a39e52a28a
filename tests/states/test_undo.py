"""Taking back one's last change, unless somebody changed the same task since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from taskflow.models.task import Status, TaskUpdate
from taskflow.services.errors import DatabaseUnavailable
from taskflow.services.tasks import delete_task, edit_task
from taskflow.states.board import BoardState
from taskflow.states.changes import SECONDS_OF_A_SENTENCE, SENTENCES, UNDOABLE, ChangeState
from taskflow.states.gate import STORED_LENGTH
from taskflow.states.open_task import OpenTaskState
from taskflow.states.quick_add import QuickAddState
from taskflow.states.task_fields import TaskFieldsState
from taskflow.states.task_form import NewTaskState
from tests.states.attacks import SENSIBLE_FORM
from tests.states.boards import add, edit, move, titles
from tests.states.visiting import Answer, Server, Visitor

UNDONE = [("success", "Undone")]
NOTHING = [("error", "There is nothing to undo.")]
CHANGED_SINCE = [("error", "This cannot be undone: somebody changed the task since.")]


def board(visitor: Visitor) -> dict[Status, list[str]]:
    """Return what the visitor sees."""
    return {status: titles(visitor, status) for status in Status}


@pytest.fixture
def ids(session: Session) -> dict[str, str]:
    return {title: add(session, title, assignee="Alice").id for title in "abc"}


@pytest.fixture
def visitor(server: Server, ids: dict[str, str]) -> Visitor:
    return server.visit(f"/t/{ids['a']}")


CHANGES: dict[str, Callable[[Visitor, dict[str, str]], Answer]] = {
    "create": lambda visitor, _: visitor.do(NewTaskState.save, SENSIBLE_FORM),
    "create by a line": lambda visitor, _: visitor.do(QuickAddState.add, "todo", "top", "x", False, False),
    "create by lines": lambda visitor, _: visitor.do(QuickAddState.add, "done", "bottom", "x\ny\nz", False, False),
    "move": lambda visitor, ids: move(visitor, [ids["b"]], "done"),
    "move within a column": lambda visitor, ids: move(visitor, [ids["c"]], "todo", before=ids["b"]),
    "move several": lambda visitor, ids: move(visitor, [ids["c"], ids["a"]], "done"),
    "edit": lambda visitor, ids: visitor.do(TaskFieldsState.save, ids["a"], "title", "d", "a"),
    "move in the panel": lambda visitor, ids: visitor.do(TaskFieldsState.move, ids["a"], "in_progress", "todo"),
    "edit several": lambda visitor, ids: edit(visitor, list(ids.values()), "title", "d"),
    "delete": lambda visitor, ids: visitor.do(ChangeState.delete, 1, [ids["b"]]),
    "delete several": lambda visitor, ids: visitor.do(ChangeState.delete, 1, [ids["b"], ids["a"]]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_works(visitor: Visitor, ids: dict[str, str], change: Callable[[Visitor, dict[str, str]], Answer]) -> None:
    before = board(visitor)
    ((kind, _),) = change(visitor, ids).toasts
    assert kind == "success"
    assert board(visitor) != before
    assert visitor.do(ChangeState.undo).toasts == UNDONE
    assert board(visitor) == before
    assert visitor.do(ChangeState.undo).toasts == NOTHING


def test_the_toast_offers_it(visitor: Visitor, ids: dict[str, str]) -> None:
    (script,) = (script for script in move(visitor, [ids["a"]], "done").scripts if "__toast" in script)
    assert '"Undo"' in script
    assert "change_state.undo" in script
    assert "10000" in script


def test_step_by_step(visitor: Visitor, ids: dict[str, str]) -> None:
    seen = [board(visitor)]
    for change in CHANGES.values():
        change(visitor, ids)
        if board(visitor) != seen[-1]:
            seen.append(board(visitor))
    while len(seen) > 1:
        assert board(visitor) == seen.pop()
        visitor.do(ChangeState.undo)
    assert board(visitor) == seen[0]


def test_the_open_task_follows(visitor: Visitor, ids: dict[str, str]) -> None:
    visitor.do(TaskFieldsState.save, ids["a"], "assignee", "Bob", "Alice")
    assert visitor.do(ChangeState.undo).sent_of(OpenTaskState)["assignee"] == "Alice"


def test_what_somebody_changed_since_is_refused_and_what_was_before_can_be_taken_back(
    visitor: Visitor, session: Session, ids: dict[str, str]
) -> None:
    move(visitor, [ids["b"]], "done")
    move(visitor, [ids["a"]], "done")
    edit_task(session, ids["a"], TaskUpdate(title="Mine"))
    assert visitor.do(ChangeState.undo).toasts == CHANGED_SINCE
    assert titles(visitor, Status.DONE) == ["Mine", "b"]
    assert visitor.do(ChangeState.undo).toasts == UNDONE
    assert titles(visitor, Status.DONE) == ["Mine"]
    assert visitor.do(ChangeState.undo).toasts == NOTHING


def test_of_several_tasks_one_that_was_changed_since_holds_back_all(
    visitor: Visitor, session: Session, ids: dict[str, str]
) -> None:
    move(visitor, list(ids.values()), "done")
    delete_task(session, ids["b"])
    assert visitor.do(ChangeState.undo).toasts == CHANGED_SINCE
    visitor.do(BoardState.load)
    assert board(visitor) == {Status.TODO: [], Status.IN_PROGRESS: [], Status.DONE: ["a", "c"]}


def test_the_refusal_is_in_the_readers_language(server: Server, session: Session, ids: dict[str, str]) -> None:
    visitor = server.visit(languages="fr")
    assert visitor.do(ChangeState.undo).toasts == [("error", "Il n’y a rien à annuler.")]
    move(visitor, [ids["a"]], "done")
    delete_task(session, ids["a"])
    assert visitor.do(ChangeState.undo).toasts == [
        ("error", "Impossible d’annuler\u00a0: quelqu’un a modifié la tâche depuis.")
    ]


def test_nobody_takes_back_what_others_did(server: Server, visitor: Visitor, ids: dict[str, str]) -> None:
    move(visitor, [ids["a"]], "done")
    assert server.visit().do(ChangeState.undo).toasts == NOTHING


def test_a_change_that_changed_nothing_is_not_a_step(visitor: Visitor, ids: dict[str, str]) -> None:
    move(visitor, [ids["a"]], "done")
    move(visitor, [ids["a"]], "done")
    edit(visitor, [ids["a"]], "assignee", "Alice")
    visitor.do(ChangeState.undo)
    assert titles(visitor) == ["a", "b", "c"]


def test_without_a_database_the_step_is_kept(
    visitor: Visitor, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    move(visitor, [ids["a"]], "done")

    def refuse() -> Any:
        raise DatabaseUnavailable

    with monkeypatch.context() as patch:
        patch.setattr("reflex.session", refuse)
        answer = visitor.do(ChangeState.undo)
    assert answer.toasts == [("error", "The database cannot be reached. Nothing was changed; please try again.")]
    assert visitor.do(ChangeState.undo).toasts == UNDONE


def test_a_restarted_server_can_still_take_back(server: Server, visitor: Visitor, ids: dict[str, str]) -> None:
    move(visitor, [ids["a"]], "done")
    kept = move(visitor, [ids["b"], ids["c"]], "done").sent_of(ChangeState)["undoable"]
    server.forget()
    visitor.open("/", stored={ChangeState: {"undoable": kept}})
    assert visitor.do(ChangeState.undo).toasts == UNDONE
    assert titles(visitor) == ["b", "c"]
    assert visitor.do(ChangeState.undo).toasts == UNDONE
    assert titles(visitor) == ["a", "b", "c"]


def test_a_long_days_work_fits_into_what_the_browser_may_keep(
    server: Server, session: Session, visitor: Visitor
) -> None:
    ids = [add(session, f"{number}").id for number in range(60)]
    kept = ""
    for number in range(UNDOABLE + 1):
        kept = move(visitor, ids, ["done", "todo"][number % 2]).sent_of(ChangeState)["undoable"]
    assert len(kept) <= STORED_LENGTH
    server.forget()
    visitor.open("/", stored={ChangeState: {"undoable": kept}})
    assert visitor.do(ChangeState.undo).toasts == UNDONE


def test_who_goes_on_pressing_is_not_told_each_time(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("taskflow.states.changes.monotonic", lambda: now)
    told = [NOTHING] * SENTENCES + [[]]
    assert [visitor.do(ChangeState.undo).toasts for _ in told] == told
    now += SECONDS_OF_A_SENTENCE
    assert visitor.do(ChangeState.undo).toasts == NOTHING
    # After a redeployment elsewhere another clock goes on.
    now = 10.0
    assert visitor.do(ChangeState.undo).toasts == NOTHING


@pytest.mark.parametrize(
    "forged",
    [
        "0",
        "-1",
        "x",
        "1,x",
        "999999999",
        "9" * 1900,
        "1 " * 900,
        ",",
        "'; DROP TABLE activity; --",
        "\u0661",
        "²",
        "1e3",
    ],
)
def test_a_forged_stack_undoes_nothing(server: Server, ids: dict[str, str], forged: str) -> None:
    visitor = server.visit(stored={ChangeState: {"undoable": forged}})
    assert visitor.opening.toasts == []
    answers = [visitor.do(ChangeState.undo).toasts for _ in range(UNDOABLE + 1)]
    assert answers[:SENTENCES] == [NOTHING] * SENTENCES
    assert all(answer in (NOTHING, []) for answer in answers)
    assert titles(visitor) == ["a", "b", "c"]
    move(visitor, [ids["a"]], "done")
    assert visitor.do(ChangeState.undo).toasts == UNDONE


@pytest.mark.parametrize("forged", [None, 5, [], {}, True, "x" * 1_000_000, "\ud800"])
def test_a_stack_that_no_page_stores_is_left_out(server: Server, ids: dict[str, str], forged: Any) -> None:
    visitor = server.visit(stored={ChangeState: {"undoable": forged}})
    assert visitor.state(ChangeState).undoable == ""
    move(visitor, [ids["a"]], "done")
    assert visitor.do(ChangeState.undo).toasts == UNDONE
