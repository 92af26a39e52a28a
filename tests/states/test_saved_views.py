"""Saved views: a name for what is shown, which everybody finds in the list."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from taskflow.models.view import ViewCreate
from taskflow.services.views import MOST_VIEWS, delete_view, list_views, save_view
from taskflow.states.board import BoardState
from taskflow.states.filters import SHOWN, FilterState
from taskflow.states.views import ViewsState
from tests.states.boards import add, address, titles
from tests.states.visiting import Server, Visitor


@pytest.fixture(autouse=True)
def tasks(session: Session) -> None:
    add(session, "Buy milk", priority="high", assignee="Zoé & Bob")
    add(session, "Bake bread")


def names(visitor: Visitor) -> list[str]:
    return [view.name for view in visitor.state(ViewsState).views]


def test_it_works(server: Server) -> None:
    alice, bob = (
        server.visit("/?priority=high&assignee=Zo%C3%A9+%26+Bob&sort=due&group=assignee&q=milk"),
        server.visit(),
    )
    answer = alice.do(ViewsState.save, {"name": "  Zoé’s  milk "})
    assert names(alice) == ["Zoé’s milk"]
    assert any("reset()" in script for script in answer.scripts)
    bob.do(ViewsState.load)
    (view,) = bob.state(ViewsState).views
    answer = bob.do(ViewsState.apply, view.id)
    assert titles(bob) == ["Buy milk"]
    for name in SHOWN:
        assert getattr(bob.state(FilterState), name) == getattr(alice.state(FilterState), name)
    # The search field takes the text of the view.
    assert answer.sent_of(FilterState)["search_key"] == 1
    assert address(answer) == alice.state(FilterState).query


def test_a_view_replaces_what_was_shown_before(server: Server, session: Session) -> None:
    view = save_view(session, ViewCreate(name="High", query="priority=high"))
    visitor = server.visit("/?q=bread&sort=newest&assignee=%40nobody")
    visitor.do(ViewsState.load)
    visitor.do(ViewsState.apply, view.id)
    shown = {name: getattr(visitor.state(FilterState), name) for name in SHOWN}
    assert shown == SHOWN | {"priority": "high"}
    assert titles(visitor) == ["Buy milk"]


def test_everything_can_be_a_view_too(visitor: Visitor) -> None:
    visitor.do(ViewsState.save, {"name": "All"})
    (view,) = visitor.state(ViewsState).views
    visitor.do(BoardState.filter, "q", "milk")
    visitor.do(ViewsState.apply, view.id)
    assert titles(visitor) == ["Buy milk", "Bake bread"]


def test_a_view_of_the_same_name_becomes_this_one(visitor: Visitor) -> None:
    visitor.do(ViewsState.save, {"name": "À faire"})
    visitor.do(BoardState.filter, "q", "milk")
    visitor.do(ViewsState.save, {"name": "a faire"})
    (view,) = visitor.state(ViewsState).views
    assert (view.name, view.query) == ("a faire", "q=milk")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x00b", None, 5, []])
def test_a_name_that_cannot_be_is_refused_beside_its_field(server: Server, session: Session, name: Any) -> None:
    visitor = server.visit(languages="fr")
    answer = visitor.do(ViewsState.save, {"name": name})
    assert answer.sent_of(ViewsState)["error"] == "Une vue a besoin d’un nom de 60 caractères au plus."
    assert not any("reset()" in script for script in answer.scripts)
    assert list_views(session) == []
    assert visitor.do(ViewsState.save, {"name": "À faire"}).sent_of(ViewsState)["error"] == ""


def test_there_can_be_too_many(server: Server, session: Session) -> None:
    for number in range(MOST_VIEWS):
        save_view(session, ViewCreate(name=f"{number}", query=""))
    answer = server.visit().do(ViewsState.save, {"name": "One more"})
    assert answer.sent_of(ViewsState)["error"] == "There are too many views already. Forget one first."


def test_a_view_can_be_forgotten_and_the_tasks_stay(visitor: Visitor, session: Session) -> None:
    for name in ("b", "a"):
        visitor.do(ViewsState.save, {"name": name})
    visitor.do(ViewsState.delete, visitor.state(ViewsState).views[0].id)
    assert names(visitor) == ["b"]
    assert [view.name for view in list_views(session)] == ["b"]
    assert titles(visitor) == ["Buy milk", "Bake bread"]


def test_a_view_that_somebody_forgot_leaves_the_list_with_a_sentence(visitor: Visitor, session: Session) -> None:
    visitor.do(ViewsState.save, {"name": "a"})
    view = visitor.state(ViewsState).views[0]
    delete_view(session, view.id)
    session.rollback()
    answer = visitor.do(ViewsState.delete, view.id)
    assert answer.toasts == [("error", "This view no longer exists: somebody deleted it.")]
    assert names(visitor) == []


@pytest.mark.parametrize("forged", ["", "x", "'; DROP TABLE views; --", "a\x00b"])
def test_a_view_that_is_not_in_the_list_changes_nothing(visitor: Visitor, session: Session, forged: str) -> None:
    visitor.do(ViewsState.save, {"name": "a"})
    visitor.do(BoardState.filter, "q", "milk")
    for action in (ViewsState.apply, ViewsState.delete):
        assert visitor.do(action, forged).toasts == [("error", "This view no longer exists: somebody deleted it.")]
    assert titles(visitor) == ["Buy milk"]
    assert len(list_views(session)) == 1
