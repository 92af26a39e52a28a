"""Several selected cards are moved, changed and deleted as one, and one sentence says how many they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.services.tasks import delete_task
from taskflow.states.changes import ChangeState
from taskflow.states.moves import MoveState
from tests.states.boards import add, columns_sent, edit, given_back, move, stored, titles
from tests.states.visiting import Answer, Server, Visitor


@pytest.fixture
def ids(session: Session) -> dict[str, str]:
    """Return the ids of five tasks, three of them to do."""
    columns = dict(zip("abcxy", [Status.TODO] * 3 + [Status.DONE] * 2, strict=True))
    return {title: add(session, title, status).id for title, status in columns.items()}


def test_it_works(server: Server, ids: dict[str, str]) -> None:
    visitor = server.visit()
    answer = move(visitor, [ids["a"], ids["c"]], "done", number=7, before=ids["y"])
    assert titles(visitor) == ["b"]
    assert titles(visitor, Status.DONE) == ["x", "a", "c", "y"]
    assert answer.toasts == [("success", "2 tasks moved to “Done”")]
    assert answer.sent_of(MoveState)["acknowledged"] == 7


def test_cards_of_several_columns_come_together_in_their_order(server: Server, ids: dict[str, str]) -> None:
    visitor = server.visit()
    answer = move(visitor, [ids["y"], ids["b"]], "todo", after=ids["a"])
    assert titles(visitor) == ["a", "y", "b", "c"]
    assert columns_sent(answer) == {Status.TODO, Status.DONE}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("priority", "high", "high"),
        ("assignee", "Zoé", "Zoé"),
        ("assignee", "", None),
        ("title", "The same", "The same"),
        ("due_date", "2026-12-31", "2026-12-31T00:00:00+00:00"),
        ("due_date", "", None),
        ("status", "in_progress", "in_progress"),
    ],
)
def test_one_field_of_all_is_changed(server: Server, session: Session, name: str, value: str, kept: str | None) -> None:
    tasks = [add(session, title, assignee="Alice", due_date="2026-01-01") for title in "ab"]
    visitor = server.visit(languages="fr")
    answer = edit(visitor, [task.id for task in tasks], name, value)
    assert answer.toasts == [("success", "2 tâches modifiées")]
    assert [stored(session, task.id).model_dump(mode="json")[name] for task in tasks] == [
        kept.replace("+00:00", "Z") if kept else kept
    ] * 2


def test_deleting_says_how_many(server: Server, ids: dict[str, str]) -> None:
    visitor = server.visit()
    answer = visitor.do(ChangeState.delete, 7, [ids["a"], ids["b"], ids["x"]])
    assert (titles(visitor), titles(visitor, Status.DONE)) == (["c"], ["y"])
    assert answer.toasts == [("success", "3 tasks were deleted.")]


def test_what_somebody_deleted_meanwhile_is_left_out(server: Server, session: Session, ids: dict[str, str]) -> None:
    visitor = server.visit()
    delete_task(session, ids["b"])
    answer = move(visitor, [ids["a"], ids["b"]], "done")
    assert answer.toasts == [("success", "Moved to “Done”")]
    assert titles(visitor) == ["c"]


@pytest.mark.parametrize(("name", "value"), [("title", ""), ("priority", "urgent"), ("due_date", "2026-02-30")])
def test_a_value_that_cannot_be_is_refused(
    server: Server, session: Session, ids: dict[str, str], name: str, value: str
) -> None:
    before = stored(session, ids["a"])
    answer = edit(server.visit(), [ids["a"]], name, value)
    assert answer.toasts == [("error", "That request made no sense, so nothing was changed.")]
    assert stored(session, ids["a"]) == before


def test_a_refused_change_of_a_field_tears_up_no_note_of_a_move(
    server: Server, session: Session, ids: dict[str, str]
) -> None:
    visitor = server.visit()
    delete_task(session, ids["a"])
    answer = edit(visitor, [ids["a"]], "priority", "high")
    assert answer.toasts == [("error", "This task no longer exists: somebody deleted it.")]
    assert given_back(answer) == []


@pytest.mark.parametrize("task_ids", [[], ["x"] * 5, [f"{number}" for number in range(1001)]])
@pytest.mark.parametrize(
    "action",
    [
        lambda visitor, ids: edit(visitor, ids, "priority", "high"),
        lambda visitor, ids: visitor.do(ChangeState.delete, 7, ids),
        lambda visitor, ids: move(visitor, ids, "done", number=7),
    ],
    ids=["edit", "delete", "move"],
)
def test_none_or_too_many_change_nothing(
    server: Server,
    session: Session,
    ids: dict[str, str],
    task_ids: list[str],
    action: Callable[[Visitor, list[str]], Answer],
) -> None:
    before = [stored(session, task_id) for task_id in ids.values()]
    assert {kind for kind, _ in action(server.visit(), task_ids).toasts} <= {"error"}
    assert [stored(session, task_id) for task_id in ids.values()] == before
