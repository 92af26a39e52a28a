"""A visitor is offline for a while and others change the board: on return it shows the truth."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.others import expect_titles, find
from tests.browser.panel import edit_description, expect_saved, field, open_task
from tests.browser.screen import add, begin_task, card, choose, open_board, titles, toast
from tests.program import Program

LOST = "Connection lost, trying again. What you typed is kept."


@pytest.fixture(autouse=True)
def complaints(console_errors: list[str]) -> Iterator[None]:
    """A browser complains about a line that is gone, and that is no defect of ours."""
    yield
    console_errors.clear()


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    for title in ("a", "b", "c"):
        api.create(title)
    open_board(page, program)
    expect(titles(page)).to_have_count(3)
    return page


def go_offline(page: Page) -> None:
    """Cut the line, and return when the page says so."""
    page.context.set_offline(offline=True)
    # A socket that stands is not cut with the line; here it is given up, as where the network changes.
    page.evaluate("() => { for (const socket of window.sockets) socket.close() }")
    expect(page.get_by_text(LOST).filter(visible=True).first).to_be_visible()


def come_back(page: Page) -> None:
    """Mend the line, and return when the page knows."""
    page.context.set_offline(offline=False)
    expect(page.get_by_text(LOST)).to_have_count(0)


@pytest.fixture
def page(page: Page) -> Page:
    page.add_init_script("""
        window.sockets = [];
        window.WebSocket = class extends WebSocket { constructor(...all) { super(...all); window.sockets.push(this) } };
    """)
    return page


def test_it_shows_what_others_did(board: Page, api: Api) -> None:
    go_offline(board)
    api.edit(find(api, "a"), status="done")
    api.edit(find(api, "b"), title="B", priority="high")
    api.delete(find(api, "c"))
    api.create("d")
    expect_titles(board, todo=["a", "b", "c"])
    come_back(board)
    expect_titles(board, todo=["B", "d"], done=["a"])
    expect(card(board, "B").get_by_text("High")).to_be_visible()
    # And hears of what comes next.
    api.create("e")
    expect_titles(board, todo=["B", "d", "e"], done=["a"])


def test_what_one_did_meanwhile_is_done_once(board: Page, api: Api) -> None:
    go_offline(board)
    dialog = begin_task(board)
    dialog.get_by_label("Title").fill("Mine")
    add(dialog)
    api.create("Theirs")
    come_back(board)
    expect_titles(board, todo=["Mine", "a", "b", "c", "Theirs"])
    assert [task["title"] for task in api.tasks()] == ["Mine", "a", "b", "c", "Theirs"]


def test_a_card_that_both_moved_shows_once(board: Page, api: Api) -> None:
    go_offline(board)
    choose(board, "b", "Move to “Done”")
    expect_titles(board, todo=["a", "c"], done=["b"])
    api.edit(find(api, "b"), status="in_progress")
    come_back(board)
    # Theirs was first, and the visitor did not know.
    said = "Somebody moved “b” to “In progress” meanwhile; it stays there."
    expect(toast(board).get_by_text(said)).to_be_visible()
    expect_titles(board, todo=["a", "c"], in_progress=["b"])
    assert find(api, "b")["status"] == "in_progress"


def test_a_draft_is_kept_and_not_saved_over_what_others_wrote(board: Page, api: Api) -> None:
    panel = open_task(board, "b")
    text = edit_description(panel)
    text.fill("Mine")
    go_offline(board)
    text.press_sequentially(", all of it")
    api.edit(find(api, "b"), description="Theirs", assignee="alice")
    come_back(board)
    expect(field(panel, "Assignee")).to_have_value("alice")
    expect(text).to_have_value("Mine, all of it")
    text.press("Control+Enter")
    expect(panel.get_by_role("alert").get_by_text("Theirs", exact=True)).to_be_visible()
    panel.get_by_role("button", name="Keep mine").click()
    expect_saved(panel, "Description")
    assert find(api, "b")["description"] == "Mine, all of it"
