"""The page without a mouse: everything can be reached, seen and left again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import (
    add,
    card,
    column,
    delete_dialog,
    edit_dialog,
    new_task_dialog,
    open_board,
    titles,
)
from tests.program import Program

# What has the focus, by what it is called, and whether one can see that it has it.
FOCUSED = """() => {
    const target = document.activeElement;
    const name = target.ariaLabel || target.labels?.[0]?.innerText || target.innerText || target.tagName;
    const marks = [getComputedStyle(target), getComputedStyle(target, '::after')];
    const is_marked = marks.some(mark => mark.outlineStyle != 'none' && parseFloat(mark.outlineWidth) >= 2);
    return [name.split('\\n')[0].trim(), is_marked];
}"""


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    api.create("First")
    api.create("Second")
    api.create("Third", status="done")
    open_board(page, program)
    return page


def walk(page: Page, key: str, steps: int) -> list[str]:
    """Press a key so many times and return what got the focus each time; it must be visible there."""
    names: list[str] = []
    for _ in range(steps):
        page.keyboard.press(key)
        name, is_marked = page.evaluate(FOCUSED)
        assert is_marked, f"nobody can see that {name} has the focus"
        names.append(name)
    return names


def open_menu_by_keys(page: Page, title: str) -> None:
    """Open the menu of a card, and return when its first action has the focus."""
    card(page, title).locator("button[popovertarget]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[popover]:popover-open").get_by_role("button", name="Edit")).to_be_focused()


def ask_to_delete(page: Page, title: str) -> None:
    """Choose the last action of a card's menu."""
    open_menu_by_keys(page, title)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")


def test_tab_goes_through_the_page_in_reading_order(board: Page) -> None:
    order = ["Language", "Dark theme", "New task", "Search tasks", "Column", "Priority", "Assignee", "Due date"]
    cards = [name for title in ("First", "Second", "Third") for name in (title, f"Actions for “{title}”")]
    assert walk(board, "Tab", len(order) + len(cards)) == order + cards
    assert walk(board, "Shift+Tab", 2) == ["Third", "Actions for “Second”"]


def test_the_menu_by_keys(board: Page, api: Api) -> None:
    button = card(board, "Second").locator("button[popovertarget]")
    button.focus()
    board.keyboard.press("Enter")
    menu = board.locator("[popover]:popover-open")
    expect(menu.get_by_role("button", name="Edit")).to_be_focused()
    actions = ["Move to “In progress”", "Move to “Done”", "Move to top", "Move to bottom", "Delete…"]
    for action in [*actions, "Edit"]:
        board.keyboard.press("ArrowDown")
        expect(menu.get_by_text(action, exact=True)).to_be_focused()
    board.keyboard.press("ArrowUp")
    expect(menu.get_by_text("Delete…")).to_be_focused()
    board.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()

    board.keyboard.press("Space")
    expect(menu.get_by_role("button", name="Edit")).to_be_focused()
    for _ in range(3):
        board.keyboard.press("ArrowDown")
    board.keyboard.press("Enter")
    expect(titles(column(board, "todo"))).to_have_text(["Second", "First"])
    assert [task["title"] for task in api.tasks()] == ["Second", "First", "Third"]


def test_after_a_move_the_focus_is_still_at_the_card(board: Page) -> None:
    open_menu_by_keys(board, "First")
    for _ in range(2):
        board.keyboard.press("ArrowDown")
    board.keyboard.press("Enter")
    expect(titles(column(board, "done"))).to_have_text(["First", "Third"])
    expect(card(board, "First").locator("button[popovertarget]")).to_be_focused()


def test_a_new_task_by_keys(board: Page) -> None:
    button = board.get_by_role("banner").get_by_role("button", name="New task")
    button.focus()
    board.keyboard.press("Enter")
    dialog = new_task_dialog(board)
    expect(dialog.get_by_label("Title")).to_be_focused()
    names = ["Description", "Column", "Priority", "Assignee", "Due date"]
    assert walk(board, "Tab", len(names)) == names
    board.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    board.keyboard.press("Enter")
    board.keyboard.type("By keys")
    board.keyboard.press("Enter")
    expect(titles(column(board, "todo"))).to_have_text(["By keys", "First", "Second"])
    expect(button).to_be_focused()


def test_tab_does_not_leave_an_open_dialog(board: Page) -> None:
    board.get_by_role("banner").get_by_role("button", name="New task").click()
    for _ in range(12):
        board.keyboard.press("Tab")
        assert board.evaluate("document.activeElement == document.body || !!document.activeElement.closest('dialog')")


def test_editing_by_keys_returns_to_the_card(board: Page) -> None:
    title = card(board, "First").get_by_role("button", name="First", exact=True)
    title.focus()
    board.keyboard.press("Enter")
    dialog = edit_dialog(board)
    expect(dialog.get_by_label("Title")).to_be_focused()
    board.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(title).to_be_focused()
    board.keyboard.press("Enter")
    expect(dialog.get_by_label("Title")).to_be_focused()
    board.keyboard.press("End")
    board.keyboard.type(" and best")
    board.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(card(board, "First and best").get_by_role("button", name="First and best", exact=True)).to_be_focused()


def test_deleting_by_keys(board: Page) -> None:
    button = card(board, "First").locator("button[popovertarget]")
    for answer in ("Escape", "Enter"):
        ask_to_delete(board, "First")
        expect(delete_dialog(board).get_by_role("button", name="Cancel")).to_be_focused()
        board.keyboard.press(answer)
        expect(delete_dialog(board)).to_be_hidden()
        expect(button).to_be_focused()
    ask_to_delete(board, "First")
    expect(delete_dialog(board).get_by_role("button", name="Cancel")).to_be_focused()
    assert walk(board, "Tab", 1) == ["Delete"]
    board.keyboard.press("Enter")
    expect(titles(column(board, "todo"))).to_have_text(["Second"])
    # Not thrown back to the top of the page.
    board.keyboard.press("Tab")
    assert board.evaluate("!!document.activeElement.closest('main')")


def test_a_filter_by_keys(board: Page) -> None:
    board.get_by_role("searchbox").focus()
    board.keyboard.type("third")
    expect(titles(board)).to_have_text(["Third"])
    names = ["Column", "Priority", "Assignee", "Due date", "Clear filters"]
    assert walk(board, "Tab", len(names)) == names
    board.keyboard.press("Enter")
    expect(titles(board)).to_have_count(3)
    board.keyboard.press("Tab")
    assert board.evaluate("!!document.activeElement.closest('main, [role=search]')")


def test_an_error_leaves_the_focus_where_it_is_to_be_mended(board: Page) -> None:
    board.get_by_role("banner").get_by_role("button", name="New task").click()
    dialog = new_task_dialog(board)
    dialog.get_by_label("Assignee").fill("x" * 101)
    add(dialog)
    expect(dialog.get_by_label("Title")).to_be_focused()
    board.keyboard.type("Title")
    board.keyboard.press("Enter")
    expect(dialog.get_by_label("Assignee")).to_be_focused()
