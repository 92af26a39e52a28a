"""Others change the board while one types: what is typed stays, and so does the place where one types."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.others import expect_titles, find
from tests.browser.screen import add, begin_task, column, open_board
from tests.program import Program


def test_in_a_column(page: Page, program: Program, api: Api) -> None:
    api.create("a")
    api.create("b")
    open_board(page, program)
    column(page, "todo").get_by_role("button", name="Add a task at the top").click()
    text = page.get_by_role("textbox", name="New task")
    text.fill("Half a")
    api.edit(find(api, "a"), status="done")
    api.create("c")
    expect_titles(page, todo=["b", "c"], done=["a"])
    expect(text).to_be_focused()
    page.keyboard.type(" thought")
    expect(text).to_have_value("Half a thought")
    page.keyboard.press("Enter")
    expect_titles(page, todo=["Half a thought", "b", "c"], done=["a"])


def test_in_a_column_when_the_last_card_goes_and_another_one_comes(page: Page, program: Program, api: Api) -> None:
    task = api.create("a")
    open_board(page, program)
    column(page, "todo").get_by_role("button", name="Add a task at the top").click()
    text = page.get_by_role("textbox", name="New task")
    text.fill("Half a")
    api.delete(task)
    expect_titles(page, todo=[])
    expect(text).to_be_focused()
    api.create("b", status="done")
    expect_titles(page, done=["b"])
    expect(text).to_be_focused()
    page.keyboard.type(" thought")
    expect(text).to_have_value("Half a thought")


def test_in_a_dialog(page: Page, program: Program, api: Api) -> None:
    api.create("a")
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Half a")
    dialog.get_by_label("Priority").select_option("high")
    dialog.get_by_label("Title").focus()
    api.edit(find(api, "a"), status="done", assignee="alice")
    expect_titles(page, done=["a"])
    expect(dialog.get_by_label("Title")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" thought")
    add(dialog)
    expect_titles(page, todo=["Half a thought"], done=["a"])
    assert find(api, "Half a thought")["priority"] == "high"


def test_in_the_search(page: Page, program: Program, api: Api) -> None:
    api.create("milk")
    open_board(page, program)
    search = page.get_by_role("searchbox")
    search.fill("mi")
    expect(page).to_have_url(f"{program.url}/?q=mi")
    api.create("mint")
    api.create("tea")
    expect_titles(page, todo=["milk", "mint"])
    expect(search).to_be_focused()
    page.keyboard.type("l")
    expect(search).to_have_value("mil")
    expect_titles(page, todo=["milk"])
