"""Somebody else changes cards while a visitor is about to: nothing is overwritten unseen, and the page says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api, Task
from tests.browser.dragging import (
    above,
    carry,
    expect_order,
    held,
    into,
    is_near,
    lift_by_key,
    place,
    wait_for_frames,
    watch_frames,
    watched_frames,
)
from tests.browser.held_answers import HeldAnswers
from tests.browser.screen import card, card_link, choose, column, open_board, open_menu, open_popover, titles, toast
from tests.browser.selecting import select, selection
from tests.browsing import NewPage
from tests.program import Program

STAYS_THERE = "Somebody moved “b” to “Done” meanwhile; it stays there."
STAYS = "Somebody changed “b” meanwhile; it stays as it is."


@pytest.fixture
def tasks(api: Api) -> dict[str, Task]:
    made = {title: api.create(title) for title in ("a", "b", "c")}
    return {**made, "x": api.create("x", status="done")}


@pytest.fixture
def board(page: Page, program: Program, tasks: dict[str, Task]) -> Page:  # noqa: ARG001  (made before the page is opened)
    open_board(page, program)
    return page


@pytest.fixture
def other(new_page: NewPage, program: Program, board: Page) -> Page:  # noqa: ARG001  (the visitor comes first)
    """Somebody else's page."""
    page = new_page()
    open_board(page, program)
    return page


def test_a_card_that_somebody_moves_during_a_drag_glides_to_where_it_is_now(board: Page, other: Page, api: Api) -> None:
    carry(board, into(board, "b", "in_progress"))
    choose(other, "b", "Move to “Done”")
    expect_order(other, api, todo=["a", "c"], done=["b", "x"])
    watch_frames(board, "b")
    board.mouse.up()
    expect(toast(board).get_by_text(STAYS_THERE)).to_be_visible()
    wait_for_frames(board, watched_frames(board)[-1].after + 300)
    expect_order(board, api, todo=["a", "c"], done=["b", "x"])
    frames, now = watched_frames(board), place(board, "b")
    assert {len(frame.places) for frame in frames} == {1}
    assert is_near(frames[-1].places[0], now)
    # Seen on its way: in its list already, and not yet at its place.
    assert [frame for frame in frames if frame.lists == ["done"] and not is_near(frame.places[0], now, pixels=20)]
    expect(card_link(board, "b")).to_be_focused()


def test_the_others_of_a_dragged_group_go_where_they_were_dropped(
    board: Page, api: Api, tasks: dict[str, Task]
) -> None:
    select(board, "a", "b", "c")
    carry(board, into(board, "a", "in_progress"))
    api.edit(tasks["b"], status="done")
    board.mouse.up()
    expect(toast(board).get_by_text(STAYS_THERE)).to_be_visible()
    expect(toast(board).get_by_text("2 tasks moved to “In progress”")).to_be_visible()
    expect_order(board, api, in_progress=["a", "c"], done=["x", "b"])
    toast(board).get_by_role("button", name="Undo").click()
    expect_order(board, api, todo=["a", "c"], done=["x", "b"])


def test_two_that_somebody_moved_are_counted(board: Page, api: Api, tasks: dict[str, Task]) -> None:
    select(board, "a", "b", "c")
    carry(board, into(board, "a", "in_progress"))
    for title in ("b", "c"):
        api.edit(tasks[title], status="done")
    board.mouse.up()
    expect(toast(board).get_by_text("2 tasks were changed by somebody meanwhile and stay as they are.")).to_be_visible()
    expect(toast(board).get_by_text("Moved to “In progress”")).to_be_visible()
    expect_order(board, api, in_progress=["a"], done=["x", "b", "c"])


def test_a_card_that_is_to_be_put_elsewhere_in_its_column_stays_where_somebody_put_it(
    board: Page, api: Api, tasks: dict[str, Task]
) -> None:
    carry(board, above(board, "b", "a"))
    api.edit(tasks["b"], status="done")
    board.mouse.up()
    expect(toast(board).get_by_text(STAYS_THERE)).to_be_visible()
    expect_order(board, api, todo=["a", "c"], done=["x", "b"])


