"""What is wrong is said beside the field; the form keeps what was typed and the focus goes where it is needed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.panel import edit_description, expect_saved, field, open_task
from tests.browser.screen import add, begin_task, column, open_board, titles
from tests.program import Program


def paste(field: Locator, text: str) -> None:
    """Put text into a field as the clipboard does: at once, and no more than the field lets in."""
    field.focus()
    field.page.keyboard.insert_text(text)


def expect_error(field: Locator, sentence: str) -> None:
    """Expect the sentence to belong to the field, for the eye and for a screen reader, and the focus to be there."""
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(sentence)
    expect(field.page.get_by_text(sentence, exact=True)).to_be_visible()
    expect(field).to_be_focused()


@pytest.mark.parametrize("title", ["", "   \t  "], ids=["empty", "blank"])
def test_a_task_needs_a_title(page: Page, program: Program, api: Api, title: str) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill(title)
    dialog.get_by_label("Description").fill("Typed already")
    add(dialog)
    expect_error(dialog.get_by_label("Title"), "A task needs a title.")
    expect(dialog.get_by_label("Description")).to_have_value("Typed already")
    assert api.tasks() == []

    dialog.get_by_label("Title").fill("Now it has one")
    add(dialog)
    expect(dialog).to_be_hidden()
    expect(titles(column(page, "todo"))).to_have_text(["Now it has one"])
    assert api.only_task()["description"] == "Typed already"


@pytest.mark.parametrize(
    ("label", "length", "sentence"),
    [
        ("Title", 200, "The title is longer than 200 characters."),
        ("Description", 1000, "The description is longer than 1000 characters."),
        ("Assignee", 100, "The name is longer than 100 characters."),
    ],
)
def test_a_paste_that_is_too_long_is_kept_and_refused(
    page: Page, program: Program, api: Api, label: str, length: int, sentence: str
) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Title")
    dialog.get_by_label(label).fill("")
    paste(dialog.get_by_label(label), "x" * (length + 1))
    add(dialog)
    expect_error(dialog.get_by_label(label), sentence)
    expect(dialog.get_by_label(label)).to_have_value("x" * (length + 1))
    assert api.tasks() == []

    # One character less, and it is taken.
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    add(dialog)
    expect(dialog).to_be_hidden()
    assert len(api.only_task()[label.lower()]) == length


def test_a_pasted_megabyte_harms_nobody(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Title")
    paste(dialog.get_by_label("Description"), "y" * 1_000_000)
    add(dialog)
    expect_error(dialog.get_by_label("Description"), "The description is longer than 1000 characters.")
    dialog.get_by_label("Description").fill("Short")
    add(dialog)
    expect(dialog).to_be_hidden()
    assert api.only_task()["description"] == "Short"


@pytest.mark.parametrize(
    ("label", "typed", "sentence"),
    [
        ("Title", " \t ", "A task needs a title."),
        ("Title", "x" * 201, "The title is longer than 200 characters."),
        ("Assignee", "x" * 101, "The name is longer than 100 characters."),
        ("Description", "y" * 1001, "The description is longer than 1000 characters."),
    ],
    ids=["blank title", "title", "assignee", "description"],
)
def test_a_field_of_the_panel_complains_in_the_same_way(
    page: Page, program: Program, api: Api, label: str, typed: str, sentence: str
) -> None:
    before = api.create("Budget", description="Old")
    open_board(page, program)
    panel = open_task(page, "Budget")
    if label == "Description":
        edit_description(panel)
    edited = field(panel, label)
    edited.fill("")
    paste(edited, typed)
    # Whoever has gone on to another field is not called back.
    field(panel, "Priority").focus()
    expect(edited).to_have_attribute("aria-invalid", "true")
    expect(edited).to_have_accessible_description(re.compile(f"^{re.escape(sentence)}"))
    expect(panel.get_by_text(sentence, exact=True)).to_be_visible()
    expect(edited).to_have_value(typed)
    expect(field(panel, "Priority")).to_be_focused()
    assert api.only_task() == before

    edited.fill("Now it is right")
    edited.blur()
    expect_saved(panel, label)
    expect(panel.get_by_text(sentence, exact=True)).to_have_count(0)
    assert api.only_task()[label.lower()] == "Now it is right"


def test_a_megabyte_pasted_into_the_panel_harms_nobody(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    open_board(page, program)
    panel = open_task(page, "Budget")
    paste(edit_description(panel), "y" * 1_000_000)
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("The description is longer than 1000 characters.")).to_be_visible()
    field(panel, "Description").fill("Short")
    panel.get_by_role("button", name="Save").click()
    expect_saved(panel, "Description")
    assert api.only_task()["description"] == "Short"


def test_an_error_goes_with_its_form(page: Page, program: Program) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    add(dialog)
    expect_error(dialog.get_by_label("Title"), "A task needs a title.")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    begin_task(page)
    expect(dialog.get_by_text("A task needs a title.")).to_be_hidden()
