"""The page enlarged: to 200 % and to 400 % everything can still be read and reached."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.axe import fill_board, open_by_id
from tests.browser.screen import card_link, column, open_board, open_popover
from tests.browsing import NewPage
from tests.program import Program


@pytest.mark.parametrize("zoom", [2, 4])
def test_the_page_can_be_enlarged(new_page: NewPage, program: Program, api: Api, zoom: int) -> None:
    """Zooming in a browser makes the window smaller: 1280 pixels at 400 % are 320 (WCAG 1.4.10)."""
    fill_board(api)
    width = 1280 // zoom
    page = new_page(viewport={"width": width, "height": 1024 // zoom})
    open_board(page, program)
    assert _width(page) == width
    article = column(page, "todo").locator("article").last
    article.scroll_into_view_if_needed()
    expect(article).to_be_in_viewport(ratio=0.5)
    article.evaluate("card => card.closest('.snap-x').scrollTo(0, 0)")
    for popover in ("filters", "display", "views"):
        open_by_id(page, popover)
        _expect_all_reachable(open_popover(page))
        page.keyboard.press("Escape")
    card_link(page, "Budget").click()
    expect(page.locator("#panel-title")).to_have_value("Budget")
    assert _width(page) == width
    _expect_all_reachable(page.locator("#task-panel"))


def _width(page: Page) -> int:
    return page.evaluate("document.scrollingElement.scrollWidth")


def _expect_all_reachable(part: Locator) -> None:
    for target in part.locator("button, select, input, textarea").all():
        target.scroll_into_view_if_needed()
        expect(target).to_be_in_viewport(ratio=0.9)
