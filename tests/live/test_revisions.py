"""A worker learns of each change once: of its own at the commit, of those of others when it asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from taskflow.live.revisions import MOST_CHANGES, Revisions
from taskflow.models.task import TaskCreate
from taskflow.services.activity import read_revision
from taskflow.services.errors import DatabaseUnavailable
from taskflow.services.several import create_tasks
from taskflow.services.writing import listen
from tests.states.boards import add
from tests.states.visiting import Server


@pytest.fixture
def revisions(server: Server) -> Revisions:
    """What a worker knows that has asked once, on a board without tasks."""
    revisions = Revisions()
    server.runner.run(revisions.ask())
    return revisions


@pytest.fixture
def hearing(revisions: Revisions) -> Iterator[None]:
    stop = listen(revisions.hear)
    yield
    stop()


def ask(server: Server, revisions: Revisions) -> list[str]:
    """Ask, and return the titles of what was new."""
    revisions.must_ask = True
    return [change.after["title"] for change in server.runner.run(revisions.ask())]


def test_it_works(server: Server, session: Session, revisions: Revisions) -> None:
    add(session, "Buy milk")
    assert ask(server, revisions) == ["Buy milk"]
    assert ask(server, revisions) == []
    assert revisions.newest == read_revision(session)


def test_what_was_there_before_the_first_question_is_no_news(server: Server, session: Session) -> None:
    add(session, "Buy milk")
    assert ask(server, Revisions()) == []


def test_nobody_is_asked_when_nothing_was_heard(server: Server, session: Session, revisions: Revisions) -> None:
    add(session, "Buy milk")
    assert server.runner.run(revisions.ask()) == []


@pytest.mark.usefixtures("hearing")
def test_its_own_changes_are_heard_once(server: Server, session: Session, revisions: Revisions) -> None:
    add(session, "Buy milk")
    assert revisions.newest == read_revision(session)
    assert [change.after["title"] for commit in revisions.take_heard() for change in commit.changes] == ["Buy milk"]
    assert revisions.take_heard() == []
    assert ask(server, revisions) == []


def test_a_question_that_fails_is_asked_again(
    server: Server, session: Session, revisions: Revisions, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(session, "Buy milk")
    revisions.must_ask = True

    def refuse() -> Session:
        raise DatabaseUnavailable

    with monkeypatch.context() as patch:
        patch.setattr("reflex.session", refuse)
        with pytest.raises(DatabaseUnavailable):
            server.runner.run(revisions.ask())
    assert revisions.must_ask
    assert [change.after["title"] for change in server.runner.run(revisions.ask())] == ["Buy milk"]


def test_of_very_many_changes_a_part_is_told_at_a_time(server: Server, session: Session, revisions: Revisions) -> None:
    count = MOST_CHANGES + 5
    for _ in range(3):
        create_tasks(session, [TaskCreate(title="Buy milk")] * (count // 3))
    assert len(ask(server, revisions)) == MOST_CHANGES
    assert revisions.must_ask
    assert len(ask(server, revisions)) == 5
    assert not revisions.must_ask
