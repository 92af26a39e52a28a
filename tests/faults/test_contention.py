"""Eight people move the same forty cards at once: every move succeeds, none is lost, no place is taken twice."""

from __future__ import annotations

from collections.abc import Callable

from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.faults.contending import CARDS, MOVES, PageClient, RestClient, add_cards, contend
from tests.faults.kept import assert_kept, assert_recorded, assert_whole
from tests.program import Program
from tests.services.boards import board


def test_eight_clients_of_the_api_move_the_same_cards(run_program: Callable[..., Program], database_url: str) -> None:
    program = run_program(database_url)
    ids = [card["id"] for card in add_cards(program.api_url)]
    contest = contend(lambda: RestClient(program.api_url), ids)
    assert contest.failures == []
    assert len(contest.answers) == MOVES
    engine = create_engine(read_settings({"DATABASE_URL": database_url}))
    assert_kept(engine, contest.answers)
    assert_whole(engine)
    assert len(board(engine)) == CARDS
    engine.dispose()


def test_eight_pages_move_the_same_cards(run_program: Callable[..., Program], database_url: str) -> None:
    # No page does so much by hand, see the limits.
    program = run_program(database_url, {"EVENTS_PER_SECOND": "0"})
    ids = [card["id"] for card in add_cards(program.api_url)]
    contest = contend(lambda: PageClient(program.api_url), ids)
    assert contest.failures == []
    assert len(contest.answers) == MOVES
    engine = create_engine(read_settings({"DATABASE_URL": database_url}))
    assert_recorded(engine, contest.answers)
    assert_whole(engine)
    assert len(board(engine)) == CARDS
    engine.dispose()
