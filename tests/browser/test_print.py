"""The board on paper: light whatever the theme, all of its texts, nothing that wants to be pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.api import Api
from tests.browser.screen import card, column, open_board
from tests.browsing import NewPage
from tests.program import Program

LONG = "A description that goes on and on. " * 20


@pytest.mark.parametrize("query", ["", "?group=assignee"], ids=["columns", "lanes"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_printed_as_paper_wants_it(
    new_page: NewPage, program: Program, api: Api, scheme: str, query: str
) -> None:
    for number in range(20):
        api.create(f"Task {number}", description=LONG, assignee="W" * 100, due_date="2031-05-17")
    page = new_page(color_scheme=scheme)
    open_board(page, program, query)
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("h3").first).to_have_css("color", "rgb(26, 29, 36)")
    expect(page.locator("button:visible, select:visible, input:visible")).to_have_count(0)
    # Nothing scrolls on paper, and nothing is cut off.
    last = card(page, "Task 19")
    assert page.locator("main").evaluate("part => part.scrollHeight <= part.clientHeight")
    assert page.locator("main").evaluate("part => part.scrollWidth <= part.clientWidth")
    excerpt, facts = last.locator(".excerpt").bounding_box(), last.locator(".facts").bounding_box()
    assert excerpt
    assert facts
    assert excerpt["y"] + excerpt["height"] <= facts["y"]
    assert last.locator(".excerpt").evaluate("text => text.scrollHeight <= text.clientHeight")
    icon = last.locator(".facts svg").first.bounding_box()
    assert icon
    assert icon["height"] == icon["width"]
    expect(column(page, "todo").get_by_role("heading", name="To do")).to_be_visible()
