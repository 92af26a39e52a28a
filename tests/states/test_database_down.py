"""Without a database nothing is lost, everything is said, and the next try works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session, col, select

from taskflow.models.task import Status, Task, TaskPublic
from taskflow.services.errors import DatabaseFull, DatabaseReadOnly, DatabaseUnavailable
from taskflow.states.board import BoardState
from taskflow.states.board_view import ShownState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import WINDOW, TodoState
from taskflow.states.filters import FilterState
from taskflow.states.palette import PaletteState
from taskflow.states.quick_add import QuickAddState
from taskflow.states.reader import ReaderState
from taskflow.states.sample import SampleState
from taskflow.states.scrolling import ScrollState
from taskflow.states.task_fields import TaskFieldsState
from taskflow.states.task_form import NewTaskState
from taskflow.states.views import ViewsState
from tests.states.attacks import SENSIBLE_FORM
from tests.states.boards import add, edit, move, stored, titles
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
    answer = visitor.open("/")
    assert answer.toasts == []
    assert visitor.sees(ShownState).is_unreachable
    assert titles(visitor) == ["Buy milk"]


def test_the_next_try_works(server: Server, break_database: Break) -> None:
    had = server.engine
    broken = break_database()
    visitor = server.visit()
    assert visitor.sees(ShownState).is_unreachable
    broken.setattr("reflex.session", lambda: Session(had))
    visitor.do(BoardState.load)
    assert not visitor.sees(ShownState).is_unreachable
    assert titles(visitor) == ["Buy milk"]


@pytest.mark.parametrize(("language", "sentence"), [("en", ENGLISH), ("fr", FRENCH)])
def test_an_action_is_refused_with_a_sentence(
    server: Server, task: TaskPublic, break_database: Break, language: str, sentence: str
) -> None:
    visitor = server.visit(languages=language)
    break_database()
    for action in (
        (ChangeState.move, 1, [task.id], "done", "", "", "", "top", {}),
        (ChangeState.edit, [task.id], "priority", "high", {}),
        (ChangeState.delete, 2, [task.id]),
        (BoardState.filter, "q", "x"),
        (ScrollState.go_to, "todo", "bottom"),
        (ScrollState.look, "todo", task.id, 0, 10),
        (PaletteState.search, "x"),
        (SampleState.load,),
        (SampleState.remove,),
        (ViewsState.load,),
        (ViewsState.delete, "x"),
    ):
        assert visitor.do(*action).toasts == [("error", sentence)], action
    assert titles(visitor) == ["Buy milk"]


@pytest.fixture
def break_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which tasks can be written, but the board cannot be read."""

    def break_reading() -> None:
        def refuse(*_: Any, **__: Any) -> Any:
            raise OperationalError("SELECT 1", None, SECRET)

        monkeypatch.setattr("taskflow.states.board_view.read_windows", refuse)

    return break_reading


@pytest.mark.parametrize(
    ("failure", "language", "sentence"),
    [
        (DatabaseFull(), "en", "The server has no room left on its disk. Nothing was changed; try again when"),
        (DatabaseFull(), "fr", "Le disque du serveur est plein. Rien n’a été modifié"),
        (DatabaseReadOnly(), "en", "The database cannot be written at the moment. Nothing was changed"),
        (DatabaseReadOnly(), "fr", "La base de données n’accepte aucune modification pour l’instant. Rien n’a été"),
    ],
)
def test_a_database_that_takes_no_writes_says_why(
    server: Server,
    task: TaskPublic,
    monkeypatch: pytest.MonkeyPatch,
    failure: DatabaseUnavailable,
    language: str,
    sentence: str,
) -> None:
    visitor = server.visit(languages=language)

    def refuse() -> Any:
        raise failure

    monkeypatch.setattr("reflex.session", refuse)
    ((kind, said),) = visitor.do(ChangeState.delete, 1, [task.id]).toasts
    assert kind == "error"
    assert said.startswith(sentence)


