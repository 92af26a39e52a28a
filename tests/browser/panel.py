"""The panel of the open task in the words of the tests: its parts, and what a visitor does with them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import card_link
from tests.program import Program


def task_panel(page: Page) -> Locator:
    """Find the panel, which is there while a task is open."""
    return page.get_by_role("complementary", name="Task")


def open_task(page: Page, title: str) -> Locator:
    """Open a card, and return the panel when it shows the task."""
    card_link(page, title).click()
    panel = task_panel(page)
    expect(field(panel, "Title")).to_have_value(title)
    return panel


def open_link(page: Page, program: Program, task_id: str, query: str = "") -> Locator:
    """Open the address of a task, and return the panel when it is there."""
    page.goto(f"{program.url}/t/{task_id}{query}")
    panel = task_panel(page)
    # Drawn when the server has sent the first state.
    expect(panel).to_be_visible()
    return panel


def field(panel: Locator, label: str) -> Locator:
    """Find a field by its label."""
    return panel.get_by_label(label, exact=True)


def edit_description(panel: Locator) -> Locator:
    """Begin to write the description and return its field."""
    panel.get_by_role("button", name="description").first.click()
    expect(field(panel, "Description")).to_be_focused()
    return field(panel, "Description")


def saved(panel: Locator) -> Locator:
    """Find the word that says that a field is saved."""
    return panel.get_by_role("status").get_by_text("Saved", exact=True)


def change(panel: Locator, label: str, text: str) -> None:
    """Write into a field and leave it, and return when it is saved."""
    field(panel, label).fill(text)
    field(panel, label).blur()
    expect_saved(panel, label)


def expect_saved(panel: Locator, label: str) -> None:
    """Expect the word "Saved" beside the field, there to be read."""
    expect(saved(panel)).to_have_css("opacity", "1")
    expect(beside(panel, label).get_by_text("Saved", exact=True)).to_be_visible()


def beside(panel: Locator, label: str) -> Locator:
    """Find what stands around a field: its label, what became of it, and what is wrong with it."""
    if label == "Description":
        # Its field comes and goes.
        return panel.locator("section").filter(has=panel.page.get_by_role("heading", name=label, exact=True))
    around = panel.locator("div").filter(has=panel.page.get_by_label(label, exact=True))
    # The innermost that also has the place for "Saved".
    return around.filter(has=panel.page.get_by_role("status")).last


def close_panel(page: Page) -> None:
    """Press the button that closes the panel, and return when it is gone."""
    task_panel(page).get_by_role("button", name="Close").click()
    expect(task_panel(page)).to_be_hidden()
