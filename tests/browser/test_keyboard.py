"""The page without a mouse: everything can be reached, seen and left again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import expect_saved, field, task_panel
from tests.browser.screen import (
    add,
    card,
    card_link,
    column,
    new_task_dialog,
    open_board,
    open_popover,
    titles,
    toast,
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
    card(page, title).get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(open_popover(page).get_by_role("button", name="Open")).to_be_focused()


def test_tab_goes_through_the_page_in_reading_order(board: Page) -> None:
    order = [
        "Find a task or an action",
        "Nobody else is here",
        "Language",
        "Dark theme",
        "New task",
        "Search tasks",
        "Filter",
        "Display",
        "Views",
    ]
    for cards in (["First", "Second"], [], ["Third"]):
        order.append("Add a task at the top")
        order.extend(name for title in cards for name in (title, f"Actions for “{title}”"))
        order.append("Add a task")
    assert walk(board, "Tab", len(order)) == order
    assert walk(board, "Shift+Tab", 2) == ["Actions for “Third”", "Third"]


def test_the_menu_by_keys(board: Page, api: Api) -> None:
    button = card(board, "Second").get_by_role("button")
    open_menu_by_keys(board, "Second")
    menu = open_popover(board)
    actions = ["Move to “In progress”", "Move to “Done”", "Move to top", "Move to bottom", "Select", "Delete"]
    for action in [*actions, "Open"]:
        board.keyboard.press("ArrowDown")
        expect(menu.get_by_text(action, exact=True)).to_be_focused()
    board.keyboard.press("ArrowUp")
    expect(menu.get_by_text("Delete")).to_be_focused()
    board.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()

    board.keyboard.press("Space")
    expect(menu.get_by_role("button", name="Open")).to_be_focused()
    for _ in range(3):
        board.keyboard.press("ArrowDown")
    board.keyboard.press("Enter")
    expect(titles(column(board, "todo"))).to_have_text(["Second", "First"])
    # The server has it when it offers to take it back.
    expect(toast(board)).to_contain_text("Moved to “To do”")
    assert [task["title"] for task in api.tasks()] == ["Second", "First", "Third"]


def test_after_a_move_the_focus_is_still_at_the_card(board: Page) -> None:
    open_menu_by_keys(board, "First")
    for _ in range(2):
        board.keyboard.press("ArrowDown")
    board.keyboard.press("Enter")
    expect(titles(column(board, "done"))).to_have_text(["First", "Third"])
    expect(card(board, "First").locator(":focus")).to_be_visible()


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
    card_link(board, "First").focus()
    board.keyboard.press("Enter")
    panel = task_panel(board)
    expect(panel).to_be_focused()
    names = ["Copy the link", "Delete", "Close", "Title", "Column", "Priority", "Assignee", "Due date"]
    expect(field(panel, "Title")).to_be_visible()
    assert walk(board, "Tab", len(names)) == names
    field(panel, "Title").focus()
    board.keyboard.press("End")
    board.keyboard.type(" and best")
    board.keyboard.press("Enter")
    expect_saved(panel, "Title")
    # Saving a line leaves it, so that Escape closes the panel.
    board.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(card_link(board, "First and best")).to_be_focused()


def test_the_description_by_keys(board: Page) -> None:
    card_link(board, "First").focus()
    board.keyboard.press("Enter")
    panel = task_panel(board)
    panel.get_by_role("button", name="Add a description…").focus()
    board.keyboard.press("Enter")
    expect(field(panel, "Description")).to_be_focused()
    assert walk(board, "Tab", 2) == ["Cancel", "Save"]
    field(panel, "Description").focus()
    board.keyboard.type("In words")
    board.keyboard.press("Control+Enter")
    expect(panel.get_by_text("In words")).to_be_visible()
    # Not thrown out of the panel.
    board.keyboard.press("Tab")
    assert board.evaluate("!!document.activeElement.closest('#task-panel')")


def test_tab_out_of_the_description_stays_in_the_panel(board: Page) -> None:
    card_link(board, "First").focus()
    board.keyboard.press("Enter")
    panel = task_panel(board)
    panel.get_by_role("button", name="Add a description…").focus()
    board.keyboard.press("Enter")
    expect(field(panel, "Description")).to_be_focused()
    board.keyboard.type("In words")
    # Leaving saves, and what is saved is no longer being written.
    board.keyboard.press("Tab")
    expect_saved(panel, "Description")
    expect(field(panel, "Description")).to_have_count(0)
    expect(panel).to_be_focused()
    board.keyboard.press("Tab")
    assert board.evaluate("!!document.activeElement.closest('#task-panel')")


def test_deleting_by_keys(board: Page) -> None:
    open_menu_by_keys(board, "First")
    board.keyboard.press("ArrowUp")
    board.keyboard.press("Enter")
    expect(titles(column(board, "todo"))).to_have_text(["Second"])
    # Not thrown back to the top of the page.
    board.keyboard.press("Tab")
    assert board.evaluate("!!document.activeElement.closest('main')")
    board.keyboard.press("Control+z")
    expect(titles(column(board, "todo"))).to_have_text(["First", "Second"])


def test_a_filter_by_keys(board: Page) -> None:
    button = board.get_by_role("search").get_by_role("button", name="Filter", exact=True)
    button.focus()
    board.keyboard.press("Enter")
    expect(open_popover(board).get_by_label("Column")).to_be_focused()
    assert walk(board, "Tab", 3) == ["Priority", "Assignee", "Due date"]
    board.keyboard.press("Escape")
    expect(button).to_be_focused()
    board.get_by_role("searchbox").focus()
    board.keyboard.type("third")
    expect(titles(board)).to_have_text(["Third"])
    names = ["Filter", "Display", "Views", "Clear all"]
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
