"""What a drop draws again: the cards that it moves, and no other; else each drop would cost as much as the board."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.api import Api
from tests.browser.dragging import carry, held, into
from tests.browser.screen import card, column, open_board
from tests.program import Program

CARDS = 30
# Stands in the function that draws the inside of a card, and in no other.
FACE = "line-clamp-4"


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    for number in range(CARDS):
        api.create(f"Task {number}", status=("todo", "done")[number % 2])
    open_board(page, program)
    return page


def test_a_drop_draws_no_other_card_again(board: Page) -> None:
    client = board.context.new_cdp_session(board)
    client.send("Profiler.enable")
    carry(board, into(board, "Task 0", "done"))
    client.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": False})
    board.mouse.up()
    expect(held(board)).to_have_count(0)
    expect(column(board, "done").locator("article").first).to_contain_text("Task 0")
    expect(card(board, "Task 0")).to_have_count(1)
    drawn = _times_drawn(board, client)
    # The one that was dropped, in its new list, and once more when the server has told what became of it.
    assert 0 < drawn < CARDS / 2, drawn


def _times_drawn(page: Page, client: CDPSession) -> int:
    """Return how often the inside of a card was drawn since the counting began."""
    drawn = 0
    for script in client.send("Profiler.takePreciseCoverage")["result"]:
        source = page.request.get(script["url"]).text() if script["url"].startswith("http") else ""
        for function in script["functions"]:
            whole = function["ranges"][0]
            inside = source[whole["startOffset"] : whole["endOffset"]]
            # The smallest function around it: the script itself holds it too.
            if FACE in inside and len(inside) < 10_000:
                drawn += whole["count"]
    return drawn
