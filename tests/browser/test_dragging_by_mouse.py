"""Cards dragged with the mouse: the order is as one dropped it, also for the server and after a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.dragging import FRAME, above, announcement, below, carry, drag, expect_order, held, into
from tests.browser.screen import card_link, column, count, open_board, reload_board, scroller, titles, toast
from tests.browser.selecting import select, selection
from tests.program import Program

ALL = {"todo": ["a", "b", "c", "d"], "done": ["x", "y"]}


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    for title in ("a", "b", "c", "d"):
        api.create(title, assignee="alice")
    for title in ("x", "y"):
        api.create(title, status="done", assignee="bob")
    open_board(page, program)
    return page


def test_within_a_column(board: Page, api: Api) -> None:
    drag(board, above(board, "d", "b"))
    expect_order(board, api, todo=["a", "d", "b", "c"], done=["x", "y"])
    expect(toast(board).get_by_text("Moved to “To do”")).to_be_visible()
    drag(board, below(board, "a", "b"))
    expect_order(board, api, todo=["d", "b", "a", "c"], done=["x", "y"])
    drag(board, above(board, "c", "d"))
    drag(board, below(board, "d", "a"))
    expect_order(board, api, todo=["c", "b", "a", "d"], done=["x", "y"])
    reload_board(board)
    expect_order(board, api, todo=["c", "b", "a", "d"], done=["x", "y"])


def test_between_columns_and_a_drag_opens_nothing(board: Page, program: Program, api: Api) -> None:
    drag(board, above(board, "b", "y"))
    expect_order(board, api, todo=["a", "c", "d"], done=["x", "b", "y"])
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    expect(count(board, "todo")).to_have_text("3")
    expect(count(board, "done")).to_have_text("3")
    drag(board, into(board, "c", "in_progress"))
    drag(board, below(board, "d", "y"))
    drag(board, above(board, "x", "a"))
    expect_order(board, api, todo=["x", "a"], in_progress=["c"], done=["b", "y", "d"])
    reload_board(board)
    expect_order(board, api, todo=["x", "a"], in_progress=["c"], done=["b", "y", "d"])
    expect(board).to_have_url(f"{program.url}/")


def test_a_drop_on_nothing_or_where_it_was_changes_nothing(board: Page, api: Api) -> None:
    versions = {task["id"]: task["version"] for task in api.tasks()}
    way = above(board, "b", "y")
    for end in [(way.end[0], 20.0), (way.end[0], 895.0), way.start]:
        carry(board, way)
        board.mouse.move(*end, steps=5)
        board.evaluate(FRAME)
        board.mouse.up()
        expect(held(board)).to_have_count(0)
        expect_order(board, api, todo=ALL["todo"], done=ALL["done"])
    expect(announcement(board)).to_have_count(1)
    expect(toast(board)).to_have_count(0)
    assert {task["id"]: task["version"] for task in api.tasks()} == versions


def test_escape_takes_it_back_from_the_hand(board: Page, api: Api) -> None:
    carry(board, above(board, "b", "y"))
    board.keyboard.press("Escape")
    expect(held(board)).to_have_count(0)
    board.mouse.up()
    expect_order(board, api, todo=ALL["todo"], done=ALL["done"])
    expect(announcement(board)).to_have_text("Put back where it was.")
    expect(toast(board)).to_have_count(0)


def test_keys_rest_while_a_card_is_in_the_hand(board: Page, api: Api) -> None:
    carry(board, above(board, "b", "y"))
    for key in ("Delete", "x", "c", "Control+z", "m"):
        board.keyboard.press(key)
    board.mouse.up()
    expect_order(board, api, todo=["a", "c", "d"], done=["x", "b", "y"])
    expect(board.get_by_role("dialog")).to_have_count(0)
    expect(selection(board)).to_have_count(0)


def test_several_selected_cards_go_together_in_their_order(board: Page, api: Api) -> None:
    select(board, "y", "c", "a")
    # One that is not selected goes alone.
    drag(board, into(board, "d", "in_progress"))
    expect_order(board, api, todo=["a", "b", "c"], in_progress=["d"], done=["x", "y"])
    drag(board, below(board, "c", "d"))
    expect(toast(board).get_by_text("3 tasks moved to “In progress”")).to_be_visible()
    expect_order(board, api, todo=["b"], in_progress=["d", "a", "c", "y"], done=["x"])
    expect(selection(board)).to_have_count(0)
    reload_board(board)
    expect_order(board, api, todo=["b"], in_progress=["d", "a", "c", "y"], done=["x"])


def test_sorted_by_something_else_a_column_keeps_its_order(board: Page, program: Program, api: Api) -> None:
    open_board(board, program, "?sort=newest")
    expect(titles(column(board, "todo"))).to_have_text(["d", "c", "b", "a"])
    drag(board, above(board, "a", "d"))
    expect(titles(column(board, "todo"))).to_have_text(["d", "c", "b", "a"])
    drag(board, above(board, "a", "y"))
    expect(titles(column(board, "done"))).to_have_text(["y", "x", "a"])
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    assert [task["title"] for task in api.tasks() if task["status"] == "todo"] == ["b", "c", "d"]


def test_into_another_lane_gives_the_task_to_its_person(board: Page, program: Program, api: Api) -> None:
    open_board(board, program, "?group=assignee")
    # The page comes up as it was left, and then follows its address.
    expect(board.locator("[data-lane=bob]")).to_be_visible()
    drag(board, above(board, "b", "x"))
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    expect(titles(board.locator("[data-lane=bob]"))).to_have_text(["b", "x", "y"])
    expect(titles(board.locator("[data-lane=alice]"))).to_have_text(["a", "c", "d"])
    moved = next(task for task in api.tasks() if task["title"] == "b")
    assert (moved["status"], moved["assignee"]) == ("done", "bob")
    card_link(board, "x").click()
    expect(board.get_by_role("complementary", name="Task: x")).to_be_visible()


def test_a_long_column_scrolls_under_the_card(page: Page, program: Program, api: Api) -> None:
    names = [f"{number:02}" for number in range(18)]
    for name in names:
        api.create(name)
    open_board(page, program)
    way = into(page, "00", "todo")
    box = scroller(page, "todo").bounding_box()
    assert box
    page.mouse.move(*way.start)
    page.mouse.down()
    page.mouse.move(way.start[0], box["y"] + box["height"] + 10, steps=10)
    expect(announcement(page)).to_have_text("Place 18 of 18 in “To do”.")
    page.mouse.up()
    expect_order(page, api, todo=[*names[1:], "00"])
