"""Selecting in the words of the tests."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import card


def selection(page: Page) -> Locator:
    """Find the bar of the selected cards."""
    return page.get_by_role("toolbar", name="Selected tasks")


def select(page: Page, *titles: str) -> None:
    """Select cards with the mouse."""
    for title in titles:
        card(page, title).click(modifiers=["Shift"])
    expect(selection(page).get_by_text(f"{len(titles)} selected")).to_be_visible()
