"""The focus when its control goes: it stays at what the next key is about, and comes back from whatever opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import card_link, chip, clear_all, column, open_board, titles
from tests.program import Program

# What opens over the board, by its key.
OPENED = {
    "c": "dialog:modal",
    "?": "dialog:modal",
    "Control+k": "dialog:modal",
    "f": ":popover-open",
    "v": ":popover-open",
    "m": ":popover-open",
    "d": ":popover-open",
    "a": ":popover-open",
    "p": ":popover-open",
    "Shift+C": "#quick-add",
    "Enter": "#task-panel",
}


@pytest.mark.parametrize("key", OPENED)
def test_it_comes_back_to_the_card_from_whatever_a_key_has_opened(
    page: Page, program: Program, api: Api, key: str
) -> None:
    api.create("Task")
    open_board(page, program)
    page.keyboard.press("ArrowDown")
    expect(card_link(page, "Task")).to_be_focused()
    page.keyboard.press(key)
    expect(page.locator(OPENED[key])).to_be_visible()
    expect(card_link(page, "Task")).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(OPENED[key])).to_be_hidden()
    expect(card_link(page, "Task")).to_be_focused()


def test_it_comes_back_to_the_button_that_opened_quick_add(page: Page, program: Program, api: Api) -> None:
    api.create("Task")
    open_board(page, program)
    button = column(page, "done").get_by_role("button", name="Add a task", exact=True)
    button.click()
    expect(column(page, "done").get_by_role("textbox", name="New task")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_it_stays_in_the_bar_when_filters_go(page: Page, program: Program, api: Api) -> None:
    api.create("Task", priority="high", assignee="alice")
    filters = page.get_by_role("search").get_by_role("button", name="Filter", exact=True)
    open_board(page, program, "?priority=high&assignee=alice")
    chip(page, "High").press("Enter")
    expect(chip(page, "High")).to_have_count(0)
    expect(filters).to_be_focused()
    clear_all(page).press("Enter")
    expect(clear_all(page)).to_have_count(0)
    expect(filters).to_be_focused()
    open_board(page, program, "?q=nothing")
    page.get_by_role("button", name="Clear filters").press("Enter")
    expect(card_link(page, "Task")).to_be_visible()
    expect(filters).to_be_focused()


def test_it_stays_at_the_board_when_the_sample_comes_and_goes(page: Page, program: Program) -> None:
    open_board(page, program)
    page.get_by_role("button", name="Look around with a sample board").press("Enter")
    expect(titles(page).first).to_be_visible()
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("article").first.locator(":focus")).to_be_visible()
    page.get_by_role("button", name="Remove the sample tasks").press("Enter")
    expect(titles(page)).to_have_count(0)
    expect(page.get_by_role("main")).to_be_focused()