def test_by_keyboard_it_is_the_same(board: Page, api: Api, tasks: dict[str, Task]) -> None:
    lift_by_key(board, "b")
    board.keyboard.press("ArrowRight")
    api.edit(tasks["b"], status="done")
    board.keyboard.press("Space")
    expect(held(board)).to_have_count(0)
    expect(toast(board).get_by_text(STAYS_THERE)).to_be_visible()
    expect_order(board, api, todo=["a", "c"], done=["x", "b"])


def test_what_somebody_moves_while_the_menu_is_open_stays_there(board: Page, api: Api, tasks: dict[str, Task]) -> None:
    menu = open_menu(board, "b")
    api.edit(tasks["b"], status="done")
    expect(titles(column(board, "done"))).to_have_text(["x", "b"])
    menu.get_by_text("Move to “In progress”").click()
    expect(toast(board).get_by_text(STAYS_THERE)).to_be_visible()
    expect_order(board, api, todo=["a", "c"], done=["x", "b"])
    # Who has seen it there can move it.
    choose(board, "b", "Move to “In progress”")
    expect_order(board, api, todo=["a", "c"], in_progress=["b"], done=["x"])


def test_what_somebody_changes_while_several_are_to_be_changed_stays_so(
    board: Page, api: Api, tasks: dict[str, Task]
) -> None:
    select(board, "a", "b")
    selection(board).get_by_role("button", name="Priority").click()
    api.edit(tasks["b"], priority="low")
    expect(card(board, "b").get_by_text("Low")).to_be_visible()
    open_popover(board).get_by_role("button", name="High").click()
    expect(toast(board).get_by_text(STAYS)).to_be_visible()
    expect(toast(board).get_by_text("1 task changed")).to_be_visible()
    assert [task["priority"] for task in api.tasks()] == ["high", "low", "medium", "medium"]


@pytest.mark.parametrize(
    ("key", "name", "theirs", "mine"),
    [("a", "assignee", "bob", "alice"), ("d", "due_date", "2031-05-18", "2031-05-17")],
)
def test_what_somebody_changes_while_a_small_form_is_open_stays_so(
    board: Page, api: Api, tasks: dict[str, Task], key: str, name: str, theirs: str, mine: str
) -> None:
    card(board, "b").hover()
    board.keyboard.press(key)
    form = open_popover(board)
    form.locator("input").fill(mine)
    api.edit(tasks["b"], **{name: theirs})
    form.get_by_role("button", name="Set").click()
    expect(toast(board).get_by_text(STAYS)).to_be_visible()
    assert str(api.tasks()[1][name]).startswith(theirs)
    card(board, "b").hover()
    board.keyboard.press(key)
    open_popover(board).locator("input").fill(mine)
    open_popover(board).get_by_role("button", name="Set").click()
    expect(toast(board).get_by_text("1 task changed")).to_be_visible()
    assert str(api.tasks()[1][name]).startswith(mine)


@pytest.mark.usefixtures("tasks")
def test_on_a_slow_line_ones_own_changes_do_not_get_in_each_others_way(page: Page, program: Program, api: Api) -> None:
    answers = HeldAnswers(page)
    open_board(page, program)
    answers.hold()
    for priority in ("High", "Low"):
        card_link(page, "b").focus()
        page.keyboard.press("p")
        open_popover(page).get_by_role("button", name=priority).click()
        answers.wait_for_one()
    choose(page, "b", "Move to “Done”")
    choose(page, "b", "Move to “In progress”")
    answers.release()
    expect(toast(page).get_by_text("Moved to “In progress”")).to_be_visible()
    expect(toast(page).get_by_text("meanwhile")).to_have_count(0)
    expect_order(page, api, todo=["a", "c"], in_progress=["b"], done=["x"])
    assert next(task for task in api.tasks() if task["title"] == "b")["priority"] == "low"
