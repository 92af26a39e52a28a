"""The sample board: offered where there is nothing yet, and taken away in one go."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlmodel import Session

from taskflow.models.task import Status, TaskUpdate
from taskflow.services.tasks import edit_task
from taskflow.states.changes import ChangeState
from taskflow.states.columns import COLUMNS
from taskflow.states.sample import SampleState
from taskflow.states.surroundings import SurroundingsState
from tests.states.boards import add, titles
from tests.states.visiting import Server, Visitor

TASKS = 24


def all_titles(visitor: Visitor) -> list[str]:
    return [title for status in Status for title in titles(visitor, status)]


def ids(visitor: Visitor) -> Iterable[str]:
    return [card.id for status in Status for card in visitor.sees(COLUMNS[status]).cards]


@pytest.mark.parametrize(("languages", "title"), [("en", "Try the board without a mouse"), ("fr", "Essayer")])
def test_it_works(server: Server, languages: str, title: str) -> None:
    visitor = server.visit(languages=languages)
    assert not visitor.sees(SurroundingsState).has_sample
    answer = visitor.do(SampleState.load)
    assert len(all_titles(visitor)) == TASKS
    assert any(title in each for each in all_titles(visitor))
    assert answer.sent_of(SurroundingsState)["has_sample"]
    assert len(answer.sent_of(SurroundingsState)["assignees"]) > 1
    assert server.visit().sees(SurroundingsState).has_sample


def test_it_goes_in_one_go_and_comes_back(server: Server, session: Session) -> None:
    visitor = server.visit()
    visitor.do(SampleState.load)
    add(session, "Buy milk")
    answer = visitor.do(SampleState.remove)
    assert all_titles(visitor) == ["Buy milk"]
    assert answer.toasts == [("success", f"{TASKS} tasks were deleted.")]
    assert not visitor.sees(SurroundingsState).has_sample
    assert visitor.do(ChangeState.undo).toasts == [("success", "Undone")]
    assert len(all_titles(visitor)) == TASKS + 1
    # The notice that offers to remove them is there again.
    assert visitor.sees(SurroundingsState).has_sample


def test_after_an_edit_it_still_is_the_sample(server: Server, session: Session) -> None:
    visitor = server.visit()
    visitor.do(SampleState.load)
    edit_task(session, next(iter(ids(visitor))), TaskUpdate(title="Mine"))
    visitor.do(SampleState.remove)
    assert all_titles(visitor) == []


def test_a_board_with_tasks_is_left_alone_and_shown(server: Server, session: Session) -> None:
    visitor = server.visit(languages="fr")
    add(session, "Buy milk")
    answer = visitor.do(SampleState.load)
    assert answer.toasts == [("error", "Le tableau contient déjà des tâches, l’exemple n’a donc pas été ajouté.")]
    assert all_titles(visitor) == ["Buy milk"]


def test_twice_is_once(server: Server) -> None:
    alice, bob = server.visit(), server.visit()
    alice.do(SampleState.load)
    assert bob.do(SampleState.load).toasts == [("error", "The board already has tasks, so the sample was not added.")]
    assert len(all_titles(bob)) == TASKS
    assert bob.sees(SurroundingsState).has_sample
    bob.do(SampleState.remove)
    assert alice.do(SampleState.remove).toasts == [("info", "The sample tasks are gone already.")]
    assert all_titles(alice) == []


def test_the_notice_goes_with_the_last_of_them(server: Server) -> None:
    visitor = server.visit()
    visitor.do(SampleState.load)
    visitor.do(ChangeState.delete, 1, list(ids(visitor)))
    assert not visitor.sees(SurroundingsState).has_sample
