"""axe on one screen after the other: WCAG 2.0, 2.1 and 2.2, levels A and AA.

Both themes, both languages, desktop and phone, so combined that each meets each in one of the four visits.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browsing import DESKTOP, PHONE

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


def open_by_id(page: Page, popover: str) -> None:
    """Open a menu or small form by its id: the visits are in two languages."""
    page.locator(f"button[popovertarget={popover}]:not([popovertargetaction=hide])").first.click()
    expect(page.locator(f"#{popover}:popover-open")).to_be_visible()


def fill_board(api: Api) -> None:
    """Show every badge there is: three priorities, and a due day that is over, far away, past and done, or none."""
    description = "Text with **Markdown**\n\n- [x] and a [link](https://example.com)\n\n> `code`"
    api.create("Budget", description=description, assignee="Alice Martin", priority="high", due_date="2020-01-02")
    api.create("Late", priority="high", due_date="2020-01-02")
    api.create("Today", status="in_progress", due_date=str(datetime.now(ZoneInfo("Europe/Paris")).date()))
    api.create("Far away", status="in_progress", assignee="bob", priority="low", due_date="2031-05-17")
    api.create("Done", description="Text", status="done", due_date="2020-01-02")
