"""Others change the board while a menu is open or cards are selected: both stay, and are about the same cards."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.others import expect_titles, find
from tests.browser.screen import column, open_board, open_menu, titles, toast
from tests.browser.selecting import select, selection
from tests.program import Program


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    for title in ("a", "b", "c"):
        api.create(title)
    open_board(page, program)
    expect(titles(page)).to_have_count(3)
    return page


def test_an_open_menu_stays_open_and_is_about_its_card(board: Page, api: Api) -> None:
    menu = open_menu(board, "b")
    api.edit(find(api, "a"), status="done")
    api.create("d")
    expect_titles(board, todo=["b", "c", "d"], done=["a"])
    expect(menu).to_be_visible()
    menu.get_by_text("Move to “Done”").click()
    expect_titles(board, todo=["c", "d"], done=["b", "a"])


def test_also_where_its_card_has_gone_to_another_column(board: Page, api: Api) -> None:
    api.create("x", status="done")
    menu = open_menu(board, "b")
    api.edit(find(api, "b"), status="done")
    expect_titles(board, todo=["a", "c"], done=["x", "b"])
    expect(menu).to_be_visible()
    menu.get_by_text("Move to top").click()
    expect_titles(board, todo=["a", "c"], done=["b", "x"])
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    assert [task["title"] for task in api.tasks()] == ["a", "c", "b", "x"]


def test_a_selection_stays_with_its_cards(board: Page, api: Api) -> None:
    select(board, "a", "b")
    api.edit(find(api, "b"), status="in_progress", title="B")
    expect_titles(board, todo=["a", "c"], in_progress=["B"])
    expect(selection(board).get_by_text("2 selected")).to_be_visible()
    expect(board.locator("article[data-selected=true] h3")).to_have_text(["a", "B"])
    board.keyboard.press("Delete")
    expect_titles(board, todo=["c"])
    expect(toast(board).get_by_text("2 tasks were deleted.")).to_be_visible()
    assert [task["title"] for task in api.tasks()] == ["c"]


def test_a_selected_card_that_is_deleted_is_counted_no_more(board: Page, api: Api) -> None:
    select(board, "a", "b")
    api.delete(find(api, "b"))
    expect(titles(column(board, "todo"))).to_have_text(["a", "c"])
    expect(selection(board).get_by_text("1 selected")).to_be_visible()
    board.keyboard.press("Delete")
    expect(titles(column(board, "todo"))).to_have_text(["c"])
    expect(toast(board).get_by_text("The task was deleted.")).to_be_visible()
