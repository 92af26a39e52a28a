"""The task that is open in the panel: its address leads to it, in the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from taskflow.models.task import TaskPublic, tasks
from taskflow.services.tasks import delete_task
from taskflow.states.board_view import ShownState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import TodoState
from taskflow.states.open_task import OpenTaskState
from taskflow.states.reader import ReaderState
from tests.states.attacks import FORGED_TEXTS, HUGE, UNSTORABLE_TEXTS
from tests.states.boards import add, edit, move, titles
from tests.states.visiting import Server, Stored

FIELDS = ("title", "description", "status", "priority", "assignee", "due_date")
GONE = "This task no longer exists: somebody deleted it."


@pytest.fixture
def task(session: Session) -> TaskPublic:
    return add(
        session,
        "Buy milk",
        description="**Two** bottles",
        assignee="Alice",
        priority="high",
        due_date="2026-03-10T15:30:00Z",
    )


def test_it_works(server: Server, task: TaskPublic) -> None:
    visitor = server.visit(f"/t/{task.id}")
    sent = visitor.opening.sent_of(OpenTaskState)
    assert {name: sent[name] for name in FIELDS} == {
        "title": "Buy milk",
        "description": "**Two** bottles",
        "status": "todo",
        "priority": "high",
        "assignee": "Alice",
        "due_date": "2026-03-10",
    }
    assert sent["task_id"] == task.id
    assert "<strong>Two</strong> bottles" in sent["description_html"]
    assert "failure" not in sent or sent["failure"] == ""
    assert visitor.opening.toasts == []


def test_the_board_is_there_behind_it_with_its_filters(server: Server, session: Session, task: TaskPublic) -> None:
    add(session, "Bake bread")
    visitor = server.visit(f"/t/{task.id}?q=bake")
    assert titles(visitor) == ["Bake bread"]
    assert visitor.sees(OpenTaskState).title == "Buy milk"


def test_going_from_task_to_task_sends_no_card_again(server: Server, session: Session, task: TaskPublic) -> None:
    other = add(session, "Bake bread")
    visitor = server.visit()
    answer = visitor.go(f"/t/{task.id}")
    assert answer.sent_of(OpenTaskState)["title"] == "Buy milk"
    assert answer.sent_of(TodoState) == {}
    answer = visitor.go(f"/t/{other.id}")
    assert answer.sent_of(OpenTaskState)["title"] == "Bake bread"
    assert visitor.sees(OpenTaskState).assignee == ""
    assert visitor.sees(OpenTaskState).due_date == ""


@pytest.mark.parametrize(
    ("languages", "created", "created_full", "updated"),
    [
        ("en", "2 hours ago", "Tuesday, March 10, 2026, 11:05\u202fPM", "5 minutes ago"),
        ("fr", "il y a 2 heures", "Mardi 10 mars 2026, 23:05", "il y a 5 minutes"),
    ],
)
def test_times_are_said_in_the_readers_language_and_zone(
    server: Server,
    session: Session,
    task: TaskPublic,
    monkeypatch: pytest.MonkeyPatch,
    languages: str,
    created: str,
    created_full: str,
    updated: str,
) -> None:
    now = datetime(2026, 3, 11, 0, 5, tzinfo=UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return now.astimezone(tz)

    monkeypatch.setattr("taskflow.states.open_task.datetime", Clock)
    times = {"created_at": now - timedelta(hours=2), "updated_at": now - timedelta(minutes=5)}
    session.connection().execute(update(tasks).where(tasks.c.id == task.id).values(times))
    session.commit()
    paris: Stored = {ReaderState: {"time_zone": "Europe/Paris"}}
    shown = server.visit(f"/t/{task.id}", languages=languages, stored=paris).sees(OpenTaskState)
    assert (shown.created, shown.created_full, shown.updated) == (created, created_full, updated)


@pytest.mark.parametrize(
    ("languages", "sentence"),
    [("en", GONE), ("fr", "Cette tâche n’existe plus\u00a0: quelqu’un l’a supprimée.")],
)
def test_a_task_that_is_not_there_is_said_in_the_panel(
    server: Server, session: Session, task: TaskPublic, languages: str, sentence: str
) -> None:
    delete_task(session, task.id)
    visitor = server.visit(f"/t/{task.id}", languages=languages)
    assert visitor.opening.sent_of(OpenTaskState)["failure"] == sentence
    assert visitor.opening.toasts == []
    assert visitor.sees(ShownState).is_loaded


def test_the_next_task_takes_the_place_of_one_that_was_not_there(server: Server, task: TaskPublic) -> None:
    visitor = server.visit("/t/no-such-task")
    sent = visitor.go(f"/t/{task.id}").sent_of(OpenTaskState)
    assert (sent["title"], sent["failure"]) == ("Buy milk", "")


def test_an_address_of_any_kind_is_a_task_that_is_not_there(server: Server) -> None:
    for text in FORGED_TEXTS:
        if text.strip() and text not in {*UNSTORABLE_TEXTS, HUGE} and not set(text) & set("/?#"):
            visitor = server.visit(f"/t/{text}")
            assert visitor.sees(OpenTaskState).failure == GONE, text
            assert visitor.sees(ShownState).is_loaded


def test_without_a_database_it_says_so_and_comes_back(
    server: Server, task: TaskPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Any:
        raise OperationalError("SELECT 1", None, Exception("secret"))

    with monkeypatch.context() as patch:
        patch.setattr("reflex.session", refuse)
        visitor = server.visit(f"/t/{task.id}")
    sent = visitor.opening.sent_of(OpenTaskState)
    assert sent["failure"] == "The database cannot be reached. Nothing was changed; please try again."
    assert visitor.do(OpenTaskState.load).sent_of(OpenTaskState)["title"] == "Buy milk"
    assert visitor.sees(OpenTaskState).failure == ""


def test_after_a_restart_of_the_server_it_is_open_still(server: Server, task: TaskPublic) -> None:
    visitor = server.visit(f"/t/{task.id}")
    server.forget()
    assert visitor.open(f"/t/{task.id}").sent_of(OpenTaskState)["title"] == "Buy milk"


def test_a_change_on_the_board_is_seen_in_the_panel(server: Server, session: Session, task: TaskPublic) -> None:
    other = add(session, "Bake bread")
    visitor = server.visit(f"/t/{task.id}")
    assert move(visitor, [task.id, other.id], "done").sent_of(OpenTaskState)["status"] == "done"
    assert edit(visitor, [task.id], "priority", "low").sent_of(OpenTaskState)["priority"] == "low"
    move(visitor, [other.id], "in_progress")
    assert visitor.sees(OpenTaskState).status == "done"


def test_a_task_that_is_deleted_on_the_board_is_not_shown_as_if_it_were_there(server: Server, task: TaskPublic) -> None:
    visitor = server.visit(f"/t/{task.id}")
    visitor.do(ChangeState.delete, 1, [task.id])
    assert visitor.sees(OpenTaskState).failure == GONE
    visitor.do(ChangeState.undo)
    assert visitor.sees(OpenTaskState).failure == ""


def test_scripts_in_a_description_are_text(server: Server, session: Session) -> None:
    task = add(session, "Buy milk", description="<script>alert(1)</script> [x](javascript:alert(1))")
    html = server.visit(f"/t/{task.id}").sees(OpenTaskState).description_html
    assert "<script" not in html
    assert "href" not in html
