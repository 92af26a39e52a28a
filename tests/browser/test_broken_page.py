"""A script that fails leaves a sentence in both languages and a way on, not a white page."""

from __future__ import annotations

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.api import Api
from tests.browsing import open_live
from tests.program import Program


def test_it_can_be_loaded_again(page: Page, program: Program, api: Api, console_errors: list[str]) -> None:
    api.create("Buy milk")

    is_garbled = True

    def garble(socket: WebSocketRoute) -> None:
        # No text: React refuses to draw it.
        title = '"title":{"a":1}' if is_garbled else '"title":"Buy milk"'
        server = socket.connect_to_server()
        server.on_message(lambda message: socket.send(str(message).replace('"title":"Buy milk"', title)))

    page.route_web_socket(lambda url: "/_event" in url, garble)
    open_live(page, program.url)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("This page has stopped working · Cette page ne fonctionne plus")
    console_errors.clear()
    is_garbled = False
    page.get_by_role("link", name="Load again").click()
    expect(page.get_by_role("heading", name="Buy milk")).to_be_visible()
