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


def card(page: Page, title: str) -> Locator:
    """Find the card with exactly this title."""
    return page.locator("article").filter(has=page.get_by_role("button", name=title, exact=True))


def open_menu(page: Page, title: str) -> Locator:
    """Open the menu of a card and return it."""
    card(page, title).locator("button[popovertarget]").click()
    menu = page.locator("[popover]:popover-open")
    expect(menu).to_be_visible()
    return menu


def choose(page: Page, title: str, action: str) -> None:
    """Choose an action from the menu of a card."""
    open_menu(page, title).get_by_text(action, exact=True).click()


def new_task_dialog(page: Page) -> Locator:
    """Find the dialog that makes a task."""
    return page.get_by_role("dialog", name="New task")


def edit_dialog(page: Page) -> Locator:
    """Find the dialog that changes a task."""
    return page.get_by_role("dialog", name="Edit task")


def delete_dialog(page: Page) -> Locator:
    """Find the dialog that asks before a task is deleted."""
    return page.get_by_role("alertdialog")


def begin_task(page: Page) -> Locator:
    """Open the dialog for a new task and return it."""
    page.get_by_role("banner").get_by_role("button", name="New task").click()
    dialog = new_task_dialog(page)
    expect(dialog).to_be_visible()
    return dialog


def open_task(page: Page, title: str) -> Locator:
    """Open a card, and return the dialog when it shows the task."""
    card(page, title).get_by_role("button", name=title, exact=True).click()
    dialog = edit_dialog(page)
    expect(dialog.get_by_label("Title")).to_be_visible()
    return dialog


def add(dialog: Locator) -> None:
    """Press the button that makes the task."""
    dialog.get_by_role("button", name="Add task").click()


def save(dialog: Locator) -> None:
    """Press the button that saves the task."""
    dialog.get_by_role("button", name="Save").click()


def scroller(page: Page, status: str) -> Locator:
    """Find the part of a column that scrolls."""
    return column(page, status).locator("> div")


def toast(page: Page) -> Locator:
    """Find the short messages at the edge of the page."""
    return page.locator("[data-sonner-toast]")
