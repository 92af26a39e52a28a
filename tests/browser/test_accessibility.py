"""axe finds nothing on any screen: WCAG 2.0, 2.1 and 2.2, levels A and AA.

Both themes, both languages, desktop and phone, so combined that each meets each in one of the four visits.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import column, open_board, reload_board
from tests.browsing import DESKTOP, PHONE, NewPage
from tests.program import Program

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
VISITS = [
    pytest.param({"viewport": DESKTOP, "locale": "en-US", "color_scheme": "light"}, id="desktop-english-light"),
    pytest.param({"viewport": DESKTOP, "locale": "fr-FR", "color_scheme": "dark"}, id="desktop-french-dark"),
    pytest.param({**TOUCH, "locale": "en-US", "color_scheme": "dark"}, id="phone-english-dark"),
    pytest.param({**TOUCH, "locale": "fr-FR", "color_scheme": "light"}, id="phone-french-light"),
]


class Inspector:
    """Lets axe look at one screen after the other, and remembers what it found. Made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.found: dict[str, str] = {}
        page.add_init_script(Axe().axe_script)

    def inspect(self, screen: str, part: str = "html") -> None:
        """Look at the screen as it is now, or at the part that has just appeared on it."""
        results = AxeResults(self._page.evaluate("([part, rules]) => axe.run(part, rules)", [part, RULES]))
        if results.violations_count:
            self.found[screen] = results.generate_report()


@pytest.mark.parametrize("visit", VISITS)
def test_axe_finds_nothing(new_page: NewPage, program: Program, api: Api, visit: dict[str, Any]) -> None:
    _fill_board(api)
    page = new_page(**visit, reduced_motion="reduce")
    screens = Inspector(page)
    open_board(page, program)
    screens.inspect("board")

    page.locator("header:has(h1) button").last.click()
    expect(page.locator("dialog#new-task")).to_be_visible()
    screens.inspect("new task", "dialog[open]")
    page.locator("dialog#new-task [type=submit]").click()
    expect(page.locator("#new-title")).to_have_attribute("aria-invalid", "true")
    screens.inspect("new task with an error", "dialog[open]")
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Budget", exact=True).click()
    expect(page.locator("#edit-title")).to_be_visible()
    screens.inspect("edit", "dialog[open]")
    api.edit(next(task for task in api.tasks() if task["title"] == "Budget"), assignee="bob")
    page.locator("#edit-title").fill("Budget 2032")
    page.locator("dialog#edit-task [type=submit]").click()
    expect(page.locator("dialog#edit-task [role=alert] button").first).to_be_visible()
    screens.inspect("stale edit", "dialog[open]")
    page.keyboard.press("Escape")

    page.locator("article button[popovertarget]").first.click()
    menu = page.locator("[popover]:popover-open")
    expect(menu).to_be_visible()
    screens.inspect("menu", ":popover-open")
    menu.get_by_role("button").last.click()
    expect(page.get_by_role("alertdialog")).to_be_visible()
    screens.inspect("delete", "dialog[open]")
    page.get_by_role("alertdialog").get_by_role("button").last.click()
    expect(page.locator("[data-sonner-toast][data-mounted=true]")).to_be_visible()
    screens.inspect("toast", "[data-sonner-toaster]")

    if visit["viewport"] == PHONE:
        page.locator("[role=search] button[aria-expanded]").click()
    page.locator("[role=search] select").nth(1).select_option("high")
    expect(column(page, "todo").locator("article")).to_have_count(1)
    screens.inspect("filter result")
    page.get_by_role("searchbox").fill("unicorn")
    expect(page.locator("main h2")).to_have_count(1)
    screens.inspect("nothing found")

    api.clear()
    open_board(page, program)
    expect(page.locator("main button")).to_be_visible()
    screens.inspect("empty board")
    assert screens.found == {}


def test_axe_finds_nothing_while_the_board_loads(page: Page, program: Program, console_errors: list[str]) -> None:
    screens = Inspector(page)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(program.url)
    expect(page.locator("main [aria-busy=true]")).to_be_visible()
    screens.inspect("loading")
    assert screens.found == {}
    console_errors.clear()


@pytest.mark.parametrize("zoom", [2, 4])
def test_the_page_can_be_enlarged(new_page: NewPage, program: Program, api: Api, zoom: int) -> None:
    """Zooming in a browser makes the window smaller: 1280 pixels at 400 % are 320 (WCAG 1.4.10)."""
    _fill_board(api)
    page = new_page(viewport={"width": 1280 // zoom, "height": 1024 // zoom})
    open_board(page, program)
    assert page.evaluate("document.scrollingElement.scrollWidth") == 1280 // zoom
    article = column(page, "todo").locator("article").last
    article.scroll_into_view_if_needed()
    expect(article).to_be_in_viewport(ratio=0.5)
    reload_board(page)


def _fill_board(api: Api) -> None:
    """Show every badge there is: three priorities, and a due day that is over, far away, past and done, or none."""
    api.create("Budget", description="Text", assignee="Alice Martin", priority="high", due_date="2020-01-02")
    api.create("Late", priority="high", due_date="2020-01-02")
    api.create("Today", status="in_progress", due_date=str(datetime.now(ZoneInfo("Europe/Paris")).date()))
    api.create("Far away", status="in_progress", assignee="bob", priority="low", due_date="2031-05-17")
    api.create("Done", description="Text", status="done", due_date="2020-01-02")
