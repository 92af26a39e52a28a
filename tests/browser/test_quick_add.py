"""Tasks typed in their column: Enter, the next one; what is recognised is shown before it is saved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.dragging import expect_order
from tests.browser.held_answers import HeldAnswers
from tests.browser.screen import card, column, open_board, reload_board, set_filter, toast
from tests.browsing import DEFAULTS, NewPage
from tests.program import Program

TOMORROW = datetime.now(ZoneInfo(DEFAULTS["timezone_id"])).date() + timedelta(days=1)


def begin(page: Page, status: str, end: str = "Add a task") -> Locator:
    """Open the field of a column, at its bottom or with "Add a task at the top", and return it."""
    column(page, status).get_by_role("button", name=end, exact=True).click()
    field = page.locator("#quick-add")
    expect(field).to_be_focused()
    return field


def recognised(page: Page) -> Locator:
    """Find the words that say what was recognised."""
    return page.locator("#quick-add ~ [role=status] > span")


def test_one_after_the_other_at_either_end(page: Page, program: Program, api: Api) -> None:
    api.create("there already")
    open_board(page, program)
    field = begin(page, "todo")
    for title in ("one", "two"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(field).to_have_value("")
    expect(toast(page).get_by_text("“two” was added.")).to_be_visible()
    expect_order(page, api, todo=["there already", "one", "two"])
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    begin(page, "todo", "Add a task at the top")
    page.keyboard.type("first")
    page.keyboard.press("Enter")
    begin(page, "done")
    page.keyboard.type("did it")
    page.keyboard.press("Enter")
    expect_order(page, api, todo=["first", "there already", "one", "two"], done=["did it"])


def test_nothing_waits_for_the_answer(page: Page, program: Program, api: Api) -> None:
    api.create("there already")
    answers = HeldAnswers(page)
    open_board(page, program)
    field = begin(page, "todo")
    answers.hold()
    for title in ("one", "two", "three"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(field).to_have_value("")
    page.keyboard.type("half a sen")
    answers.release()
    expect_order(page, api, todo=["there already", "one", "two", "three"])
    expect(field).to_have_value("half a sen")


def test_shift_enter_adds_and_opens(page: Page, program: Program, api: Api) -> None:
    api.create("there already")
    open_board(page, program, "?priority=medium")
    begin(page, "in_progress")
    page.keyboard.type("to be described")
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("complementary", name="Task: to be described")).to_be_visible()
    task = next(task for task in api.tasks() if task["title"] == "to be described")
    expect(page).to_have_url(f"{program.url}/t/{task['id']}?priority=medium")


def test_a_held_enter_adds_one(page: Page, program: Program, api: Api) -> None:
    api.create("there already")
    open_board(page, program)
    begin(page, "todo")
    page.keyboard.type("one")
    for _ in range(4):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect_order(page, api, todo=["there already", "one"])
    expect(page.locator("#quick-add")).to_have_value("")


@pytest.mark.parametrize(
    ("locale", "line", "priority", "day"),
    [
        ("en-US", "Buy cake !high @ali due:tomorrow", "High", "Tomorrow · {:%A, %B} {}, {:%Y}"),
        ("en-US", "Buy cake !haute @alice pour:demain", "High", "Tomorrow · {:%A, %B} {}, {:%Y}"),
        ("fr-FR", "Buy cake !haute @alice pour:demain", "Haute", "Demain · "),
        ("fr-FR", "Buy cake !high @ali due:tomorrow", "Haute", "Demain · "),
    ],
)
def test_what_is_recognised_is_shown_before_it_is_saved(
    new_page: NewPage, program: Program, api: Api, locale: str, line: str, priority: str, day: str
) -> None:
    api.create("there already", assignee="alice")
    page = new_page(locale=locale)
    open_board(page, program)
    page.locator("[data-testid=column-todo] > button").click()
    page.keyboard.type(line)
    expect(recognised(page)).to_have_count(3)
    expect(recognised(page).nth(0)).to_have_text(priority)
    expect(recognised(page).nth(1)).to_have_text("alice")
    expect(recognised(page).nth(2)).to_contain_text(day.format(TOMORROW, TOMORROW.day, TOMORROW))
    assert len(api.tasks()) == 1
    page.keyboard.press("Enter")
    expect(card(page, "Buy cake")).to_be_visible()
    expect(recognised(page)).to_have_count(0)
    task = next(task for task in api.tasks() if task["title"] == "Buy cake")
    assert (task["priority"], task["assignee"]) == ("high", "alice")
    assert datetime.fromisoformat(task["due_date"]).astimezone(UTC).date() == TOMORROW


def test_pasted_lines_make_several_tasks_or_one(page: Page, program: Program, api: Api) -> None:
    api.create("there already")
    open_board(page, program)
    field = begin(page, "todo")
    _paste(page, "- one\r\n- two !high\r\n\r\n- three")
    page.get_by_role("button", name="Add 3 tasks").click()
    expect(toast(page).get_by_text("3 tasks were added.")).to_be_visible()
    expect_order(page, api, todo=["there already", "one", "two", "three"])
    expect(field).to_have_value("")
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect_order(page, api, todo=["there already"])

    begin(page, "done")
    _paste(page, "Invite\nalice\nbob")
    page.get_by_role("button", name="Add as one task").click()
    expect_order(page, api, todo=["there already"], done=["Invite"])
    task = next(task for task in api.tasks() if task["title"] == "Invite")
    assert task["description"] == "alice\nbob"


def _paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => {
            const field = document.activeElement, data = new DataTransfer();
            data.setData('text/plain', text);
            const pasted = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            if (field.dispatchEvent(pasted)) document.execCommand('insertText', false, text);
        }""",
        text,
    )


