"""Every change can be taken back, by its message's button and by Ctrl+Z, unless somebody changed the task since."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.dragging import above, drag, expect_order
from tests.browser.screen import (
    add,
    begin_task,
    card,
    card_link,
    choose,
    open_board,
    reload_board,
    toast,
)
from tests.program import Program


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    for title in ("a", "b", "c"):
        api.create(title)
    api.create("x", status="done")
    open_board(page, program)
    return page


def by_button(page: Page) -> None:
    toast(page).get_by_role("button", name="Undo").click()


def by_key(page: Page) -> None:
    page.keyboard.press("Control+z")


@pytest.mark.parametrize("undo", [by_button, by_key])
def test_each_kind_of_change(board: Page, api: Api, undo: Callable[[Page], None]) -> None:
    before = {"todo": ["a", "b", "c"], "done": ["x"]}

    dialog = begin_task(board)
    dialog.get_by_label("Title").fill("New")
    add(dialog)
    expect(toast(board).get_by_text("“New” was added.")).to_be_visible()
    expect_order(board, api, todo=["New", "a", "b", "c"], done=["x"])
    _undo(board, undo)
    expect_order(board, api, **before)

    drag(board, above(board, "b", "x"))
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    expect_order(board, api, todo=["a", "c"], done=["b", "x"])
    _undo(board, undo)
    expect_order(board, api, **before)

    card(board, "b").hover()
    board.keyboard.press("p")
    board.get_by_role("group", name="Priority").get_by_role("button", name="High").click()
    expect(toast(board).get_by_text("1 task changed")).to_be_visible()
    expect(card(board, "b").get_by_text("High")).to_be_visible()
    _undo(board, undo)
    expect(card(board, "b").get_by_text("High")).to_have_count(0)

    choose(board, "b", "Delete")
    expect(toast(board).get_by_text("The task was deleted.")).to_be_visible()
    expect_order(board, api, todo=["a", "c"], done=["x"])
    _undo(board, undo)
    expect_order(board, api, **before)
    assert {task["priority"] for task in api.tasks()} == {"medium"}


def _undo(page: Page, undo: Callable[[Page], None]) -> None:
    undo(page)
    _expect_undone(page)


def _expect_undone(page: Page) -> None:
    expect(toast(page).get_by_text("Undone")).to_be_visible()
    expect(toast(page).get_by_role("button", name="Undo")).to_have_count(0)


def test_a_field_of_the_open_task(board: Page, api: Api) -> None:
    card_link(board, "b").click()
    title = board.get_by_role("complementary").get_by_role("textbox", name="Title")
    title.fill("B")
    title.press("Enter")
    expect(toast(board).get_by_text("Saved")).to_be_visible()
    expect(card(board, "B")).to_be_visible()
    by_button(board)
    _expect_undone(board)
    expect_order(board, api, todo=["a", "b", "c"], done=["x"])
    expect(title).to_have_value("b")


def test_one_step_after_the_other_also_after_a_reload(board: Page, api: Api) -> None:
    choose(board, "a", "Move to “Done”")
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    choose(board, "b", "Move to “In progress”")
    expect(toast(board).get_by_text("Moved to “In progress”")).to_be_visible()
    choose(board, "c", "Delete")
    expect(toast(board).get_by_text("The task was deleted.")).to_be_visible()
    expect_order(board, api, in_progress=["b"], done=["a", "x"])
    reload_board(board)
    by_key(board)
    expect_order(board, api, todo=["c"], in_progress=["b"], done=["a", "x"])
    by_key(board)
    expect_order(board, api, todo=["b", "c"], done=["a", "x"])
    by_key(board)
    expect_order(board, api, todo=["a", "b", "c"], done=["x"])
    by_key(board)
    expect(toast(board).get_by_text("There is nothing to undo.")).to_be_visible()
    expect_order(board, api, todo=["a", "b", "c"], done=["x"])


@pytest.mark.parametrize("undo", [by_button, by_key])
def test_refused_when_somebody_changed_the_task_since(board: Page, api: Api, undo: Callable[[Page], None]) -> None:
    choose(board, "c", "Move to bottom")
    choose(board, "a", "Move to “Done”")
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    api.edit(next(task for task in api.tasks() if task["title"] == "a"), title="A")
    undo(board)
    expect(toast(board).get_by_text("This cannot be undone: somebody changed the task since.")).to_be_visible()
    assert [task["title"] for task in api.tasks() if task["status"] == "done"] == ["A", "x"]


def test_refused_when_somebody_deleted_the_task_since(board: Page, api: Api) -> None:
    choose(board, "a", "Move to “Done”")
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    api.delete(next(task for task in api.tasks() if task["title"] == "a"))
    by_button(board)
    expect(toast(board).get_by_text("This cannot be undone: somebody changed the task since.")).to_be_visible()
    assert [task["title"] for task in api.tasks()] == ["b", "c", "x"]


def test_a_refused_undo_makes_way_for_the_one_before(board: Page, api: Api) -> None:
    choose(board, "b", "Move to “In progress”")
    expect(toast(board).get_by_text("Moved to “In progress”")).to_be_visible()
    choose(board, "a", "Move to “Done”")
    expect(toast(board).get_by_text("Moved to “Done”")).to_be_visible()
    api.edit(next(task for task in api.tasks() if task["title"] == "a"), title="A")
    by_key(board)
    expect(toast(board).get_by_text("This cannot be undone: somebody changed the task since.")).to_be_visible()
    by_key(board)
    expect_order(board, api, todo=["b", "c"], done=["A", "x"])


def test_nobody_takes_back_what_another_visitor_did(board: Page, api: Api) -> None:
    api.edit(next(task for task in api.tasks() if task["title"] == "a"), priority="high")
    by_key(board)
    expect(toast(board).get_by_text("There is nothing to undo.")).to_be_visible()
    assert api.tasks()[0]["priority"] == "high"
