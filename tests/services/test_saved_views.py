"""People keep filters, an order and lanes under a name, for everybody who uses the board."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete
from sqlmodel import Session

from taskflow.models.view import ViewCreate, ViewPublic, views
from taskflow.services.views import MOST_VIEWS, TooManyViews, ViewNotFound, delete_view, list_views, save_view
from tests.services.boards import NOBODY, recorded
from tests.services.test_query_counts import queries


@pytest.fixture(autouse=True)
def no_views(engine: Engine) -> Iterator[None]:
    """The database is shared with the other tests."""
    yield
    with engine.begin() as connection:
        connection.execute(delete(views))


def save(session: Session, name: str, query: str = "") -> ViewPublic:
    return save_view(session, ViewCreate(name=name, query=query))


def names(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return [view.name for view in list_views(session)]


def test_a_view_is_kept_for_everybody(engine: Engine, session: Session) -> None:
    before = datetime.now(UTC)
    view = save(session, "My week", "q=abc&priority=high&due=week&sort=due&group=assignee")
    with Session(engine) as other:
        assert list_views(other) == [view]
    assert (view.name, view.query) == ("My week", "q=abc&priority=high&due=week&sort=due&group=assignee")
    assert before <= view.created_at <= datetime.now(UTC)


def test_views_are_in_alphabetical_order(engine: Engine, session: Session) -> None:
    for name in ("Zoé", "alice", "Émile", "bob", "10 %", "🚀"):
        save(session, name)
    assert names(engine) == ["10 %", "alice", "bob", "Émile", "Zoé", "🚀"]


@pytest.mark.parametrize("name", ["a faire", "À FAIRE", "À\u00a0faire", "A\u0300 faire"])
def test_the_same_name_replaces_a_view_in_place(engine: Engine, session: Session, name: str) -> None:
    first = save(session, "À faire", "status=todo")
    save(session, "Others")
    again = save(session, name, "status=in_progress")
    assert (again.id, again.created_at) == (first.id, first.created_at)
    assert (again.name, again.query) == (name.replace("\u00a0", " "), "status=in_progress")
    with Session(engine) as other:
        assert again in list_views(other)
        assert len(list_views(other)) == 2


def test_names_of_which_nothing_is_left_without_accents_stay_apart(engine: Engine, session: Session) -> None:
    save(session, "\u00b4")
    save(session, "\u00a8")
    assert len(names(engine)) == 2


def test_a_deleted_view_is_gone(engine: Engine, session: Session) -> None:
    gone = save(session, "Mine")
    save(session, "Others")
    delete_view(session, gone.id)
    assert names(engine) == ["Others"]
    with pytest.raises(ViewNotFound, match=f"View {gone.id} not found"):
        delete_view(session, gone.id)


@pytest.mark.parametrize("view_id", [NOBODY, "", "NUL \0", "\ud800", "'; DROP TABLE views; --"])
def test_what_never_was_is_not_found(engine: Engine, session: Session, view_id: str) -> None:
    save(session, "Mine")
    with pytest.raises(ViewNotFound):
        delete_view(session, view_id)
    assert names(engine) == ["Mine"]


def test_a_board_has_a_hundred_views_at_most(engine: Engine, session: Session) -> None:
    for number in range(MOST_VIEWS):
        save(session, f"View {number}")
    with pytest.raises(TooManyViews, match="at most 100 views"):
        save(session, "One more")
    kept = save(session, "VIEW 7", "q=milk")
    assert len(names(engine)) == MOST_VIEWS
    delete_view(session, kept.id)
    save(session, "One more")


def test_views_leave_no_trace_in_the_record_of_tasks(engine: Engine, session: Session) -> None:
    delete_view(session, save(session, "Mine").id)
    assert recorded(engine) == []


def test_several_who_save_the_same_name_at_once_share_one_view(engine: Engine) -> None:
    def save_one(number: int) -> str:
        with Session(engine) as own:
            return save(own, "Ours", f"q={number}").id

    with ThreadPoolExecutor(4) as pool:
        ids = set(pool.map(save_one, range(12)))
    assert len(ids) == 1
    assert names(engine) == ["Ours"]


def test_views_cost_one_query_to_read_and_two_to_save(engine: Engine, session: Session) -> None:
    with queries(engine) as sent:
        view = save(session, "Mine")
        save(session, "mine")
        list_views(session)
        session.rollback()
        delete_view(session, view.id)
    assert sent == ["SELECT", "INSERT", "SELECT", "UPDATE", "SELECT", "DELETE"]
