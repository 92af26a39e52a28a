"""The dialog for a new task."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.states.board import BoardState
from taskflow.states.columns import TodoState
from taskflow.states.dialogs import NEW_TASK_DIALOG
from taskflow.states.task_form import NewTaskState
from tests.states.boards import add, columns_sent, titles
from tests.states.visiting import Answer, Server, Visitor

FORM = {
    "title": "Buy milk",
    "description": "Two bottles.\nAnd bread.",
    "status": "in_progress",
    "priority": "high",
    "assignee": "Alice Martin",
    "due_date": "2020-01-31",
}


def closes(answer: Answer) -> bool:
    return any(NEW_TASK_DIALOG in script and "close()" in script for script in answer.scripts)


def test_it_works(server: Server, session: Session) -> None:
    add(session, "Bake bread", Status.IN_PROGRESS)
    visitor = server.visit()
    answer = visitor.do(NewTaskState.save, FORM)
    assert titles(visitor, Status.IN_PROGRESS) == ["Buy milk", "Bake bread"]
    assert columns_sent(answer) == {Status.IN_PROGRESS}
    assert closes(answer)
    assert answer.toasts == [("success", "“Buy milk” was added.")]


def test_a_title_is_enough(visitor: Visitor) -> None:
    empty = {**dict.fromkeys(FORM, ""), "title": "Buy milk", "status": "todo", "priority": "medium"}
    visitor.do(NewTaskState.save, empty)
    (card,) = visitor.sees(TodoState).cards
    assert (card.title, card.excerpt, card.priority, card.assignee, card.due) == ("Buy milk", "", "medium", "", "")


@pytest.mark.parametrize(
    ("field", "value", "english", "french"),
    [
        ("title", "  ", "A task needs a title.", "Une tâche a besoin d’un titre."),
        ("title", "x" * 201, "The title is longer than 200 characters.", "Le titre dépasse 200 caractères."),
        (
            "description",
            "x" * 1001,
            "The description is longer than 1000 characters.",
            "La description dépasse 1000 caractères.",
        ),
        ("assignee", "x" * 101, "The name is longer than 100 characters.", "Le nom dépasse 100 caractères."),
        (
            "due_date",
            "2026-02-30",
            "This is not a date of the calendar.",
            "Cette date n’existe pas dans le calendrier.",
        ),
        ("status", "later", "This value cannot be used.", "Cette valeur ne convient pas."),
        ("title", "a\x00b", "This value cannot be used.", "Cette valeur ne convient pas."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    server: Server, field: str, value: str, english: str, french: str
) -> None:
    for languages, sentence in (("en", english), ("fr", french)):
        visitor = server.visit(languages=languages)
        answer = visitor.do(NewTaskState.save, {**FORM, field: value})
        assert answer.sent_of(NewTaskState)["errors"] == {field: sentence}
        assert not closes(answer)
        assert any("aria-invalid" in script for script in answer.scripts)
        assert titles(visitor, Status.IN_PROGRESS) == []


def test_every_field_that_is_wrong_says_so(visitor: Visitor) -> None:
    answer = visitor.do(NewTaskState.save, {**FORM, "title": "", "due_date": "soon", "assignee": "x" * 500})
    assert answer.sent_of(NewTaskState)["errors"].keys() == {"title", "due_date", "assignee"}


def test_the_complaint_goes_when_the_task_is_saved(visitor: Visitor) -> None:
    visitor.do(NewTaskState.save, {**FORM, "title": ""})
    assert visitor.do(NewTaskState.save, FORM).sent_of(NewTaskState)["errors"] == {}


def test_discarding_forgets_the_complaint_and_closes(visitor: Visitor) -> None:
    visitor.do(NewTaskState.save, {**FORM, "title": ""})
    answer = visitor.do(NewTaskState.discard)
    assert answer.sent_of(NewTaskState)["errors"] == {}
    assert closes(answer)


def test_a_task_that_the_filters_hide_is_announced(visitor: Visitor) -> None:
    visitor.do(BoardState.filter, "q", "plants")
    answer = visitor.do(NewTaskState.save, FORM)
    assert answer.toasts == [("success", "“Buy milk” was added, but the filters hide it.")]
    assert closes(answer)
