"""Others change the task that one has open: field by field, and never the one in which one types."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.panel import edit_description, expect_saved, field, open_task
from tests.browser.screen import card, open_board
from tests.program import Program

VALUES = [
    ("Title", "title", "Changed"),
    ("Priority", "priority", "high"),
    ("Assignee", "assignee", "bob"),
    ("Due date", "due_date", "2031-05-18"),
    ("Column", "status", "done"),
]


@pytest.fixture
def panel(page: Page, program: Program, api: Api) -> Locator:
    api.create("Budget", description="Old", assignee="alice", due_date="2031-05-17")
    open_board(page, program)
    return open_task(page, "Budget")


@pytest.mark.parametrize(("label", "name", "value"), VALUES, ids=[name for _, name, _ in VALUES])
def test_a_field_that_others_change(panel: Locator, api: Api, label: str, name: str, value: str) -> None:
    api.edit(api.only_task(), **{name: value})
    expect(field(panel, label)).to_have_value(value)


def test_a_description_that_others_change(panel: Locator, api: Api) -> None:
    api.edit(api.only_task(), description="**New**")
    expect(panel.locator("strong")).to_have_text("New")


@pytest.mark.parametrize("label", ["Title", "Assignee"])
def test_the_line_in_which_one_types_is_left_alone(panel: Locator, page: Page, api: Api, label: str) -> None:
    mine = field(panel, label)
    mine.fill("Mi")
    for number, name in enumerate(("description", "assignee" if label == "Title" else "title")):
        api.edit(api.only_task(), **{name: f"Theirs {number}", "due_date": f"2031-05-1{number}"})
        expect(field(panel, "Due date")).to_have_value(f"2031-05-1{number}")
    expect(panel.get_by_text("Theirs 0")).to_be_visible()
    expect(mine).to_be_focused()
    page.keyboard.type("ne")
    expect(mine).to_have_value("Mine")
    mine.blur()
    expect_saved(panel, label)
    assert api.only_task()[label.lower()] == "Mine"


def test_the_description_in_which_one_writes_is_left_alone(panel: Locator, page: Page, api: Api) -> None:
    text = edit_description(panel)
    text.fill("Mine, and more")
    text.evaluate("text => text.setSelectionRange(4, 4)")
    api.edit(api.only_task(), title="Theirs", status="done")
    expect(field(panel, "Title")).to_have_value("Theirs")
    expect(text).to_be_focused()
    page.keyboard.type(" too")
    expect(text).to_have_value("Mine too, and more")
    text.press("Control+Enter")
    expect_saved(panel, "Description")
    assert api.only_task()["description"] == "Mine too, and more"


def test_half_a_date_is_left_alone(panel: Locator, page: Page, api: Api) -> None:
    due = field(panel, "Due date")
    due.focus()
    # The month, of three parts that are typed one after the other.
    page.keyboard.type("06")
    expect(due).to_have_value("2031-06-17")
    expect_saved(panel, "Due date")
    expect(due).to_be_focused()
    api.edit(api.only_task(), title="Theirs")
    expect(field(panel, "Title")).to_have_value("Theirs")
    page.keyboard.type("09")
    expect(due).to_have_value("2031-06-09")
    expect(card(page, "Theirs")).to_contain_text("Jun 9")
    # Untouched since, it follows what others choose, and the keyboard stays.
    api.edit(api.only_task(), due_date="2032-01-02", title="Theirs again")
    expect(field(panel, "Title")).to_have_value("Theirs again")
    expect(due).to_have_value("2032-01-02")
    expect(due).to_be_focused()
