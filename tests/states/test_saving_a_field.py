"""Each field of the open task is saved by itself; what is wrong stands beside it, and what others wrote is not lost."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from taskflow.models.task import Status, TaskPublic, TaskUpdate, tasks
from taskflow.services.tasks import delete_task, edit_task
from taskflow.states.open_task import OpenTaskState
from taskflow.states.task_fields import TaskFieldsState
from tests.states.boards import add, columns_sent, stored, titles
from tests.states.visiting import Answer, Server, Visitor

STALE = {"en": "Somebody changed this task meanwhile.", "fr": "Quelqu’un a modifié cette tâche entre-temps."}
GONE = "This task no longer exists: somebody deleted it."


@pytest.fixture
def task(session: Session) -> TaskPublic:
    return add(session, "Buy milk", description="Two bottles", assignee="Alice", due_date="2026-03-10T15:30:00Z")


@pytest.fixture
def visitor(server: Server, task: TaskPublic) -> Visitor:
    """Somebody who has opened the task."""
    return server.visit(f"/t/{task.id}")


def save(visitor: Visitor, task: TaskPublic, name: str, text: str, seen: str) -> Answer:
    return visitor.do(TaskFieldsState.save, task.id, name, text, seen)


def outcome(answer: Answer) -> dict[str, Any]:
    return answer.sent_of(TaskFieldsState)


def forgets_draft(answer: Answer) -> bool:
    return any("removeItem" in script for script in answer.scripts)


def test_it_works(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    answer = save(visitor, task, "title", "Buy bread", "Buy milk")
    assert outcome(answer)["saved"] == "title"
    assert answer.sent_of(OpenTaskState)["title"] == "Buy bread"
    assert titles(visitor) == ["Buy bread"]
    assert columns_sent(answer) == {Status.TODO}
    assert answer.toasts == [("success", "Saved")]
    assert forgets_draft(answer)
    changed = stored(session, task.id)
    assert (changed.title, changed.description, changed.assignee) == ("Buy bread", "Two bottles", "Alice")


@pytest.mark.parametrize(
    ("name", "seen", "text", "shown"),
    [
        ("title", "Buy milk", "  Buy\n bread ", "Buy bread"),
        ("description", "Two bottles", "# Three", "# Three"),
        ("description", "Two bottles", "", ""),
        ("priority", "medium", "high", "high"),
        ("assignee", "Alice", "Zoé", "Zoé"),
        ("assignee", "Alice", "", ""),
        ("due_date", "2026-03-10", "2026-04-01", "2026-04-01"),
        ("due_date", "2026-03-10", "", ""),
    ],
)
def test_each_field_is_shown_as_it_was_saved(
    server: Server, visitor: Visitor, task: TaskPublic, name: str, seen: str, text: str, shown: str
) -> None:
    sent = save(visitor, task, name, text, seen).sent_of(OpenTaskState)
    assert sent[name] == shown
    assert getattr(server.visit(f"/t/{task.id}").sees(OpenTaskState), name) == shown


def test_a_description_is_shown_as_markdown(visitor: Visitor, task: TaskPublic) -> None:
    sent = save(visitor, task, "description", "**Three**", "Two bottles").sent_of(OpenTaskState)
    assert "<strong>Three</strong>" in sent["description_html"]


def test_the_time_of_day_stays_when_the_day_changes(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    save(visitor, task, "due_date", "2026-04-01", "2026-03-10")
    assert str(stored(session, task.id).due_date) == "2026-04-01 15:30:00+00:00"


def test_a_task_goes_to_another_column(visitor: Visitor, task: TaskPublic) -> None:
    answer = visitor.do(TaskFieldsState.move, task.id, "done", "todo")
    assert answer.sent_of(OpenTaskState)["status"] == "done"
    assert outcome(answer)["saved"] == "status"
    assert (titles(visitor), titles(visitor, Status.DONE)) == ([], ["Buy milk"])


def test_saving_without_a_change_leaves_no_trace(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    answer = save(visitor, task, "title", "Buy milk ", "Buy milk")
    assert outcome(answer)["saved"] == "title"
    assert answer.toasts == []
    assert stored(session, task.id) == task


@pytest.mark.parametrize(
    ("name", "seen", "text", "english", "french"),
    [
        ("title", "Buy milk", " ", "A task needs a title.", "Une tâche a besoin d’un titre."),
        (
            "title",
            "Buy milk",
            "x" * 201,
            "The title is longer than 200 characters.",
            "Le titre dépasse 200 caractères.",
        ),
        (
            "description",
            "Two bottles",
            "x" * 1001,
            "The description is longer than 1000 characters.",
            "La description dépasse 1000 caractères.",
        ),
        (
            "assignee",
            "Alice",
            "x" * 101,
            "The name is longer than 100 characters.",
            "Le nom dépasse 100 caractères.",
        ),
        (
            "due_date",
            "2026-03-10",
            "2026-02-30",
            "This is not a date of the calendar.",
            "Cette date n’existe pas dans le calendrier.",
        ),
        ("priority", "medium", "urgent", "This value cannot be used.", "Cette valeur ne convient pas."),
        ("description", "Two bottles", "a\x00b", "This value cannot be used.", "Cette valeur ne convient pas."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    server: Server, session: Session, task: TaskPublic, name: str, seen: str, text: str, english: str, french: str
) -> None:
    for languages, sentence in (("en", english), ("fr", french)):
        answer = save(server.visit(f"/t/{task.id}", languages=languages), task, name, text, seen)
        assert outcome(answer)["errors"] == {name: sentence}
        assert answer.toasts == []
        assert not forgets_draft(answer)
    assert stored(session, task.id) == task


def test_the_complaint_of_one_field_stays_while_another_is_saved(visitor: Visitor, task: TaskPublic) -> None:
    save(visitor, task, "title", "", "Buy milk")
    assert outcome(save(visitor, task, "assignee", "Bob", "Alice"))["errors"] == {"title": "A task needs a title."}
    assert outcome(save(visitor, task, "title", "Buy bread", "Buy milk"))["errors"] == {}


def test_the_complaint_belongs_to_its_task(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    other = add(session, "Bake bread")
    edit_task(session, task.id, TaskUpdate(title="Theirs"))
    save(visitor, task, "title", "Mine", "Buy milk")
    # The page shows it only beside the fields of this task.
    assert visitor.sees(TaskFieldsState).task_id == task.id
    visitor.go(f"/t/{other.id}")
    save(visitor, other, "assignee", "Bob", "")
    shown = visitor.state(TaskFieldsState)
    assert (shown.task_id, shown.errors, shown.theirs) == (other.id, {}, {})


def test_what_others_did_to_another_field_stays_beside_mine(
    visitor: Visitor, session: Session, task: TaskPublic
) -> None:
    edit_task(session, task.id, TaskUpdate(assignee="Bob", description="Three bottles"))
    answer = save(visitor, task, "title", "Buy bread", "Buy milk")
    assert outcome(answer)["saved"] == "title"
    sent = answer.sent_of(OpenTaskState)
    assert (sent["title"], sent["assignee"], sent["description"]) == ("Buy bread", "Bob", "Three bottles")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_others_did_to_the_same_field_is_shown_beside_mine(
    server: Server, session: Session, task: TaskPublic, language: str
) -> None:
    visitor = server.visit(f"/t/{task.id}", languages=language)
    edit_task(session, task.id, TaskUpdate(title="Theirs"))
    answer = save(visitor, task, "title", "Mine", "Buy milk")
    assert outcome(answer)["errors"] == {"title": STALE[language]}
    assert outcome(answer)["theirs"] == {"title": "Theirs"}
    assert outcome(answer)["mine"] == {"title": "Mine"}
    assert outcome(answer).get("saved", "") == ""
    assert not forgets_draft(answer)
    assert stored(session, task.id).title == "Theirs"


def test_keeping_mine_writes_over_theirs(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    edit_task(session, task.id, TaskUpdate(title="Theirs", assignee="Bob"))
    save(visitor, task, "title", "Mine", "Buy milk")
    answer = save(visitor, task, "title", "Mine", "Theirs")
    assert (outcome(answer)["errors"], outcome(answer)["theirs"]) == ({}, {})
    changed = stored(session, task.id)
    assert (changed.title, changed.assignee) == ("Mine", "Bob")


def test_a_third_change_is_refused_again(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    edit_task(session, task.id, TaskUpdate(title="Theirs"))
    save(visitor, task, "title", "Mine", "Buy milk")
    edit_task(session, task.id, TaskUpdate(title="Theirs again"))
    assert outcome(save(visitor, task, "title", "Mine", "Theirs"))["theirs"] == {"title": "Theirs again"}
    assert stored(session, task.id).title == "Theirs again"


def test_taking_theirs_gives_up_mine(visitor: Visitor, session: Session, task: TaskPublic) -> None:
    edit_task(session, task.id, TaskUpdate(title="Theirs"))
    save(visitor, task, "title", "Mine", "Buy milk")
    visitor.do(TaskFieldsState.take_theirs, task.id, "title")
    shown = visitor.state(TaskFieldsState)
    assert (shown.theirs, shown.errors) == ({}, {})
    assert stored(session, task.id).title == "Theirs"


@pytest.mark.parametrize("name", ["title", "description", "x", "__class__", "\ud800", "'); alert(1); ('"])
def test_taking_theirs_where_there_is_nothing_to_take_does_nothing(
    visitor: Visitor, task: TaskPublic, name: str
) -> None:
    answer = visitor.do(TaskFieldsState.take_theirs, task.id, name)
    assert not forgets_draft(answer)
    assert not any("alert" in script for script in answer.scripts)


def test_a_task_that_somebody_deleted_keeps_what_was_typed(
    visitor: Visitor, session: Session, task: TaskPublic
) -> None:
    delete_task(session, task.id)
    answer = save(visitor, task, "description", "Three bottles", "Two bottles")
    assert outcome(answer)["errors"] == {"description": GONE}
    assert not forgets_draft(answer)
    assert titles(visitor) == []


def test_without_a_database_the_field_keeps_what_was_typed(
    visitor: Visitor, task: TaskPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Any:
        raise OperationalError("SELECT 1", None, Exception())

    with monkeypatch.context() as patch:
        patch.setattr("reflex.session", refuse)
        answer = save(visitor, task, "title", "Buy bread", "Buy milk")
    sentence = "The database cannot be reached. Nothing was changed; please try again."
    assert outcome(answer)["errors"] == {"title": sentence}
    assert outcome(save(visitor, task, "title", "Buy bread", "Buy milk"))["errors"] == {}


# PostgreSQL would not have taken it.
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "long"), [("title", "x" * 300), ("description", "x" * 2000), ("assignee", "x" * 150)])
def test_a_text_of_an_adopted_table_that_is_too_long_can_be_made_shorter(
    server: Server, session: Session, task: TaskPublic, name: str, long: str
) -> None:
    session.connection().execute(update(tasks).where(tasks.c.id == task.id).values({name: long}))
    session.commit()
    visitor = server.visit(f"/t/{task.id}")
    assert outcome(save(visitor, task, name, "Short", long)).get("errors", {}) == {}
    assert getattr(stored(session, task.id), name) == "Short"
