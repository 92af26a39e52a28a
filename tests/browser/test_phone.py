"""A phone, 390 pixels wide: everything within reach of a thumb, nothing to scroll sideways but the columns."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.screen import (
    add,
    begin_task,
    card,
    choose,
    column,
    delete_dialog,
    open_board,
    open_menu,
    open_task,
    save,
    scroller,
    titles,
)
from tests.browsing import NewPage
from tests.program import Program

FINGERTIP = 44

# Everything that can be touched now, by what it is called, with its width and height. A card's title stands for the
# whole card, which is what it reacts on; an <option> is drawn by the phone.
TARGETS = """() => [...document.querySelectorAll('button, input, select, textarea, a[href]')]
    .filter(target => target.checkVisibility({visibilityProperty: true}) && target.type != 'hidden')
    .filter(target => !document.querySelector('dialog[open]') || target.closest('dialog[open]'))
    .map(target => {
        const box = (target.closest('h3') ? target.closest('article') : target).getBoundingClientRect();
        return [target.ariaLabel || target.innerText || target.name, box.width, box.height];
    })"""


@pytest.fixture
def tasks(api: Api) -> None:
    api.create("W" * 200, description="W" * 1000, assignee="W" * 100, due_date="2020-01-02", priority="high")
    api.create("Task", description="Short", assignee="alice", due_date="2031-05-17")
    api.create("Other", status="done")


def expect_fit(page: Page) -> None:
    """Expect that nothing scrolls sideways, and that every target takes a fingertip."""
    width = page.viewport_size and page.viewport_size["width"]
    assert page.evaluate("document.scrollingElement.scrollWidth") == width
    for part in page.locator("dialog[open], [popover]:popover-open, [data-testid^=column-] > div").all():
        assert part.evaluate("part => part.scrollWidth <= part.clientWidth"), part
    for part in page.locator("header:has(h1), [role=search], dialog[open], [popover]:popover-open").all():
        assert part.evaluate("part => part.getBoundingClientRect().left >= 0")
    small = [target for target in page.evaluate(TARGETS) if min(target[1:]) < FINGERTIP]
    assert small == []


def expect_reachable(target: Locator) -> None:
    """Expect that a finger can come to it."""
    target.scroll_into_view_if_needed()
    expect(target).to_be_in_viewport(ratio=0.99)
    target.click(trial=True)


@pytest.mark.usefixtures("tasks")
def test_the_board_fits_and_the_columns_are_swiped(phone: Page, program: Program) -> None:
    open_board(phone, program)
    expect_fit(phone)
    expect(column(phone, "todo")).to_be_in_viewport()
    expect_reachable(card(phone, "Other").locator("button[popovertarget]"))
    expect(column(phone, "done").locator("h2")).to_be_in_viewport()
    expect_fit(phone)


@pytest.mark.usefixtures("tasks")
def test_filters_wait_behind_a_button(phone: Page, program: Program) -> None:
    open_board(phone, program)
    priority = phone.get_by_role("search").get_by_label("Priority")
    button = phone.get_by_role("button", name="Filters", exact=True)
    expect(priority).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.tap()
    expect(button).to_have_attribute("aria-expanded", "true")
    for label in ("Column", "Priority", "Assignee", "Due date"):
        expect_reachable(phone.get_by_role("search").get_by_label(label))
    expect_fit(phone)
    priority.select_option("High")
    expect(titles(phone)).to_have_count(1)
    expect_fit(phone)
    button.tap()
    expect(priority).to_be_hidden()
    phone.get_by_role("button", name="Clear filters").tap()
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
def test_the_dialogs_fit_and_work(phone: Page, program: Program, api: Api) -> None:
    open_board(phone, program)
    dialog = begin_task(phone)
    expect_fit(phone)
    add(dialog)
    expect(dialog.get_by_text("A task needs a title.")).to_be_visible()
    expect_fit(phone)
    dialog.get_by_label("Title").fill("By thumb")
    add(dialog)
    expect(dialog).to_be_hidden()

    dialog = open_task(phone, "W" * 200)
    expect_fit(phone)
    api.edit(next(task for task in api.tasks() if task["title"] == "W" * 200), priority="low")
    dialog.get_by_label("Title").fill("V" * 200)
    save(dialog)
    expect(dialog.get_by_role("button", name="Keep my changes")).to_be_visible()
    expect_fit(phone)
    for button in dialog.get_by_role("button").all():
        expect_reachable(button)
    dialog.get_by_role("button", name="Show their version").tap()
    expect(dialog.get_by_label("Priority")).to_have_value("low")
    dialog.get_by_role("button", name="Cancel").tap()
    expect(dialog).to_be_hidden()

    choose(phone, "W" * 200, "Delete…")
    expect(delete_dialog(phone)).to_be_visible()
    expect_fit(phone)
    delete_dialog(phone).get_by_role("button", name="Delete").tap()
    expect(titles(column(phone, "todo"))).to_have_text(["By thumb", "Task"])


def test_the_empty_board_and_an_empty_search_fit(phone: Page, program: Program) -> None:
    open_board(phone, program)
    expect(phone.get_by_text("No tasks yet")).to_be_visible()
    expect_fit(phone)
    phone.get_by_role("searchbox").fill("W" * 200)
    expect(phone.get_by_text("No task matches")).to_be_visible()
    expect_fit(phone)


@pytest.mark.usefixtures("tasks")
def test_the_last_card_can_be_brought_out_from_under_the_add_button(phone: Page, program: Program, api: Api) -> None:
    for number in range(12):
        api.create(f"Task {number}")
    open_board(phone, program)
    button = phone.get_by_role("button", name="New task")
    scroller(phone, "todo").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    bottom = scroller(phone, "todo").locator("article").last.evaluate("card => card.getBoundingClientRect().bottom")
    assert bottom <= button.evaluate("button => button.getBoundingClientRect().top")


@pytest.fixture(params=[(320, 568), (844, 390)], ids=["small", "lying on its side"])
def odd_phone(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    width, height = request.param
    return new_page(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)


@pytest.mark.usefixtures("tasks")
def test_smaller_and_lying_phones_work_too(odd_phone: Page, program: Program) -> None:
    open_board(odd_phone, program)
    expect_fit(odd_phone)
    expect_reachable(card(odd_phone, "Task"))
    menu = open_menu(odd_phone, "Task")
    expect_fit(odd_phone)
    for action in menu.get_by_role("button").all():
        expect_reachable(action)
    odd_phone.keyboard.press("Escape")
    dialog = begin_task(odd_phone)
    expect_fit(odd_phone)
    expect_reachable(dialog.get_by_role("button", name="Add task"))
    expect_reachable(dialog.get_by_label("Title"))
