"""PostgreSQL goes away for a while: refused with a sentence, nothing confirmed is lost, and all goes on by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

import httpx
import pytest
from playwright.sync_api import Page, expect

from taskflow.models.database import CONNECT_TIMEOUT_SECONDS, create_engine
from taskflow.settings import read_settings
from tests.browser.screen import add, begin_task, choose, column, open_board, titles, toast
from tests.faults.kept import assert_kept, assert_whole
from tests.faults.postgres import OwnServer, own_server
from tests.faults.writers import writing
from tests.program import Program

SENTENCE = "The database cannot be reached at the moment. Try again in a few seconds."
UNREACHABLE = "The database cannot be reached. Nothing was changed; please try again."
UNHEALTHY = {"status": "unhealthy", "database": "unreachable"}


@pytest.fixture
def postgres() -> Iterator[OwnServer]:
    with own_server() as server:
        yield server


def test_the_api_refuses_with_a_sentence_and_goes_on(
    run_program: Callable[..., Program], postgres: OwnServer, soak: bool
) -> None:
    program = run_program(postgres.url)
    engine = create_engine(read_settings({"DATABASE_URL": postgres.url}))
    processes = program.processes()
    with writing(program.api_url, seed=1) as said, httpx.Client(base_url=program.api_url, trust_env=False) as client:
        said.wait_for(20)
        postgres.stop()
        back_at = monotonic() + (10 if soak else 1)
        while monotonic() < back_at or len(said.refusals) < 20:
            assert_unhealthy_and_quick(client)
            assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
        postgres.start()
        said.wait_for(20)
        assert client.get("/health").status_code == 200
    assert {(refusal.status, refusal.detail) for refusal in said.refusals} == {(503, SENTENCE)}
    assert max(refusal.seconds for refusal in said.refusals) < CONNECT_TIMEOUT_SECONDS
    assert_kept(engine, said.answers)
    assert_whole(engine)
    assert program.processes() == processes
    assert "Traceback" not in program.log
    engine.dispose()


def test_the_page_says_so_keeps_what_was_typed_and_goes_on(
    page: Page, run_program: Callable[..., Program], postgres: OwnServer
) -> None:
    program = run_program(postgres.url)
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Before")
    add(dialog)
    expect(titles(column(page, "todo"))).to_have_text(["Before"])
    postgres.stop()
    choose(page, "Before", "Move to “Done”")
    expect(toast(page).get_by_text(UNREACHABLE)).to_be_visible()
    expect(titles(column(page, "todo"))).to_have_text(["Before"])
    begin_task(page)
    dialog.get_by_label("Title").fill("Typed meanwhile")
    add(dialog)
    expect(dialog.get_by_role("alert")).to_have_text(UNREACHABLE)
    postgres.start()
    add(dialog)
    expect(titles(column(page, "todo"))).to_have_text(["Typed meanwhile", "Before"])
    choose(page, "Before", "Move to “Done”")
    expect(titles(column(page, "done"))).to_have_text(["Before"])


def assert_unhealthy_and_quick(client: httpx.Client) -> None:
    """Check that the program says within its two seconds that it cannot work."""
    begun = monotonic()
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (503, UNHEALTHY)
    assert monotonic() - begun < 2
