"""The dialog that changes a task."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from taskflow.models.task import Status, TaskPublic, TaskUpdate
from taskflow.services.tasks import delete_task, edit_task
from taskflow.states.board import COLUMNS
from taskflow.states.dialogs import EDIT_TASK_DIALOG
from taskflow.states.task_form import EditTaskState, form_values
from tests.states.boards import add, columns_sent, stored, titles
from tests.states.visiting import Answer, Server, Visitor


@pytest.fixture
def task(session: Session) -> TaskPublic:
    return add(session, "Buy milk", description="Two bottles", assignee="Alice", due_date="2026-03-10T15:30:00Z")


@pytest.fixture
def visitor(server: Server, task: TaskPublic) -> Visitor:
    """Somebody who has opened the task."""
    visitor = server.visit()
    visitor.do(EditTaskState.open, task.id)
    return visitor


def save(visitor: Visitor, task: TaskPublic, **changes: Any) -> Answer:
    return visitor.do(EditTaskState.save, {**form_values(task), **changes})


def closes(answer: Answer) -> bool:
    return any(EDIT_TASK_DIALOG in script and "close()" in script for script in answer.scripts)


def test_it_works(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    answer = save(visitor, task, title="Buy bread", status="done")
    assert closes(answer)
    assert columns_sent(answer) == {Status.TODO, Status.DONE}
    assert titles(visitor, Status.DONE) == ["Buy bread"]
    assert stored(session, task.id).description == "Two bottles"


def test_the_dialog_shows_the_task(server: Server, task: TaskPublic) -> None:
    sent = server.visit().do(EditTaskState.open, task.id).sent_of(EditTaskState)
    assert {name: sent[name] for name in form_values(task)} == {
        "title": "Buy milk",
        "description": "Two bottles",
        "status": "todo",
        "priority": "medium",
        "assignee": "Alice",
        "due_date": "2026-03-10",
    }


def test_an_emptied_field_is_emptied(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    save(visitor, task, description="", assignee="", due_date="")
    changed = stored(session, task.id)
    assert (changed.description, changed.assignee, changed.due_date) == (None, None, None)


def test_saving_without_a_change_leaves_no_trace(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    answer = save(visitor, task)
    assert closes(answer)
    assert stored(session, task.id) == task


def test_the_time_of_day_stays_when_the_day_changes(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    save(visitor, task, due_date="2026-04-01")
    due = stored(session, task.id).due_date
    assert due is not None
    assert due.isoformat() == "2026-04-01T15:30:00+00:00"


def test_what_is_wrong_stands_beside_its_field(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    answer = save(visitor, task, title=" ", due_date="2026-02-30")
    assert answer.sent_of(EditTaskState)["errors"] == {
        "title": "A task needs a title.",
        "due_date": "This is not a date of the calendar.",
    }
    assert not closes(answer)
    assert stored(session, task.id) == task


def test_opening_the_same_task_again_keeps_what_was_typed(visitor: Visitor, task: TaskPublic) -> None:
    assert visitor.do(EditTaskState.open, task.id).sent == {}


def test_opening_another_task_gives_fresh_fields(visitor: Visitor, session: Session) -> None:
    other = add(session, "Bake bread")
    sent = visitor.do(EditTaskState.open, other.id).sent_of(EditTaskState)
    assert sent["title"] == "Bake bread"
    assert "form_key" in sent


def test_discarding_gives_fresh_fields_next_time(visitor: Visitor, task: TaskPublic) -> None:
    assert closes(visitor.do(EditTaskState.discard))
    assert "form_key" in visitor.do(EditTaskState.open, task.id).sent_of(EditTaskState)


def test_a_task_that_somebody_deleted_closes_the_dialog_and_leaves_the_screen(
    server: Server, session: Session, task: TaskPublic
) -> None:
    visitor = server.visit(languages="fr")
    delete_task(session, task.id)
    answer = visitor.do(EditTaskState.open, task.id)
    assert closes(answer)
    assert answer.toasts == [("error", "Cette tâche n’existe plus\u00a0: quelqu’un l’a supprimée.")]
    assert titles(visitor) == []


def test_a_task_that_was_deleted_while_it_was_edited_keeps_the_form(
    visitor: Visitor, session: Session, task: TaskPublic
) -> None:
    delete_task(session, task.id)
    answer = save(visitor, task, title="Buy bread")
    assert answer.sent_of(EditTaskState)["failure"] == "This task no longer exists: somebody deleted it."
    assert not closes(answer)


def test_an_edit_survives_a_restart_of_the_server(server: Server, session: Session, task: TaskPublic) -> None:
    visitor = server.visit()
    kept = visitor.do(EditTaskState.open, task.id).sent_of(EditTaskState)
    server.forget()
    visitor.open("/", stored={EditTaskState: {name: value for name, value in kept.items() if isinstance(value, str)}})
    answer = save(visitor, task, title="Buy bread")
    assert closes(answer)
    assert stored(session, task.id).title == "Buy bread"


def test_two_people_can_change_two_fields(server: Server, session: Session, task: TaskPublic) -> None:
    visitor = server.visit()
    edit_task(session, task.id, TaskUpdate(assignee="Bob"))
    visitor.do(EditTaskState.open, task.id)
    save(visitor, stored(session, task.id), title="Buy bread")
    changed = stored(session, task.id)
    assert (changed.title, changed.assignee) == ("Buy bread", "Bob")
    assert [card.title for card in visitor.state(COLUMNS[Status.TODO]).cards] == ["Buy bread"]
