"""A page that sends without end, by mistake or by somebody's will, is told so and works again afterwards."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import card
from tests.browsing import open_live
from tests.program import Program

PRESS_UNDO = """(times) => {
    for (let time = 0; time < times; time++)
        document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'z', ctrlKey: true, bubbles: true}));
}"""
TOO_MUCH = "That was too much at once. Wait a moment, then go on."


def test_it_is_told_so(page: Page, program: Program) -> None:
    open_live(page, program.url)
    page.evaluate(PRESS_UNDO, 150)
    expect(page.get_by_text(TOO_MUCH)).to_be_visible()


def test_it_comes_back_when_it_was_cut_off(page: Page, program: Program, api: Api) -> None:
    with page.expect_websocket(lambda socket: "/_event" in socket.url) as opened:
        open_live(page, program.url)
    connection = opened.value
    # A page that the machine leaves little time sends slowly enough to be allowed to.
    while not connection.is_closed():
        page.evaluate(PRESS_UNDO, 260)
        # Time for the page to send them and for the server to cut it off, before more are pressed in vain.
        page.wait_for_timeout(5000)
    api.create("Paint the door")
    # It still has hundreds of sentences to show.
    page.get_by_role("searchbox").fill("door", timeout=60_000)
    expect(card(page, "Paint the door")).to_be_visible(timeout=60_000)
