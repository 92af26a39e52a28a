"""A phone, 390 pixels wide: everything within reach of a thumb, nothing to scroll sideways but the columns."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import open_task
from tests.browser.screen import (
    begin_task,
    card,
    chip,
    choose,
    clear_all,
    column,
    open_board,
    open_filters,
    open_menu,
    open_popover,
    scroller,
    titles,
)
from tests.browser.thumb import expect_fit, expect_reachable, fill_phone
from tests.browsing import NewPage
from tests.program import Program


@pytest.fixture
def tasks(api: Api) -> None:
    fill_phone(api)


@pytest.mark.usefixtures("tasks")
def test_the_board_fits_and_the_columns_are_swiped(phone: Page, program: Program) -> None:
    open_board(phone, program)
    expect_fit(phone)
    expect(column(phone, "todo")).to_be_in_viewport()
    expect_reachable(card(phone, "Other").get_by_role("button"))
    expect(column(phone, "done").locator("h2")).to_be_in_viewport()
    expect_fit(phone)


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("name", ["Filter", "Display", "Views"])
def test_what_a_button_opens_is_within_reach(phone: Page, program: Program, name: str) -> None:
    open_board(phone, program)
    phone.get_by_role("search").get_by_role("button", name=name, exact=True).tap()
    form = open_popover(phone)
    expect_fit(phone)
    # It comes from the bottom, as wide as the screen.
    box = form.bounding_box()
    assert box
    assert (box["x"], box["width"], box["y"] + box["height"]) == (12, 366, 832)
    for target in form.locator("button, input, select").all():
        expect_reachable(target)


@pytest.mark.usefixtures("tasks")
def test_filters_by_thumb(phone: Page, program: Program) -> None:
    open_board(phone, program)
    filters = open_filters(phone)
    filters.get_by_label("Priority").select_option("High")
    filters.get_by_label("Column").select_option("To do")
    expect(titles(phone)).to_have_count(1)
    # Touching elsewhere closes them.
    phone.touchscreen.tap(10, 800)
    expect(filters).to_be_hidden()
    for words in ("To do", "High"):
        expect_reachable(chip(phone, words))
    expect_fit(phone)
    chip(phone, "To do").tap()
    clear_all(phone).tap()
    expect(titles(phone)).to_have_count(3)


@pytest.mark.usefixtures("tasks")
def test_every_action_of_the_menu_is_within_reach(phone: Page, program: Program) -> None:
    open_board(phone, program)
    for title in ("Task", "Other"):
        menu = open_menu(phone, title)
        expect_fit(phone)
        for action in menu.get_by_role("button").all():
            expect_reachable(action)
        phone.keyboard.press("Escape")
    choose(phone, "Task", "Move to “Done”")
    expect(titles(column(phone, "done"))).to_have_text(["Task", "Other"])


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("group", ["assignee", "priority"])
def test_lanes_fit(phone: Page, program: Program, group: str) -> None:
    open_board(phone, program, f"?group={group}")
    expect(phone.locator("[data-lane]").first).to_be_visible()
    expect_fit(phone)
    expect_reachable(card(phone, "Other").get_by_role("button"))


def test_the_empty_board_and_an_empty_search_fit(phone: Page, program: Program) -> None:
    open_board(phone, program)
    expect(phone.get_by_text("No tasks yet")).to_be_visible()
    expect_fit(phone)
    phone.get_by_role("button", name="Look around with a sample board").tap()
    expect(phone.get_by_role("complementary", name="Sample board")).to_be_visible()
    expect_fit(phone)
    phone.get_by_role("button", name="Remove the sample tasks").tap()
    expect(phone.get_by_text("No tasks yet")).to_be_visible()
    phone.get_by_role("searchbox").fill("W" * 200)
    expect(phone.get_by_text("No task matches")).to_be_visible()
    expect_fit(phone)


@pytest.mark.usefixtures("tasks")
def test_nothing_of_a_column_stays_under_the_add_button(phone: Page, program: Program, api: Api) -> None:
    for number in range(12):
        api.create(f"Task {number}")
    open_board(phone, program)
    button = phone.get_by_role("button", name="New task")
    scroller(phone, "todo").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    bottom = scroller(phone, "todo").locator("article").last.evaluate("card => card.getBoundingClientRect().bottom")
    assert bottom <= button.evaluate("button => button.getBoundingClientRect().top")
    expect_reachable(column(phone, "todo").get_by_role("button", name="Add a task", exact=True))


@pytest.fixture(params=[(320, 568), (844, 390)], ids=["small", "lying on its side"])
def odd_phone(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    width, height = request.param
    return new_page(
        viewport={"width": width, "height": height}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )


@pytest.mark.usefixtures("tasks")
def test_smaller_and_lying_phones_work_too(odd_phone: Page, program: Program) -> None:
    open_board(odd_phone, program)
    expect_fit(odd_phone)
    expect_reachable(card(odd_phone, "Task"))
    filters = open_filters(odd_phone)
    expect_fit(odd_phone)
    for choice in filters.get_by_role("combobox").all():
        expect_reachable(choice)
    odd_phone.keyboard.press("Escape")
    menu = open_menu(odd_phone, "Task")
    expect_fit(odd_phone)
    for action in menu.get_by_role("button").all():
        expect_reachable(action)
    odd_phone.keyboard.press("Escape")
    dialog = begin_task(odd_phone)
    expect_fit(odd_phone)
    expect_reachable(dialog.get_by_role("button", name="Add task"))
    expect_reachable(dialog.get_by_label("Title"))
    odd_phone.keyboard.press("Escape")
    panel = open_task(odd_phone, "Task")
    expect_fit(odd_phone)
    for target in panel.locator("button, input, select, textarea").all():
        expect_reachable(target)
