"""Cards moved with their menu."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.held_answers import HeldAnswers
from tests.browser.screen import (
    COLUMNS,
    card,
    choose,
    column,
    count,
    open_board,
    open_menu,
    reload_board,
    titles,
    toast,
)
from tests.program import Program


def expect_moved(page: Page, status: str) -> None:
    """Wait until the server has the move, which the page showed before, and offers to take it back."""
    expect(toast(page).get_by_text(f"Moved to “{COLUMNS[status]}”")).to_be_visible()


@pytest.mark.parametrize("status", ["in_progress", "done"])
def test_to_another_column_at_its_top(page: Page, program: Program, api: Api, status: str) -> None:
    api.create("There already", status=status)
    api.create("Stays")
    api.create("Moves")
    open_board(page, program)
    choose(page, "Moves", f"Move to “{COLUMNS[status]}”")
    expect(titles(column(page, status))).to_have_text(["Moves", "There already"])
    expect(titles(column(page, "todo"))).to_have_text(["Stays"])
    expect(count(page, status)).to_have_text("2")
    expect(count(page, "todo")).to_have_text("1")
    expect_moved(page, status)
    reload_board(page)
    expect(titles(column(page, status))).to_have_text(["Moves", "There already"])


def test_back_to_the_first_column(page: Page, program: Program, api: Api) -> None:
    api.create("Not done after all", status="done")
    open_board(page, program)
    choose(page, "Not done after all", "Move to “To do”")
    expect(titles(column(page, "todo"))).to_have_text(["Not done after all"])
    expect(count(page, "done")).to_have_text("0")
    expect_moved(page, "todo")
    assert api.only_task()["completed_at"] is None


def test_to_the_top_and_to_the_bottom_and_the_order_stays(page: Page, program: Program, api: Api) -> None:
    for title in ("a", "b", "c", "d"):
        api.create(title)
    open_board(page, program)
    choose(page, "c", "Move to top")
    expect(titles(column(page, "todo"))).to_have_text(["c", "a", "b", "d"])
    expect_moved(page, "todo")
    toast(page).get_by_role("button", name="Undo").click()
    expect(toast(page).get_by_text("Undone")).to_be_visible()
    expect(titles(column(page, "todo"))).to_have_text(["a", "b", "c", "d"])
    choose(page, "a", "Move to bottom")
    expect(titles(column(page, "todo"))).to_have_text(["b", "c", "d", "a"])
    expect_moved(page, "todo")
    reload_board(page)
    expect(titles(column(page, "todo"))).to_have_text(["b", "c", "d", "a"])
    assert [task["title"] for task in api.tasks()] == ["b", "c", "d", "a"]


def test_the_menu_does_not_offer_the_column_the_card_is_in(page: Page, program: Program, api: Api) -> None:
    api.create("Here", status="in_progress")
    open_board(page, program)
    menu = open_menu(page, "Here")
    for status, name in COLUMNS.items():
        expect(menu.get_by_text(f"Move to “{name}”")).to_be_visible(visible=status != "in_progress")


def test_the_menu_is_about_the_card_it_was_opened_on(page: Page, program: Program, api: Api) -> None:
    for title in ("a", "b", "c"):
        api.create(title)
    open_board(page, program)
    open_menu(page, "a")
    page.keyboard.press("Escape")
    choose(page, "b", "Move to “Done”")
    expect(titles(column(page, "done"))).to_have_text(["b"])
    expect(titles(column(page, "todo"))).to_have_text(["a", "c"])


def test_a_task_that_somebody_deleted_cannot_be_moved_and_goes(page: Page, program: Program, api: Api) -> None:
    task = api.create("Gone")
    api.create("Keep")
    answers = HeldAnswers(page)
    open_board(page, program)
    with answers.held_by(lambda: api.delete(task)):
        choose(page, "Gone", "Move to “Done”")
    expect(toast(page)).to_have_text("This task no longer exists: somebody deleted it.")
    expect(card(page, "Gone")).to_have_count(0)
