"""What somebody else does to the board is seen at once, in place."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.api import Api
from tests.browser.live.others import expect_same_page, expect_titles, find, mark, open_boards
from tests.browser.screen import add, begin_task, card, choose, column, count, toast
from tests.browsing import NewPage
from tests.program import Program


def test_what_another_page_does(new_page: NewPage, program: Program, api: Api) -> None:
    for title in ("a", "b", "c"):
        api.create(title)
    one, other = open_boards(new_page, program)
    mark(other)
    dialog = begin_task(one)
    dialog.get_by_label("Title").fill("d")
    add(dialog)
    expect_titles(one, other, todo=["d", "a", "b", "c"])
    choose(one, "b", "Move to “Done”")
    expect_titles(one, other, todo=["d", "a", "c"], done=["b"])
    choose(one, "c", "Delete")
    expect_titles(one, other, todo=["d", "a"], done=["b"])
    toast(one).get_by_role("button", name="Undo").click()
    expect_titles(one, other, todo=["d", "a", "c"], done=["b"])
    expect(count(other, "todo")).to_have_text("3")
    # What others do is not for this visitor to take back.
    expect(toast(other)).to_have_count(0)
    expect_same_page(other)


def test_what_comes_by_the_api(new_page: NewPage, program: Program, api: Api) -> None:
    task = api.create("a")
    pages = open_boards(new_page, program)
    for page in pages:
        mark(page)
    api.create("b", status="done")
    expect_titles(*pages, todo=["a"], done=["b"])
    api.edit(task, title="c", priority="high", assignee="Alice Martin")
    for page in pages:
        expect(card(page, "c").get_by_text("High")).to_be_visible()
        expect(card(page, "c").get_by_text("AM")).to_be_visible()
    api.edit(task, status="done")
    for page in pages:
        expect(column(page, "todo").get_by_text("No tasks here.")).to_be_visible()
    api.delete(find(api, "b"))
    expect_titles(*pages, done=["c"])


def test_the_first_task_of_an_empty_board_and_the_last_one(new_page: NewPage, program: Program, api: Api) -> None:
    pages = open_boards(new_page, program)
    for page in pages:
        expect(page.get_by_role("heading", name="No tasks yet")).to_be_visible()
    task = api.create("a")
    expect_titles(*pages, todo=["a"])
    api.delete(task)
    for page in pages:
        expect(page.get_by_role("heading", name="No tasks yet")).to_be_visible()
