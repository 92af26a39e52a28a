"""A task changed in its panel: each field saves itself, and says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.held_answers import HeldAnswers
from tests.browser.panel import (
    beside,
    change,
    close_panel,
    edit_description,
    expect_saved,
    field,
    open_task,
    saved,
    task_panel,
)
from tests.browser.screen import card, choose, column, open_board, titles
from tests.program import Program


def test_every_field_can_be_changed_and_says_so(page: Page, program: Program, api: Api) -> None:
    api.create("Budget", description="Old", assignee="bob", due_date="2031-05-17")
    open_board(page, program)
    panel = open_task(page, "Budget")
    change(panel, "Title", "Budget 2032")
    expect(titles(column(page, "todo"))).to_have_text(["Budget 2032"])
    edit_description(panel).fill("New\nand longer")
    panel.get_by_role("button", name="Save").click()
    expect_saved(panel, "Description")
    change(panel, "Assignee", "charlie")
    field(panel, "Due date").fill("2032-06-18")
    expect_saved(panel, "Due date")
    for label, choice in (("Priority", "Low"), ("Column", "Done")):
        field(panel, label).select_option(label=choice)
        expect_saved(panel, label)
    expect(titles(column(page, "done"))).to_have_text(["Budget 2032"])
    for text in ("New", "Low", "Jun 18, 2032", "C"):
        expect(card(page, "Budget 2032").get_by_text(text, exact=True)).to_be_visible()
    task = api.only_task()
    assert (task["title"], task["description"]) == ("Budget 2032", "New\nand longer")
    assert (task["status"], task["priority"], task["assignee"]) == ("done", "low", "charlie")
    assert task["due_date"] == "2032-06-18T00:00:00Z"


def test_what_is_saved_moves_nothing_away_from_under_the_mouse(page: Page, program: Program, api: Api) -> None:
    api.create("Budget", description="Old")
    answers = HeldAnswers(page)
    open_board(page, program)
    panel = open_task(page, "Budget")
    edit = panel.get_by_role("button", name="Edit the description")
    field(panel, "Title").fill("Budget 2032")
    answers.hold()
    # Pressed while the title is not saved yet, and let go when it is.
    edit.hover()
    page.mouse.down()
    answers.wait_for_one()
    answers.release()
    expect_saved(panel, "Title")
    page.mouse.up()
    expect(field(panel, "Description")).to_be_focused()


def test_what_may_be_empty_can_be_emptied(page: Page, program: Program, api: Api) -> None:
    api.create("Budget", description="Old", assignee="bob", due_date="2031-05-17")
    open_board(page, program)
    panel = open_task(page, "Budget")
    change(panel, "Assignee", "")
    field(panel, "Due date").fill("")
    expect_saved(panel, "Due date")
    edit_description(panel).fill("")
    panel.get_by_role("button", name="Save").click()
    expect_saved(panel, "Description")
    task = api.only_task()
    assert (task["description"], task["assignee"], task["due_date"]) == (None, None, None)
    # And it can be filled again.
    expect(panel.get_by_role("button", name="Add a description…")).to_be_visible()


def test_enter_saves_a_line_and_ctrl_enter_the_description(page: Page, program: Program, api: Api) -> None:
    api.create("Budget", description="Old")
    open_board(page, program)
    panel = open_task(page, "Budget")
    for label, text in (("Title", "Budget 2032"), ("Assignee", "alice")):
        field(panel, label).fill(text)
        field(panel, label).press("Enter")
        expect_saved(panel, label)
    text = edit_description(panel)
    text.fill("One")
    text.press("Enter")
    page.keyboard.type("Two")
    text.press("Control+Enter")
    expect_saved(panel, "Description")
    task = api.only_task()
    assert (task["title"], task["assignee"], task["description"]) == ("Budget 2032", "alice", "One\nTwo")


def test_escape_brings_back_what_is_saved(page: Page, program: Program, api: Api) -> None:
    before = api.create("Budget", description="Old")
    open_board(page, program)
    panel = open_task(page, "Budget")
    field(panel, "Title").fill("Something else")
    field(panel, "Title").press("Escape")
    expect(field(panel, "Title")).to_have_value("Budget")
    edit_description(panel).fill("Something else")
    page.keyboard.press("Escape")
    expect(panel.get_by_text("Old", exact=True)).to_be_visible()
    edit_description(panel).fill("Something else")
    panel.get_by_role("button", name="Cancel").click()
    expect(panel.get_by_text("Old", exact=True)).to_be_visible()
    expect(edit_description(panel)).to_have_value("Old")
    # The panel is still there, and the next Escape but one closes it.
    page.keyboard.press("Escape")
    panel.get_by_text("Created").click()
    field(panel, "Title").focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_visible()
    panel.focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert api.only_task() == before


def test_the_same_field_saved_again_says_so_again(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    open_board(page, program)
    panel = open_task(page, "Budget")
    for title in ("Budget 2032", "Budget 2033"):
        change(panel, "Title", title)
        # Let the word vanish at once, as it does after some seconds.
        page.evaluate("document.getAnimations().forEach(animation => animation.finish())")
        expect(saved(panel)).to_have_css("opacity", "0")
    assert api.only_task()["title"] == "Budget 2033"


def test_each_task_opens_with_its_own_texts(page: Page, program: Program, api: Api) -> None:
    api.create("First", description="of the first", assignee="alice")
    api.create("Second", description="of the second", assignee="bob")
    open_board(page, program)
    # From one to the next, without closing the panel.
    for title, description, name in (
        ("First", "of the first", "alice"),
        ("Second", "of the second", "bob"),
        ("First", "of the first", "alice"),
    ):
        panel = open_task(page, title)
        expect(panel.get_by_text(description)).to_be_visible()
        expect(field(panel, "Assignee")).to_have_value(name)
    close_panel(page)


def test_the_menu_opens_the_task_too(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    open_board(page, program)
    choose(page, "Budget", "Open")
    expect(field(task_panel(page), "Title")).to_have_value("Budget")


def test_a_time_of_day_from_the_api_stays(page: Page, program: Program, api: Api) -> None:
    api.create("Budget", due_date="2031-05-17T16:30:00Z")
    open_board(page, program)
    panel = open_task(page, "Budget")
    expect(field(panel, "Due date")).to_have_value("2031-05-17")
    change(panel, "Title", "Budget 2032")
    assert api.only_task()["due_date"] == "2031-05-17T16:30:00Z"
    field(panel, "Due date").fill("2031-05-18")
    expect_saved(panel, "Due date")
    assert api.only_task()["due_date"] == "2031-05-18T16:30:00Z"


def test_leaving_a_field_without_a_change_leaves_no_trace(page: Page, program: Program, api: Api) -> None:
    before = api.create("Budget", description="Line\nLine", assignee="bob", due_date="2031-05-17T16:30:00Z")
    open_board(page, program)
    panel = open_task(page, "Budget")
    for label in ("Title", "Assignee", "Due date"):
        field(panel, label).focus()
        field(panel, label).blur()
    edit_description(panel)
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("Line")).to_be_visible()
    # What would have been sent has been answered when this is.
    change(panel, "Title", "Budget 2032")
    now = api.only_task()
    assert now == before | {"title": "Budget 2032", "version": before["version"] + 1, "updated_at": now["updated_at"]}


@pytest.mark.parametrize("label", ["Title", "Assignee"])
def test_undo_takes_a_saved_field_back(page: Page, program: Program, api: Api, label: str) -> None:
    api.create("Budget", assignee="bob")
    open_board(page, program)
    panel = open_task(page, "Budget")
    before = field(panel, label).input_value()
    change(panel, label, "changed")
    page.get_by_role("button", name="Undo").click()
    expect(field(panel, label)).to_have_value(before)
    expect(beside(panel, label)).to_be_visible()
    assert api.only_task()[label.lower()] == before