def test_what_was_saved_is_not_called_lost_when_only_the_board_cannot_be_read(
    server: Server, session: Session, task: TaskPublic, break_reading: Callable[[], None]
) -> None:
    visitor = server.visit()
    break_reading()
    for answer in (
        visitor.do(NewTaskState.save, {**SENSIBLE_FORM, "title": "Water the roses"}),
        visitor.do(QuickAddState.add, "todo", "top", "Prune the roses", False, False),
        visitor.do(TaskFieldsState.save, task.id, "title", "Buy bread", "Buy milk"),
        visitor.do(TaskFieldsState.move, task.id, "in_progress", "todo"),
        move(visitor, [task.id], "done"),
        edit(visitor, [task.id], "priority", "high"),
        visitor.do(ChangeState.delete, 1, [task.id]),
    ):
        assert [kind for kind, _ in answer.toasts] == ["success"]
        assert visitor.sees(ShownState).is_behind
    kept = session.exec(select(Task).where(col(Task.deleted_at).is_(None)))
    assert sorted(row.title for row in kept) == ["Prune the roses", "Water the roses"]


def test_what_was_saved_unread_can_be_taken_back(
    server: Server, session: Session, task: TaskPublic, break_reading: Callable[[], None]
) -> None:
    visitor = server.visit()
    break_reading()
    visitor.do(TaskFieldsState.save, task.id, "title", "Buy bread", "Buy milk")
    move(visitor, [task.id], "done")
    for _ in range(2):
        assert visitor.do(ChangeState.undo).toasts == [("success", "Undone")]
    kept = stored(session, task.id)
    assert (kept.title, kept.status) == ("Buy milk", Status.TODO)


def test_a_board_that_could_not_be_read_is_shown_as_soon_as_it_can_be(
    server: Server, task: TaskPublic, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, newcomer = server.visit(), server.visit("/?q=milk")

    def refuse(*_: Any, **__: Any) -> Any:
        raise OperationalError("SELECT 1", None, SECRET)

    with monkeypatch.context() as patch:
        patch.setattr("taskflow.states.board_view.read_windows", refuse)
        move(visitor, [task.id], "done")
        late = server.visit("/?priority=medium")
        assert [each.sees(ShownState).is_behind for each in (visitor, newcomer)] == [True, True]
        assert late.sees(ShownState).is_unreachable
    # Without any of them doing anything.
    server.settle_until(lambda: titles(late, Status.DONE) == ["Buy milk"])
    for each in (visitor, newcomer, late):
        assert titles(each, Status.DONE) == ["Buy milk"]
        assert not each.sees(ShownState).is_behind
        assert not each.sees(ShownState).is_unreachable


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
    assert visitor.sees(FilterState).priority == "low"
    visitor.do(BoardState.clear_filters)
    visitor.do(ScrollState.go_to, "todo", "top")
    assert visitor.sees(FilterState).priority == "low"
    assert visitor.sees(ReaderState).language == "en"
    assert visitor.state(TodoState)._size == WINDOW


def test_a_form_stays_open_with_the_reason(server: Server, break_database: Break) -> None:
    visitor = server.visit()
    break_database()
    answer = visitor.do(NewTaskState.save, SENSIBLE_FORM)
    assert answer.sent_of(NewTaskState)["failure"] == ENGLISH
    assert not any("close()" in script for script in answer.scripts)
    assert visitor.do(ViewsState.save, {"name": "x"}).sent_of(ViewsState)["error"] == ENGLISH


def test_no_secret_reaches_the_page(server: Server, task: TaskPublic, break_database: Break) -> None:
    break_database()
    visitor = server.visit()
    visitor.do(ChangeState.delete, 1, [task.id])
    visitor.do(NewTaskState.save, SENSIBLE_FORM)
    assert "secret" not in repr(visitor.updates)
