"""The database is away for a while: sentences, nothing lost, and everything works again when it is back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.axe import Inspector
from tests.browser.panel import edit_description, expect_saved, field, open_task, task_panel
from tests.browser.postgres_database import Database
from tests.browser.screen import (
    add,
    begin_task,
    card,
    card_link,
    choose,
    column,
    open_board,
    reload_board,
    titles,
    toast,
)
from tests.program import Program

UNREACHABLE = "The database cannot be reached. Nothing was changed; please try again."


@pytest.fixture
def board(postgres_program: Program, postgres_api: Api, page: Page) -> Api:
    postgres_api.create("Task")
    open_board(page, postgres_program)
    expect(card(page, "Task")).to_be_visible()
    return postgres_api


def test_it_goes_and_comes_back(page: Page, postgres_database: Database, board: Api) -> None:
    postgres_database.go()
    choose(page, "Task", "Move to “Done”")
    expect(toast(page).get_by_text(UNREACHABLE)).to_be_visible()
    # The card is where it was.
    expect(titles(column(page, "todo"))).to_have_text(["Task"])

    page.get_by_role("searchbox").fill("task")
    expect(toast(page).get_by_text(UNREACHABLE)).to_have_count(2)
    expect(titles(page)).to_have_text(["Task"])

    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Typed while it was away")
    add(dialog)
    expect(dialog.get_by_role("alert")).to_have_text(UNREACHABLE)
    expect(dialog.get_by_label("Title")).to_have_value("Typed while it was away")

    postgres_database.come_back()
    add(dialog)
    expect(dialog).to_be_hidden()
    page.get_by_role("searchbox").fill("")
    expect(titles(column(page, "todo"))).to_have_text(["Typed while it was away", "Task"])
    assert len(board.tasks()) == 2


def test_an_edit_survives_it(page: Page, postgres_database: Database, board: Api) -> None:
    panel = open_task(page, "Task")
    text = edit_description(panel)
    text.fill("A long text")
    postgres_database.go()
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text(UNREACHABLE)).to_be_visible()
    expect(text).to_have_value("A long text")
    field(panel, "Title").fill("Task of the day")
    field(panel, "Title").press("Enter")
    expect(panel.get_by_text(UNREACHABLE)).to_have_count(2)
    expect(field(panel, "Title")).to_have_value("Task of the day")
    postgres_database.come_back()
    for label in ("Title", "Description"):
        field(panel, label).focus()
        field(panel, label).press("Control+Enter")
        expect_saved(panel, label)
    expect(panel.get_by_text(UNREACHABLE)).to_have_count(0)
    now = board.only_task()
    assert (now["title"], now["description"]) == ("Task of the day", "A long text")


@pytest.mark.usefixtures("board")
def test_a_deleted_card_comes_back(page: Page, postgres_database: Database) -> None:
    postgres_database.go()
    choose(page, "Task", "Delete")
    expect(toast(page)).to_have_text(UNREACHABLE)
    expect(titles(page)).to_have_text(["Task"])
    postgres_database.come_back()
    choose(page, "Task", "Delete")
    expect(titles(page)).to_have_count(0)


def test_what_could_not_be_undone_can_be_undone_later(page: Page, postgres_database: Database, board: Api) -> None:
    choose(page, "Task", "Delete")
    expect(titles(page)).to_have_count(0)
    postgres_database.go()
    toast(page).get_by_role("button", name="Undo").click()
    expect(toast(page).get_by_text(UNREACHABLE)).to_be_visible()
    postgres_database.come_back()
    page.keyboard.press("Control+z")
    expect(titles(page)).to_have_text(["Task"])
    assert len(board.tasks()) == 1


@pytest.mark.usefixtures("board")
def test_a_page_opened_meanwhile_says_so_and_tries_again(page: Page, postgres_database: Database) -> None:
    screens = Inspector(page)
    postgres_database.go()
    reload_board(page)
    expect(page.get_by_role("alert").get_by_text("The tasks cannot be loaded")).to_be_visible()
    screens.inspect("tasks that cannot be loaded")
    assert screens.found == {}
    postgres_database.come_back()
    page.get_by_role("button", name="Try again").click()
    expect(card(page, "Task")).to_be_visible()


@pytest.mark.usefixtures("board")
def test_a_card_opened_meanwhile_does_not_hang(page: Page, postgres_database: Database) -> None:
    postgres_database.go()
    card_link(page, "Task").click()
    panel = task_panel(page)
    expect(panel.get_by_role("alert")).to_contain_text(UNREACHABLE)
    postgres_database.come_back()
    panel.get_by_role("button", name="Try again").click()
    expect(field(panel, "Title")).to_have_value("Task")
