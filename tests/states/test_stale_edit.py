"""Somebody changed the task while it was being edited: nothing is merged silently, and both ways out are offered."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import TaskPublic, TaskUpdate
from taskflow.services.tasks import edit_task
from taskflow.states.task_form import EditTaskState, form_values
from tests.states.boards import add, stored
from tests.states.visiting import Answer, Server, Visitor


@pytest.fixture
def task(session: Session) -> TaskPublic:
    return add(session, "Buy milk", description="Two bottles")


@pytest.fixture(
    params=[("en", "Somebody changed this task meanwhile."), ("fr", "Quelqu’un a modifié cette tâche entre-temps.")]
)
def sentence(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return a language, and what it says."""
    return request.param


@pytest.fixture
def visitor(server: Server, session: Session, task: TaskPublic, sentence: tuple[str, str]) -> Visitor:
    """Somebody whose open task Bob has changed."""
    visitor = server.visit(languages=sentence[0])
    visitor.do(EditTaskState.open, task.id)
    edit_task(session, task.id, TaskUpdate(title="Buy oat milk", assignee="Bob"))
    return visitor


def save(visitor: Visitor, task: TaskPublic) -> Answer:
    return visitor.do(EditTaskState.save, {**form_values(task), "title": "Buy bread"})


def test_it_is_refused_and_said(
    visitor: Visitor, session: Session, task: TaskPublic, sentence: tuple[str, str]
) -> None:
    answer = save(visitor, task)
    assert answer.sent_of(EditTaskState) == {"is_stale": True, "failure": sentence[1], "errors": {}}
    assert stored(session, task.id).title == "Buy oat milk"


def test_keeping_mine_writes_over_it_but_only_what_i_changed(
    visitor: Visitor, session: Session, task: TaskPublic
) -> None:
    save(visitor, task)
    assert visitor.do(EditTaskState.keep_mine).sent_of(EditTaskState) == {
        "is_stale": False,
        "failure": "",
        "version": "2",
        "errors": {},
    }
    save(visitor, task)
    changed = stored(session, task.id)
    assert (changed.title, changed.assignee, changed.description) == ("Buy bread", "Bob", "Two bottles")


def test_taking_theirs_shows_the_task_as_it_is(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    save(visitor, task)
    sent = visitor.do(EditTaskState.take_theirs).sent_of(EditTaskState)
    assert (sent["title"], sent["assignee"], sent["is_stale"], sent["failure"]) == ("Buy oat milk", "Bob", False, "")
    assert "form_key" in sent
    assert stored(session, task.id).title == "Buy oat milk"


def test_opening_it_again_says_it_too(visitor: Visitor, task: TaskPublic) -> None:
    assert visitor.do(EditTaskState.open, task.id).sent_of(EditTaskState)["is_stale"]


def test_a_third_change_is_refused_again(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    save(visitor, task)
    visitor.do(EditTaskState.keep_mine)
    edit_task(session, task.id, TaskUpdate(title="Buy soy milk"))
    assert save(visitor, task).sent_of(EditTaskState)["is_stale"]
    assert stored(session, task.id).title == "Buy soy milk"
