"""Pictures of the main screens, to be looked at: in the folder `screenshots`, which git ignores.

`pytest tests/browser/test_screenshots.py` draws them anew; the days of the sample board count from today.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import open_board, titles
from tests.browsing import DESKTOP, PHONE, NewPage
from tests.program import ROOT, Program

FOLDER = ROOT / "screenshots"
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2},
}
# What opens over the board: its picture's name, what opens it, and what is there when it is open.
OPENED = [
    ("card-menu", "article button", ":popover-open"),
    ("quick-add", "[data-testid=column-todo] header button", "#quick-add"),
    ("filters", "[popovertarget=filters]", ":popover-open"),
    ("display", "[popovertarget=display]", ":popover-open"),
    ("views", "[popovertarget=views]", ":popover-open"),
    ("palette", "button:has(.lucide-command)", "[cmdk-item]"),
    ("new-task", "header:has(h1) button >> nth=-1", "dialog:modal"),
    ("task", "article h3 a", "#panel-title"),
]
# What has an address of its own, and what is there when it has come.
ADDRESSES = [
    ("lanes", "?group=assignee", "[data-lane]"),
    ("search", "?q=a&due=week", "mark"),
    ("nothing-found", "?q=zzz", "main h2"),
    ("unknown-task", "t/0", "#task-panel [role=alert]"),
    ("unknown-address", "nowhere", "main h1"),
]


class Camera:
    """Takes the pictures of one visit."""

    def __init__(self, page: Page, visit: str) -> None:
        self._page = page
        self._visit = visit
        FOLDER.mkdir(exist_ok=True)

    def take(self, what: str) -> Path:
        """Take a picture of what is on the screen, and return where it is."""
        path = FOLDER / f"{self._visit}-{what}.png"
        self._page.screenshot(path=path, animations="disabled")
        return path


@pytest.mark.parametrize("locale", ["en-US", "fr-FR"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_main_screens_have_their_picture_taken(
    new_page: NewPage, program: Program, console_errors: list[str], screen: str, scheme: str, locale: str
) -> None:
    page = new_page(locale=locale, color_scheme=scheme, reduced_motion="reduce", **SCREENS[screen])
    camera = Camera(page, f"{screen}-{scheme}-{locale[:2]}")
    open_board(page, program)
    taken = [camera.take("empty-board")]
    page.locator("main button").last.click()
    expect(titles(page).first).to_be_visible()
    taken.append(camera.take("board"))
    for what, opens, shown in OPENED:
        page.locator(opens).first.click()
        expect(page.locator(shown).first).to_be_visible()
        taken.append(camera.take(what))
        page.keyboard.press("Escape")
        expect(page.locator(shown).first).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("dialog:modal")).to_be_visible()
    taken.append(camera.take("keys"))
    page.keyboard.press("Escape")
    for what, address, shown in ADDRESSES:
        page.goto(f"{program.url}/{address}")
        expect(page.locator(shown).first).to_be_visible()
        taken.append(camera.take(what))
    # The browser complains about the address that does not exist.
    console_errors.clear()
    assert all(path.stat().st_size for path in taken)
