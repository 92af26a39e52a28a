"""Without a database nothing is lost, everything is said, and the next try works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session, col, select

from taskflow.models.task import Task, TaskPublic
from taskflow.services.errors import DatabaseUnavailable
from taskflow.states.board import WINDOW, BoardState, TodoState
from taskflow.states.filters import FilterState
from taskflow.states.reader import ReaderState
from taskflow.states.task_form import EditTaskState, NewTaskState, form_values
from tests.states.attacks import SENSIBLE_FORM
from tests.states.boards import add, titles
from tests.states.visiting import Server

ENGLISH = "The database cannot be reached. Nothing was changed; please try again."
FRENCH = "La base de données est injoignable. Rien n’a été modifié\u202f; réessayez."
SECRET = Exception("connection to postgresql://admin:secret@db.example.org failed")

Break = Callable[[], pytest.MonkeyPatch]


@pytest.fixture(autouse=True)
def task(session: Session) -> TaskPublic:
    return add(session, "Buy milk")


@pytest.fixture(
    params=[
        OperationalError("SELECT 1", None, SECRET),
        InterfaceError("SELECT 1", None, SECRET),
        PoolTimeoutError("QueuePool limit"),
        DatabaseUnavailable(),
    ],
    ids=lambda error: type(error).__name__,
)
def break_database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Break:
    """Return a function that takes the database away; undo what it returns to bring it back."""

    def break_database() -> pytest.MonkeyPatch:
        def refuse() -> Any:
            raise request.param

        monkeypatch.setattr("reflex.session", refuse)
        return monkeypatch

    return break_database


def test_the_board_says_so_and_comes_back(server: Server, break_database: Break) -> None:
    visitor = server.visit()
    break_database()
    answer = visitor.do(BoardState.load)
    assert answer.sent_of(BoardState)["is_unreachable"]
    assert answer.toasts == []
    assert titles(visitor) == ["Buy milk"]


def test_the_next_try_works(server: Server, break_database: Break) -> None:
    had = server.engine
    broken = break_database()
    visitor = server.visit()
    assert visitor.opening.sent_of(BoardState)["is_unreachable"]
    broken.setattr("reflex.session", lambda: Session(had))
    assert not visitor.do(BoardState.load).sent_of(BoardState)["is_unreachable"]
    assert titles(visitor) == ["Buy milk"]


@pytest.mark.parametrize(("language", "sentence"), [("en", ENGLISH), ("fr", FRENCH)])
def test_an_action_is_refused_with_a_sentence(
    server: Server, task: TaskPublic, break_database: Break, language: str, sentence: str
) -> None:
    visitor = server.visit(languages=language)
    break_database()
    for action in (
        (BoardState.move, task.id, "done", "top"),
        (BoardState.delete, task.id),
        (BoardState.filter, "q", "x"),
        (TodoState.widen,),
    ):
        assert visitor.do(*action).toasts == [("error", sentence)]
    assert titles(visitor) == ["Buy milk"]


@pytest.fixture
def break_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which tasks can be written, but the board cannot be read."""

    def break_reading() -> None:
        def refuse(*_: Any, **__: Any) -> Any:
            raise OperationalError("SELECT 1", None, SECRET)

        monkeypatch.setattr("taskflow.states.board.read_windows", refuse)

    return break_reading


def test_what_was_saved_is_not_called_lost_when_only_the_board_cannot_be_read(
    server: Server, session: Session, task: TaskPublic, break_reading: Callable[[], None]
) -> None:
    visitor = server.visit()
    visitor.do(EditTaskState.open, task.id)
    break_reading()
    for answer in (
        visitor.do(NewTaskState.save, {**SENSIBLE_FORM, "title": "Water the roses"}),
        visitor.do(EditTaskState.save, {**form_values(task), "title": "Buy bread"}),
        visitor.do(BoardState.move, task.id, "done", "top"),
        visitor.do(BoardState.delete, task.id),
    ):
        assert answer.toasts == [
            ("warning", "Your change is saved, but the board cannot be read at the moment."),
        ]
    assert [row.title for row in session.exec(select(Task).where(col(Task.deleted_at).is_(None)))] == [
        "Water the roses"
    ]


def test_a_new_task_that_was_saved_is_not_made_twice(
    server: Server, session: Session, break_reading: Callable[[], None]
) -> None:
    visitor = server.visit()
    break_reading()
    form = {**SENSIBLE_FORM, "draft": visitor.state(NewTaskState).draft}
    answer = visitor.do(NewTaskState.save, form)
    visitor.do(NewTaskState.save, form)
    assert any("close()" in script for script in answer.scripts)
    assert len(session.exec(select(Task)).all()) == 2


def test_controls_go_back_to_what_the_cards_show(server: Server, break_reading: Callable[[], None]) -> None:
    visitor = server.visit()
    visitor.do(BoardState.filter, "priority", "low")
    break_reading()
    visitor.do(BoardState.filter, "priority", "high")
    visitor.do(BoardState.choose_language, "fr")
    assert visitor.state(FilterState).priority == "low"
    visitor.do(BoardState.clear_filters)
    visitor.do(TodoState.widen)
    assert visitor.state(FilterState).priority == "low"
    assert visitor.state(ReaderState).language == "en"
    assert visitor.state(TodoState).size == WINDOW


def test_a_form_stays_open_with_the_reason(server: Server, task: TaskPublic, break_database: Break) -> None:
    visitor = server.visit()
    visitor.do(EditTaskState.open, task.id)
    break_database()
    new = visitor.do(NewTaskState.save, SENSIBLE_FORM)
    edited = visitor.do(EditTaskState.save, {**form_values(task), "title": "Buy bread"})
    for answer, state in ((new, NewTaskState), (edited, EditTaskState)):
        assert answer.sent_of(state)["failure"] == ENGLISH
        assert not any("close()" in script for script in answer.scripts)


def test_no_secret_reaches_the_page(server: Server, task: TaskPublic, break_database: Break) -> None:
    break_database()
    visitor = server.visit()
    visitor.do(BoardState.delete, task.id)
    visitor.do(NewTaskState.save, SENSIBLE_FORM)
    assert "secret" not in repr(visitor.updates)
