"""What was typed and not saved yet is not lost by closing the dialog."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import begin_task, new_task_dialog, open_board, open_task, titles
from tests.program import Program


def test_escape_keeps_the_draft_of_a_new_task(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Half a thought")
    dialog.get_by_label("Priority").select_option("High")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    begin_task(page)
    expect(dialog.get_by_label("Title")).to_have_value("Half a thought")
    expect(dialog.get_by_label("Priority")).to_have_value("high")
    assert api.tasks() == []


def test_cancel_throws_the_draft_away(page: Page, program: Program) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Half a thought")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    begin_task(page)
    expect(new_task_dialog(page).get_by_label("Title")).to_have_value("")


def test_escape_keeps_an_unsaved_edit_of_the_same_task(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    dialog.get_by_label("Description").fill("Half a thought")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    again = open_task(page, "Budget")
    expect(again.get_by_label("Description")).to_have_value("Half a thought")
    expect(titles(page)).to_have_text(["Budget"])


def test_switching_the_language_keeps_the_draft(page: Page, program: Program) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Half a thought")
    page.keyboard.press("Escape")
    page.get_by_label("Language").select_option("fr")
    page.get_by_role("banner").get_by_role("button", name="Nouvelle tâche").click()
    expect(page.get_by_role("dialog", name="Nouvelle tâche").get_by_label("Titre")).to_have_value("Half a thought")
