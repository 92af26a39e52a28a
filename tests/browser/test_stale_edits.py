"""Somebody else changed or deleted the task while its dialog was open: nothing is overwritten, nothing is lost."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import card, open_board, open_task, save, toast
from tests.program import Program

CHANGED = "Somebody changed this task while you were editing it."


def test_the_visitor_is_told_and_nothing_is_written(page: Page, program: Program, api: Api) -> None:
    task = api.create("Budget")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    theirs = api.edit(task, title="Theirs")
    dialog.get_by_label("Title").fill("Mine")
    save(dialog)
    expect(dialog.get_by_text(CHANGED)).to_be_visible()
    expect(dialog.get_by_label("Title")).to_have_value("Mine")
    assert api.only_task() == theirs


def test_keep_my_changes_lets_the_next_save_through(page: Page, program: Program, api: Api) -> None:
    task = api.create("Budget")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    api.edit(task, title="Theirs", description="Also theirs")
    dialog.get_by_label("Title").fill("Mine")
    save(dialog)
    dialog.get_by_role("button", name="Keep my changes").click()
    expect(dialog.get_by_text(CHANGED)).to_be_hidden()
    expect(dialog.get_by_label("Title")).to_have_value("Mine")
    save(dialog)
    expect(dialog).to_be_hidden()
    now = api.only_task()
    # The other one's change to another field stays.
    assert (now["title"], now["description"]) == ("Mine", "Also theirs")


def test_show_their_version_replaces_what_was_typed(page: Page, program: Program, api: Api) -> None:
    task = api.create("Budget")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    api.edit(task, title="Theirs", priority="high")
    dialog.get_by_label("Title").fill("Mine")
    save(dialog)
    dialog.get_by_role("button", name="Show their version").click()
    expect(dialog.get_by_label("Title")).to_have_value("Theirs")
    expect(dialog.get_by_label("Priority")).to_have_value("high")
    expect(dialog.get_by_text(CHANGED)).to_be_hidden()


def test_two_changes_to_two_fields_still_ask(page: Page, program: Program, api: Api) -> None:
    task = api.create("Budget")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    api.edit(task, assignee="bob")
    dialog.get_by_label("Priority").select_option("High")
    save(dialog)
    dialog.get_by_role("button", name="Keep my changes").click()
    save(dialog)
    expect(dialog).to_be_hidden()
    now = api.only_task()
    assert (now["priority"], now["assignee"]) == ("high", "bob")


def test_a_third_change_asks_once_more(page: Page, program: Program, api: Api) -> None:
    task = api.create("Budget")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    api.edit(task, title="Theirs")
    dialog.get_by_label("Title").fill("Mine")
    save(dialog)
    dialog.get_by_role("button", name="Keep my changes").click()
    expect(dialog.get_by_text(CHANGED)).to_be_hidden()
    api.edit(task, title="Theirs again")
    save(dialog)
    expect(dialog.get_by_text(CHANGED)).to_be_visible()
    assert api.only_task()["title"] == "Theirs again"


def test_a_deleted_task_is_said_and_what_was_typed_stays(page: Page, program: Program, api: Api) -> None:
    task = api.create("Budget")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    api.delete(task)
    dialog.get_by_label("Description").fill("A long text that must not be lost")
    save(dialog)
    expect(dialog.get_by_role("alert")).to_have_text("This task no longer exists: somebody deleted it.")
    expect(dialog.get_by_label("Description")).to_have_value("A long text that must not be lost")


def test_opening_a_deleted_task_says_so_and_takes_its_card_away(page: Page, program: Program, api: Api) -> None:
    task = api.create("Budget")
    api.create("Other")
    open_board(page, program)
    api.delete(task)
    card(page, "Budget").get_by_role("button", name="Budget", exact=True).click()
    expect(toast(page)).to_have_text("This task no longer exists: somebody deleted it.")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(card(page, "Budget")).to_have_count(0)
