"""Deleting a task."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.services.errors import TaskNotFound
from taskflow.services.tasks import read_task
from taskflow.states.changes import ChangeState
from taskflow.states.moves import MoveState
from tests.states.boards import add, columns_sent, given_back, titles
from tests.states.visiting import Server


def test_it_works(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    add(session, "Bake bread")
    add(session, "Water the plants", Status.DONE)
    visitor = server.visit()
    answer = visitor.do(ChangeState.delete, 7, [task.id])
    assert titles(visitor) == ["Bake bread"]
    assert columns_sent(answer) == {Status.TODO}
    assert answer.toasts == [("success", "The task was deleted.")]
    assert answer.sent_of(MoveState)["acknowledged"] == 7
    with pytest.raises(TaskNotFound):
        read_task(session, task.id)


def test_twice_is_refused(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    alice, bob = server.visit(), server.visit(languages="fr")
    alice.do(ChangeState.delete, 1, [task.id])
    answer = bob.do(ChangeState.delete, 7, [task.id])
    assert answer.toasts == [("error", "Cette tâche n’existe plus\u00a0: quelqu’un l’a supprimée.")]
    assert given_back(answer) == [7]
    assert "acknowledged" not in answer.sent_of(ChangeState)
    assert titles(bob) == []