def test_refused_text_comes_back_with_the_reason(page: Page, program: Program, api: Api) -> None:
    api.create("there already")
    open_board(page, program)
    field = begin(page, "todo")
    page.keyboard.type("!high")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").get_by_text("A task needs a title.")).to_be_visible()
    expect(field).to_have_value("!high")
    expect(field).to_be_focused()
    field.fill("W" * 201)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").get_by_text("The title is longer than 200 characters.")).to_be_visible()
    expect(field).to_have_value("W" * 201)
    field.fill("W" * 200)
    page.keyboard.press("Enter")
    expect_order(page, api, todo=["there already", "W" * 200])
    expect(page.get_by_role("alert").get_by_text("The title is longer")).to_have_count(0)
    page.keyboard.type("   ")
    page.keyboard.press("Enter")
    expect_order(page, api, todo=["there already", "W" * 200])


def test_what_was_typed_survives_closing_and_a_reload(page: Page, program: Program, api: Api) -> None:
    api.create("there already")
    open_board(page, program)
    begin(page, "todo")
    page.keyboard.type("half a sen")
    page.keyboard.press("Escape")
    expect(page.locator("#quick-add")).to_be_hidden()
    expect(begin(page, "done")).to_have_value("half a sen")
    reload_board(page)
    field = begin(page, "done")
    expect(field).to_have_value("half a sen")
    page.keyboard.press("End")
    page.keyboard.type("tence")
    page.keyboard.press("Enter")
    expect_order(page, api, todo=["there already"], done=["half a sentence"])
    page.keyboard.press("Escape")
    expect(begin(page, "todo")).to_have_value("")


def test_a_new_task_fits_the_filters_or_it_is_said(page: Page, program: Program, api: Api) -> None:
    api.create("there already", assignee="alice", priority="high")
    open_board(page, program, "?assignee=alice&priority=high")
    begin(page, "todo")
    page.keyboard.type("for her")
    page.keyboard.press("Enter")
    expect_order(page, api, todo=["there already", "for her"])
    page.keyboard.type("for him @bob")
    page.keyboard.press("Enter")
    expect(toast(page).get_by_text("“for him” was added, but the filters hide it.")).to_be_visible()
    page.keyboard.press("Escape")
    set_filter(page, "Assignee", "bob")
    expect(card(page, "for him")).to_be_visible()


def test_by_thumb(phone: Page, program: Program, api: Api) -> None:
    api.create("there already")
    open_board(phone, program)
    column(phone, "todo").get_by_role("button", name="Add a task", exact=True).tap()
    field = phone.locator("#quick-add")
    expect(field).to_be_focused()
    phone.keyboard.type("by thumb")
    column(phone, "todo").get_by_role("button", name="Add", exact=True).tap()
    expect_order(phone, api, todo=["there already", "by thumb"])
    expect(field).to_be_focused()
    column(phone, "todo").get_by_role("button", name="Close", exact=True).tap()
    expect(field).to_be_hidden()
