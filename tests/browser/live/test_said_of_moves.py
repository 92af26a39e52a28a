"""A card that somebody moves out of what one sees is spoken of."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.others import find
from tests.browser.screen import count, open_board
from tests.program import Program


def test_a_move_below_the_window_is_read_out(page: Page, program: Program, api: Api) -> None:
    for number in range(20):
        api.create(f"Done {number}", status="done")
    api.create("Task")
    open_board(page, program)
    expect(count(page, "todo")).to_have_text("1")
    api.edit(find(api, "Task"), status="done")
    expect(count(page, "done")).to_have_text("21")
    expect(page.locator("#news")).to_contain_text("moved “Task” to “Done”")
