"""The page in the words of the tests: where its parts are, and what a visitor does with them.

Everything is found as a visitor or a screen reader finds it, by role and name. The names are the English ones.
"""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browsing import open_live
from tests.program import Program

COLUMNS = {"todo": "To do", "in_progress": "In progress", "done": "Done"}


def open_board(page: Page, program: Program, query: str = "") -> None:
    """Open the board, and return when it shows what the database holds."""
    open_live(page, f"{program.url}/{query}")
    expect(page.get_by_role("search")).to_be_visible()


def reload_board(page: Page) -> None:
    """Reload the page, and return when it shows what the database holds."""
    page.reload()
    expect(page.get_by_role("search")).to_be_visible()


def column(page: Page, status: str) -> Locator:
    """Find a column."""
    return page.get_by_test_id(f"column-{status}")


def titles(where: Locator | Page) -> Locator:
    """Find the titles of the cards in a column, or on the whole board."""
    return where.locator("article h3")


def count(page: Page, status: str) -> Locator:
    """Find the number that stands beside a column's name."""
    return page.get_by_test_id(f"count-{status}").locator("[aria-hidden=true]")


def scroller(page: Page, status: str) -> Locator:
    """Find the part of a column that scrolls."""
    return column(page, status).locator(".column-scroll")


def card(page: Page, title: str) -> Locator:
    """Find the card with exactly this title."""
    return page.locator("article").filter(has=page.get_by_role("link", name=title, exact=True))


def card_link(page: Page, title: str) -> Locator:
    """Find what opens a card, and what has the focus when the keyboard is at it."""
    return card(page, title).get_by_role("link", name=title, exact=True)


def open_menu(page: Page, title: str) -> Locator:
    """Open the menu of a card and return it."""
    card(page, title).get_by_role("button", name="Actions for").click()
    return open_popover(page)


def choose(page: Page, title: str, action: str) -> None:
    """Choose an action from the menu of a card."""
    open_menu(page, title).get_by_text(action, exact=True).click()


def open_popover(page: Page) -> Locator:
    """Return the menu or small form that has just come up."""
    shown = page.locator("[popover]:popover-open")
    expect(shown).to_be_visible()
    return shown


def new_task_dialog(page: Page) -> Locator:
    """Find the dialog that makes a task."""
    return page.get_by_role("dialog", name="New task")


def begin_task(page: Page) -> Locator:
    """Open the dialog for a new task and return it."""
    page.get_by_role("banner").get_by_role("button", name="New task").click()
    dialog = new_task_dialog(page)
    expect(dialog).to_be_visible()
    return dialog


def add(dialog: Locator) -> None:
    """Press the button that makes the task."""
    dialog.get_by_role("button", name="Add task").click()


def open_filters(page: Page) -> Locator:
    """Open the small form with the filters and return it."""
    page.get_by_role("search").get_by_role("button", name="Filter", exact=True).click()
    return open_popover(page)


def set_filter(page: Page, label: str, choice: str) -> None:
    """Choose from one of the filters, and close them again."""
    open_filters(page).get_by_label(label, exact=True).select_option(label=choice)
    page.keyboard.press("Escape")


def chip(page: Page, words: str) -> Locator:
    """Find the button that shows a filter that is on, and takes it away."""
    return page.get_by_role("search").get_by_role("button", name=f"Remove the filter {words}", exact=True)


def clear_all(page: Page) -> Locator:
    """Find the button that takes away the search and all filters."""
    return page.get_by_role("search").get_by_role("button", name="Clear all")


def toast(page: Page) -> Locator:
    """Find the short messages at the edge of the page."""
    return page.locator("[data-sonner-toast]")
