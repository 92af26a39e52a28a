"""A task goes to the bin, after a question."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import card, choose, column, count, delete_dialog, open_board, titles, toast
from tests.program import Program


def test_the_question_names_the_task_and_delete_deletes(page: Page, program: Program, api: Api) -> None:
    api.create("Keep")
    api.create("Drop")
    open_board(page, program)
    choose(page, "Drop", "Delete…")
    expect(delete_dialog(page)).to_contain_text("Drop")
    delete_dialog(page).get_by_role("button", name="Delete").click()
    expect(delete_dialog(page)).to_be_hidden()
    expect(titles(column(page, "todo"))).to_have_text(["Keep"])
    expect(count(page, "todo")).to_have_text("1")
    expect(toast(page)).to_have_text("The task was deleted.")
    assert api.only_task()["title"] == "Keep"


def test_cancel_and_escape_delete_nothing(page: Page, program: Program, api: Api) -> None:
    api.create("Keep")
    open_board(page, program)
    choose(page, "Keep", "Delete…")
    delete_dialog(page).get_by_role("button", name="Cancel").click()
    expect(delete_dialog(page)).to_be_hidden()
    choose(page, "Keep", "Delete…")
    expect(delete_dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(delete_dialog(page)).to_be_hidden()
    expect(card(page, "Keep")).to_be_visible()
    assert len(api.tasks()) == 1


def test_the_question_asks_with_the_harmless_answer_under_the_finger(page: Page, program: Program, api: Api) -> None:
    api.create("Keep")
    open_board(page, program)
    choose(page, "Keep", "Delete…")
    expect(delete_dialog(page).get_by_role("button", name="Cancel")).to_be_focused()


def test_a_task_that_somebody_else_deleted_goes_with_a_sentence(page: Page, program: Program, api: Api) -> None:
    task = api.create("Gone")
    api.create("Keep")
    open_board(page, program)
    api.delete(task)
    choose(page, "Gone", "Delete…")
    delete_dialog(page).get_by_role("button", name="Delete").click()
    expect(toast(page)).to_have_text("This task no longer exists: somebody deleted it.")
    expect(titles(column(page, "todo"))).to_have_text(["Keep"])
