"""Somebody deletes the task that is being edited: the form stays, to copy from, and says so; the card goes."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import TaskPublic, TaskUpdate
from taskflow.services.tasks import delete_task, edit_task
from taskflow.states.task_form import EditTaskState, form_values
from tests.states.boards import add, titles
from tests.states.visiting import Server, Visitor

GONE = "This task no longer exists: somebody deleted it."


@pytest.fixture
def task(session: Session) -> TaskPublic:
    return add(session, "Buy milk")


@pytest.fixture
def editor(server: Server, task: TaskPublic) -> Visitor:
    visitor = server.visit()
    visitor.do(EditTaskState.open, task.id)
    return visitor


def test_saving_says_so_and_the_card_goes(editor: Visitor, session: Session, task: TaskPublic) -> None:
    delete_task(session, task.id)
    answer = editor.do(EditTaskState.save, {**form_values(task), "title": "Buy bread"})
    assert answer.sent_of(EditTaskState)["failure"] == GONE
    assert not any("close()" in script for script in answer.scripts)
    assert titles(editor) == []


@pytest.mark.parametrize("way_out", [EditTaskState.keep_mine, EditTaskState.take_theirs])
def test_both_ways_out_of_a_stale_edit_say_so_in_the_form(
    editor: Visitor, session: Session, task: TaskPublic, way_out: object
) -> None:
    edit_task(session, task.id, TaskUpdate(title="Buy bread"))
    editor.do(EditTaskState.save, {**form_values(task), "title": "Buy butter"})
    delete_task(session, task.id)
    answer = editor.do(way_out)
    assert answer.sent_of(EditTaskState)["failure"] == GONE
    assert answer.toasts == []
    assert editor.state(EditTaskState).task_id == task.id
