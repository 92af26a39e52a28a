"""Single keys, as the sheet lists them, for the card under the pointer or the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.dragging import expect_order, held
from tests.browser.panel import task_panel
from tests.browser.screen import card, card_link, column, new_task_dialog, open_board, toast
from tests.browser.selecting import selection
from tests.program import Program


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    for title in ("a", "b", "c"):
        api.create(title)
    api.create("x", status="in_progress")
    open_board(page, program)
    return page


def _opens(key: str, find: Callable[[Page], Locator]) -> Callable[[Page], None]:
    """Return the check that a key shows something, and Escape hides it and leads back to the card."""

    def works(page: Page) -> None:
        page.keyboard.press(key)
        expect(find(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(find(page)).to_be_hidden()
        expect(card_link(page, "a")).to_be_focused()

    return works


def _search(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def _add_here(page: Page) -> None:
    card_link(page, "x").focus()
    page.keyboard.press("Shift+C")
    field = column(page, "in_progress").get_by_role("textbox", name="New task")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def _walk(page: Page) -> None:
    for key, title in [("ArrowDown", "b"), ("ArrowUp", "a"), ("ArrowRight", "x"), ("ArrowLeft", "a")]:
        page.keyboard.press(key)
        expect(card_link(page, title)).to_be_focused()


def _go_to_ends(page: Page) -> None:
    for key, title in [("End", "c"), ("Home", "a")]:
        page.keyboard.press(key)
        expect(card_link(page, title)).to_be_focused()


def _open(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Task: a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(task_panel(page)).to_be_hidden()
    expect(card_link(page, "a")).to_be_focused()


def _edit(page: Page) -> None:
    page.keyboard.press("e")
    expect(task_panel(page).get_by_role("textbox", name="Title")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(task_panel(page)).to_be_hidden()


def _lift(page: Page) -> None:
    page.keyboard.press("Space")
    expect(held(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(held(page)).to_have_count(0)


def _select(page: Page) -> None:
    page.keyboard.press("x")
    expect(selection(page).get_by_text("1 selected")).to_be_visible()
    page.keyboard.press("x")
    expect(selection(page)).to_be_hidden()


def _delete(page: Page) -> None:
    page.keyboard.press("Delete")
    expect(card(page, "a")).to_have_count(0)
    expect(toast(page).get_by_text("The task was deleted.")).to_be_visible()


def _clear(page: Page) -> None:
    card_link(page, "b").focus()
    page.keyboard.press("x")
    expect(selection(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(selection(page)).to_be_hidden()


def _undo(page: Page) -> None:
    page.keyboard.press("Control+z")
    expect(card(page, "a")).to_be_visible()


# By how the sheet writes them; the card "a" has the focus each time.
WORKS: dict[str, Callable[[Page], None]] = {
    "C": _opens("c", new_task_dialog),
    "Shift C": _add_here,
    "/": _search,
    "F": _opens("f", lambda page: page.get_by_role("group", name="Filter")),
    "V": _opens("v", lambda page: page.get_by_role("group", name="Display")),
    "← ↑ ↓ →": _walk,
    "Home End": _go_to_ends,
    "Enter": _open,
    "E": _edit,
    "Space": _lift,
    "M": _opens("m", lambda page: page.get_by_role("group", name="Move")),
    "D": _opens("d", lambda page: page.get_by_role("group", name="Due date")),
    "A": _opens("a", lambda page: page.get_by_role("group", name="Assignee")),
    "P": _opens("p", lambda page: page.get_by_role("group", name="Priority")),
    "X": _select,
    "Del": _delete,
    "Escape": _clear,
    "Ctrl Z": _undo,
    "Ctrl K": _opens("Control+k", lambda page: page.get_by_role("dialog", name="Find a task or an action")),
    "?": _opens("?", lambda page: page.get_by_role("dialog", name="Keys")),
}


def test_every_key_of_the_sheet_does_what_it_says(board: Page) -> None:
    board.keyboard.press("?")
    sheet = board.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    listed = [" ".join(keys.locator("kbd").all_inner_texts()) for keys in sheet.locator("dd").all()]
    assert listed == list(WORKS)
    board.keyboard.press("Escape")
    for works in WORKS.values():
        if card(board, "a").count():
            card_link(board, "a").focus()
        works(board)


def test_what_the_menus_of_the_keys_do(board: Page, api: Api) -> None:
    card_link(board, "b").focus()
    for key, choice in [("p", "High"), ("d", "No due date"), ("d", "Tomorrow")]:
        board.keyboard.press(key)
        _choose(board, choice)
    board.keyboard.press("a")
    board.keyboard.type("alice")
    board.keyboard.press("Enter")
    expect(card(board, "b")).to_contain_text("High")
    expect(card(board, "b").get_by_title("alice")).to_be_visible()
    expect(board.locator("[popover]:popover-open")).to_have_count(0)
    expect(card_link(board, "b")).to_be_focused()
    board.keyboard.press("m")
    _choose(board, "Done")
    expect_order(board, api, todo=["a", "c"], in_progress=["x"], done=["b"])
    expect(card_link(board, "b")).to_be_focused()
    task = next(task for task in api.tasks() if task["title"] == "b")
    assert (task["priority"], task["assignee"]) == ("high", "alice")
    assert task["due_date"] is not None


def _choose(page: Page, choice: str) -> None:
    """Walk to a choice of the open menu and take it."""
    button = page.locator("[popover]:popover-open").get_by_role("button", name=choice, exact=True)
    expect(page.locator("[popover]:popover-open").get_by_role("button").first).to_be_focused()
    for _ in range(10):
        if button.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(button).to_be_hidden()


def test_the_focus_goes_to_a_neighbour_of_the_deleted_card(board: Page, api: Api) -> None:
    card_link(board, "b").focus()
    board.keyboard.press("Delete")
    expect(card_link(board, "c")).to_be_focused()
    expect_order(board, api, todo=["a", "c"], in_progress=["x"])
    expect(card_link(board, "c")).to_be_focused()
    board.keyboard.press("Backspace")
    expect(card_link(board, "a")).to_be_focused()
    expect_order(board, api, todo=["a"], in_progress=["x"])
    expect(card_link(board, "a")).to_be_focused()


def test_keys_are_about_the_card_under_the_pointer_or_where_the_arrows_went_since(board: Page) -> None:
    card_link(board, "a").focus()
    card(board, "b").hover()
    board.keyboard.press("x")
    expect(card(board, "b")).to_have_attribute("data-selected", "true")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("x")
    expect(card(board, "c")).to_have_attribute("data-selected", "true")
    expect(card(board, "a")).to_have_attribute("data-selected", "false")
    card(board, "x").hover()
    board.keyboard.press("e")
    expect(board.get_by_role("complementary", name="Task: x").get_by_role("textbox", name="Title")).to_be_focused()


def test_arrows_begin_at_the_first_card(board: Page) -> None:
    board.keyboard.press("ArrowDown")
    expect(card_link(board, "a")).to_be_focused()
