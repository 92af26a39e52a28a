"""While the database keeps one visitor waiting, the others are answered: no handler blocks the event loop."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.states.refusals import is_checked
from taskflow.states.task_form import NewTaskState
from tests.emptying import empty
from tests.states.attacks import handlers, sensible_arguments
from tests.states.boards import add, move
from tests.states.visiting import Server, name_of

HANDLERS = {name: handler for name, handler in handlers().items() if is_checked(handler.fn)}


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """Return one kind only: what waits here is not the database."""
    empty(sqlite_engine)
    return sqlite_engine


def test_it_works(server: Server, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    task = add(session, "Water the plants")
    waited: set[str] = set()
    blocking: set[str] = set()
    for name, handler in HANDLERS.items():
        # They look at different views: what somebody else has read already keeps nobody waiting.
        alice, bob = server.visit(f"/t/{task.id}?priority=medium"), server.visit("/?status=done")
        move(alice, [task.id], "in_progress")
        bob_is_answered = threading.Event()
        bob.when_received = bob_is_answered.set

        def slow_session() -> Any:
            waited.add(name)  # noqa: B023  (called before the loop goes on)
            if not bob_is_answered.wait(5):  # noqa: B023
                blocking.add(name)  # noqa: B023
            return Session(server.engine)

        with monkeypatch.context() as patch:
            patch.setattr("reflex.session", slow_session)
            alice.start(name, sensible_arguments(handler, task.id))
            # Touches no database, so that nothing but a blocked loop can keep it from being done.
            bob.start(name_of(NewTaskState.discard), {})
            server.settle()
        assert blocking == set()
        if name.endswith((".delete", ".undo", ".remove")):
            task = add(session, "Water the plants")
    of_board = {"load", "filter", "clear_filters", "choose_language", "look", "go_to"}
    of_cards = {"move", "edit", "delete", "undo", "save", "add", "search", "remove"}
    assert {name.rpartition(".")[2] for name in waited} >= of_board | of_cards
