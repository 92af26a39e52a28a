"""Several cards selected: what is done to them is one change."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.dragging import expect_order
from tests.browser.screen import card, card_link, choose, column, open_board, open_popover, titles, toast
from tests.browser.selecting import select, selection
from tests.program import Program


@pytest.fixture
def tasks(api: Api) -> None:
    for title in ("a", "b", "c"):
        api.create(title)
    api.create("x", status="done")


@pytest.fixture
def board(page: Page, program: Program, tasks: None) -> Page:  # noqa: ARG001  (made before the page is opened)
    open_board(page, program)
    return page


def test_cards_are_selected_one_by_one_and_let_go(board: Page, program: Program) -> None:
    select(board, "a", "x")
    card(board, "b").click(modifiers=["Shift"])
    expect(selection(board).get_by_text("3 selected")).to_be_visible()
    card(board, "a").click(modifiers=["Shift"])
    expect(selection(board).get_by_text("2 selected")).to_be_visible()
    expect(card(board, "a")).to_have_attribute("data-selected", "false")
    selection(board).get_by_role("button", name="Clear the selection").click()
    expect(selection(board)).to_be_hidden()
    choose(board, "c", "Select")
    expect(selection(board).get_by_text("1 selected")).to_be_visible()
    # With a mouse a plain click opens, whatever is selected.
    card_link(board, "b").click()
    expect(board.get_by_role("complementary", name="Task: b")).to_be_visible()
    expect(board).not_to_have_url(f"{program.url}/")


def test_the_menu_adds_to_the_selection(board: Page) -> None:
    select(board, "a")
    choose(board, "b", "Select")
    expect(selection(board).get_by_text("2 selected")).to_be_visible()


def test_the_menu_of_a_selected_card_is_about_all_of_them(board: Page, api: Api) -> None:
    select(board, "a", "c")
    choose(board, "a", "Move to “Done”")
    expect_order(board, api, todo=["b"], done=["a", "c", "x"])


def test_one_change_for_all_and_one_undo(board: Page, api: Api) -> None:
    select(board, "a", "x")
    selection(board).get_by_role("button", name="Priority").click()
    open_popover(board).get_by_role("button", name="High").click()
    expect(toast(board).get_by_text("2 tasks changed")).to_be_visible()
    assert [(task["title"], task["priority"]) for task in api.tasks() if task["priority"] != "medium"] == [
        ("a", "high"),
        ("x", "high"),
    ]
    expect(selection(board).get_by_text("2 selected")).to_be_visible()

    selection(board).get_by_role("button", name="Assignee").click()
    open_popover(board).get_by_label("Assignee").fill("alice")
    board.keyboard.press("Enter")
    expect(card(board, "x").get_by_title("alice")).to_be_visible()
    expect(card(board, "a").get_by_title("alice")).to_be_visible()

    selection(board).get_by_role("button", name="Due date").click()
    open_popover(board).get_by_label("Another day").fill("2031-05-17")
    open_popover(board).get_by_role("button", name="Set").click()
    expect(card(board, "a").get_by_title("May 17, 2031")).to_be_visible()
    expect(card(board, "x").get_by_title("May 17, 2031")).to_be_visible()

    board.keyboard.press("Control+z")
    expect(toast(board).get_by_text("Undone")).to_be_visible()
    expect(board.get_by_title("May 17, 2031")).to_have_count(0)
    assert [task["due_date"] for task in api.tasks()] == [None] * 4
    assert {task["assignee"] for task in api.tasks()} == {"alice", None}


def test_moved_and_deleted_together(board: Page, api: Api) -> None:
    select(board, "c", "a")
    selection(board).get_by_role("button", name="Move").click()
    open_popover(board).get_by_role("button", name="In progress").click()
    expect(toast(board).get_by_text("2 tasks moved to “In progress”")).to_be_visible()
    expect_order(board, api, todo=["b"], in_progress=["a", "c"], done=["x"])
    expect(selection(board)).to_be_hidden()
    select(board, "a", "x")
    selection(board).get_by_role("button", name="Delete").click()
    expect(toast(board).get_by_text("2 tasks were deleted.")).to_be_visible()
    expect_order(board, api, todo=["b"], in_progress=["c"])
    expect(selection(board)).to_be_hidden()
    toast(board).get_by_role("button", name="Undo").click()
    expect_order(board, api, todo=["b"], in_progress=["a", "c"], done=["x"])


def test_keys_are_about_all_selected_cards(board: Page, api: Api) -> None:
    select(board, "b", "c")
    card_link(board, "a").focus()
    board.keyboard.press("Delete")
    expect_order(board, api, todo=["a"], done=["x"])
    expect(toast(board).get_by_text("2 tasks were deleted.")).to_be_visible()


@pytest.mark.usefixtures("tasks")
def test_with_a_finger_taps_select_once_one_is_selected(phone: Page, program: Program) -> None:
    open_board(phone, program)
    choose(phone, "a", "Select")
    card(phone, "b").tap()
    expect(selection(phone).get_by_text("2 selected")).to_be_visible()
    expect(phone).to_have_url(f"{program.url}/")
    card(phone, "a").tap()
    card(phone, "b").tap()
    expect(selection(phone)).to_be_hidden()
    card(phone, "b").tap()
    expect(phone.get_by_role("complementary", name="Task: b")).to_be_visible()
    expect(titles(column(phone, "todo"))).to_have_text(["a", "b", "c"])
