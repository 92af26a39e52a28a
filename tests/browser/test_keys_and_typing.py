"""Single keys beside typing: none fires while one types, and one that is held down does one thing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.dragging import expect_order, held
from tests.browser.panel import task_panel
from tests.browser.screen import begin_task, card, card_link, column, new_task_dialog, open_board, toast
from tests.browser.selecting import selection
from tests.program import Program

# All that single keys can be mistaken for, while one types.
LETTERS = "cCfvemdapx/?"


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    for title in ("a", "b", "c"):
        api.create(title)
    api.create("x", status="in_progress")
    open_board(page, program)
    return page


def test_while_one_types_no_key_fires(board: Page, api: Api) -> None:
    card_link(board, "a").focus()
    board.keyboard.press("Shift+C")
    _type_letters(board, column(board, "todo").get_by_role("textbox", name="New task"))
    board.keyboard.press("Escape")

    dialog = begin_task(board)
    _type_letters(board, dialog.get_by_label("Title"))
    _type_letters(board, dialog.get_by_label("Description"))
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()

    board.keyboard.press("Control+k")
    _type_letters(board, board.get_by_role("dialog", name="Find a task or an action").get_by_role("combobox"))
    board.keyboard.press("Escape")

    card_link(board, "a").click()
    _type_letters(board, task_panel(board).get_by_role("textbox", name="Title"))
    board.keyboard.press("Escape")
    task_panel(board).get_by_role("button", name="Add a description").click()
    _type_letters(board, task_panel(board).get_by_role("textbox", name="Description"))
    board.keyboard.press("Escape")
    task_panel(board).get_by_role("button", name="Close").click()

    _type_letters(board, board.get_by_role("searchbox"))
    board.get_by_role("searchbox").fill("")
    expect_order(board, api, todo=["a", "b", "c"], in_progress=["x"])
    assert {task["version"] for task in api.tasks()} == {1}


def _type_letters(page: Page, field: Locator) -> None:
    """Type every letter that is a key, and keys that delete and undo, into a field."""
    expect(field).to_be_visible()
    field.focus()
    before = field.input_value()
    page.keyboard.press("End")
    page.keyboard.type(LETTERS)
    for key in ("Delete", "Backspace", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    expect(field).to_have_value(before + LETTERS[:-1])
    expect(field).to_be_focused()
    expect(page.locator("[popover]:popover-open")).to_have_count(0)
    expect(selection(page)).to_have_count(0)


def test_while_one_types_undo_is_that_of_the_field(board: Page, api: Api) -> None:
    card_link(board, "a").focus()
    board.keyboard.press("Delete")
    expect(toast(board).get_by_text("The task was deleted.")).to_be_visible()
    board.get_by_role("searchbox").press_sequentially("b")
    expect(card(board, "c")).to_have_count(0)
    board.keyboard.press("Control+z")
    expect(card(board, "c")).to_be_visible()
    expect_order(board, api, todo=["b", "c"], in_progress=["x"])


def test_a_held_key_does_one_thing(board: Page, api: Api) -> None:
    card_link(board, "a").focus()
    _hold(board, "x")
    expect(selection(board).get_by_text("1 selected")).to_be_visible()
    board.keyboard.press("x")
    _hold(board, "Space")
    expect(held(board)).to_have_count(1)
    board.keyboard.press("Escape")
    expect(held(board)).to_have_count(0)
    _hold(board, "Delete")
    expect_order(board, api, todo=["b", "c"], in_progress=["x"])
    board.keyboard.press("Delete")
    expect_order(board, api, todo=["c"], in_progress=["x"])
    board.keyboard.down("Control")
    _hold(board, "z")
    board.keyboard.up("Control")
    expect_order(board, api, todo=["b", "c"], in_progress=["x"])
    _hold(board, "c")
    expect(new_task_dialog(board)).to_be_visible()
    expect(new_task_dialog(board).get_by_label("Title")).to_have_value("")
    board.keyboard.press("Escape")
    card_link(board, "c").focus()
    _hold(board, "e")
    expect(task_panel(board).get_by_role("textbox", name="Title")).to_be_focused()
    expect(task_panel(board).get_by_role("textbox", name="Title")).to_have_value("c")
    board.keyboard.type("e")
    expect(task_panel(board).get_by_role("textbox", name="Title")).to_have_value("ce")


def test_the_lock_of_capitals_changes_no_key(board: Page) -> None:
    card_link(board, "a").focus()
    # Playwright's keyboard has no such lock: the event is the one that Chromium sends.
    press = "(key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {...key, bubbles: true}))"
    board.evaluate(press, {"key": "X", "code": "KeyX"})
    expect(selection(board).get_by_text("1 selected")).to_be_visible()
    board.evaluate(press, {"key": "c", "code": "KeyC", "shiftKey": True})
    expect(column(board, "todo").get_by_role("textbox", name="New task")).to_be_focused()


def _hold(page: Page, key: str) -> None:
    """Press a key so long that the keyboard repeats it."""
    for _ in range(4):
        page.keyboard.down(key)
    page.keyboard.up(key)
