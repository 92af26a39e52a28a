"""Moving a card to the top or the bottom of a column."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.services.tasks import delete_task
from taskflow.states.board import BoardState, InProgressState, TodoState
from tests.states.boards import add, columns_sent, titles
from tests.states.visiting import Server


def test_it_works(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    add(session, "Bake bread", Status.IN_PROGRESS)
    visitor = server.visit()
    answer = visitor.do(BoardState.move, task.id, "in_progress", "top")
    assert titles(visitor) == []
    assert titles(visitor, Status.IN_PROGRESS) == ["Buy milk", "Bake bread"]
    assert answer.sent_of(TodoState)["total"] == 0
    assert answer.sent_of(InProgressState)["total"] == 2


def test_only_the_two_columns_are_sent(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    add(session, "Bake bread", Status.DONE)
    answer = server.visit().do(BoardState.move, task.id, "in_progress", "bottom")
    assert columns_sent(answer) == {Status.TODO, Status.IN_PROGRESS}
    assert set(answer.sent) == {TodoState.get_full_name(), InProgressState.get_full_name()}


@pytest.mark.parametrize(
    ("number", "end", "expected"),
    [(2, "top", ["c", "a", "b"]), (0, "bottom", ["b", "c", "a"]), (0, "top", ["a", "b", "c"])],
)
def test_a_card_can_move_within_its_column(
    server: Server, session: Session, number: int, end: str, expected: list[str]
) -> None:
    tasks = [add(session, title) for title in "abc"]
    visitor = server.visit()
    answer = visitor.do(BoardState.move, tasks[number].id, "todo", end)
    assert titles(visitor) == expected
    assert columns_sent(answer) == ({Status.TODO} if expected != ["a", "b", "c"] else set())


def test_a_card_that_somebody_deleted_is_refused_with_a_sentence(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    english, french = server.visit(), server.visit(languages="fr")
    delete_task(session, task.id)
    assert english.do(BoardState.move, task.id, "done", "top").toasts == [
        ("error", "This task no longer exists: somebody deleted it.")
    ]
    assert french.do(BoardState.move, task.id, "done", "top").toasts == [
        ("error", "Cette tâche n’existe plus\u00a0: quelqu’un l’a supprimée.")
    ]


def test_a_refused_card_leaves_the_screen(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    visitor = server.visit()
    delete_task(session, task.id)
    visitor.do(BoardState.move, task.id, "done", "top")
    assert titles(visitor) == []
