"""A task goes to the bin at once, and Undo brings it back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.held_answers import HeldAnswers
from tests.browser.screen import card, choose, column, count, open_board, reload_board, titles, toast
from tests.program import Program


def test_it_goes_at_once_and_the_toast_says_so(page: Page, program: Program, api: Api) -> None:
    api.create("Keep")
    api.create("Drop")
    open_board(page, program)
    choose(page, "Drop", "Delete")
    expect(titles(column(page, "todo"))).to_have_text(["Keep"])
    expect(count(page, "todo")).to_have_text("1")
    expect(toast(page)).to_contain_text("The task was deleted.")
    assert api.only_task()["title"] == "Keep"


def test_undo_brings_it_back_to_its_place(page: Page, program: Program, api: Api) -> None:
    for title in ("a", "b", "c"):
        api.create(title)
    before = api.tasks()
    open_board(page, program)
    choose(page, "b", "Delete")
    expect(titles(page)).to_have_text(["a", "c"])
    toast(page).get_by_role("button", name="Undo").click()
    expect(titles(page)).to_have_text(["a", "b", "c"])
    expect(count(page, "todo")).to_have_text("3")
    expect(toast(page).get_by_text("Undone")).to_be_visible()
    reload_board(page)
    expect(titles(page)).to_have_text(["a", "b", "c"])
    assert [task["id"] for task in api.tasks()] == [task["id"] for task in before]


def test_a_task_that_somebody_else_deleted_goes_with_a_sentence(page: Page, program: Program, api: Api) -> None:
    task = api.create("Gone")
    api.create("Keep")
    answers = HeldAnswers(page)
    open_board(page, program)
    with answers.held_by(lambda: api.delete(task)):
        choose(page, "Gone", "Delete")
    expect(toast(page)).to_have_text("This task no longer exists: somebody deleted it.")
    expect(titles(column(page, "todo"))).to_have_text(["Keep"])
    expect(count(page, "todo")).to_have_text("1")
    expect(card(page, "Gone")).to_have_count(0)
