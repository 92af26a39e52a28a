"""Deleting a task."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.services.errors import TaskNotFound
from taskflow.services.tasks import read_task
from taskflow.states.board import BoardState
from tests.states.boards import add, columns_sent, titles
from tests.states.visiting import Server


def test_it_works(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    add(session, "Bake bread")
    add(session, "Water the plants", Status.DONE)
    visitor = server.visit()
    answer = visitor.do(BoardState.delete, task.id)
    assert titles(visitor) == ["Bake bread"]
    assert columns_sent(answer) == {Status.TODO}
    assert answer.toasts == [("success", "The task was deleted.")]
    with pytest.raises(TaskNotFound):
        read_task(session, task.id)


def test_twice_is_refused(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    alice, bob = server.visit(), server.visit(languages="fr")
    alice.do(BoardState.delete, task.id)
    assert bob.do(BoardState.delete, task.id).toasts == [
        ("error", "Cette tâche n’existe plus\u00a0: quelqu’un l’a supprimée.")
    ]
    assert titles(bob) == []
