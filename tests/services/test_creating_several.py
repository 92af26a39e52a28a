"""Several tasks are added in one go, in the order in which they were written."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskCreate, TaskPublic
from taskflow.services import positions
from taskflow.services.activity import committed
from taskflow.services.several import MOST_TASKS, create_tasks
from taskflow.services.tasks import End
from taskflow.services.undo import undo
from tests.services.boards import add, assert_sound, board, recorded, titles


def _create(session: Session, *titles_: str, end: End = End.BOTTOM) -> list[TaskPublic]:
    return create_tasks(session, [TaskCreate(title=title) for title in titles_], end=end, actor="alice")


def test_several_tasks_are_added_in_their_order(engine: Engine, session: Session) -> None:
    add(session, "salt")
    created = _create(session, "milk", "bread", "eggs")
    assert titles(engine) == ["salt", "milk", "bread", "eggs"]
    assert created == board(engine)[1:]
    _create(session, "yeast", "flour", end=End.TOP)
    assert titles(engine) == ["yeast", "flour", "salt", "milk", "bread", "eggs"]
    assert [(row.action, row.actor) for row in recorded(engine)[1:]] == [("create", "alice")] * 5
    assert_sound(engine)


def test_each_goes_to_its_own_column(engine: Engine, session: Session) -> None:
    add(session, "salt", status=Status.DONE)
    statuses = {"milk": Status.DONE, "bread": Status.TODO, "eggs": Status.DONE}
    news = [TaskCreate(title=title, status=status) for title, status in statuses.items()]
    created = create_tasks(session, news)
    assert [task.title for task in created] == ["milk", "bread", "eggs"]
    assert [task.completed_at is not None for task in created] == [True, False, True]
    assert titles(engine) == ["bread"]
    assert titles(engine, Status.DONE) == ["salt", "milk", "eggs"]
    assert_sound(engine)


def test_they_are_taken_back_together(engine: Engine, session: Session) -> None:
    _create(session, "milk", "bread")
    assert undo(session, committed(session)) == []
    assert board(engine) == []
    undo(session, committed(session)[-2:])
    assert titles(engine) == ["milk", "bread"]


def test_room_is_made_for_them(engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    add(session, "eggs", "salt")
    monkeypatch.setattr(positions, "LONGEST_KEY", 1)
    _create(session, "milk", "bread", end=End.TOP)
    assert titles(engine) == ["milk", "bread", "eggs", "salt"]
    assert any(row.action == Action.REINDEX for row in recorded(engine))
    assert_sound(engine)


def test_nothing_and_too_much_add_nothing(engine: Engine, session: Session) -> None:
    assert _create(session) == []
    with pytest.raises(ValueError, match="1000"):
        _create(session, *["milk"] * (MOST_TASKS + 1))
    assert recorded(engine) == []
