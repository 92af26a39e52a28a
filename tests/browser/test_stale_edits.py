"""Somebody else changed or deleted the task while one was writing: nothing is overwritten, nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.held_answers import HeldAnswers
from tests.browser.panel import (
    beside,
    change,
    edit_description,
    expect_saved,
    field,
    open_link,
    open_task,
    task_panel,
)
from tests.browser.screen import card, card_link, choose, open_board, toast
from tests.browsing import NewPage
from tests.program import Program

CHANGED = "Somebody changed this task meanwhile."
GONE = "This task no longer exists: somebody deleted it."

# A field, its name in the API, and what is in it at first, by somebody else and by the visitor.
FIELDS = [
    ("Title", "title", "Budget", "Theirs", "Mine"),
    ("Description", "description", "Old", "Theirs\nof two lines", "Mine"),
    ("Assignee", "assignee", "alice", "bob", "charlie"),
    ("Priority", "priority", "medium", "high", "low"),
    ("Due date", "due_date", "2031-05-17", "2031-05-18", "2031-05-19"),
]


def write(panel: Locator, label: str, value: str) -> None:
    """Change a field in the way it is changed."""
    if label == "Priority":
        field(panel, label).select_option(value)
        return
    edited = field(panel, label)
    if label == "Description" and not edited.is_visible():
        edited = edit_description(panel)
    edited.fill(value)
    if label != "Due date":
        edited.blur()


def stored(api: Api, name: str) -> str:
    """Return the value of a field, a due date as its day."""
    return api.only_task()[name].removesuffix("T00:00:00Z")


@pytest.fixture
def answers(page: Page) -> HeldAnswers:
    return HeldAnswers(page)


@pytest.fixture
def panel(page: Page, program: Program, api: Api, answers: HeldAnswers) -> Locator:  # noqa: ARG001  (made before the page)
    api.create("Budget", description="Old", assignee="alice", priority="medium", due_date="2031-05-17")
    open_board(page, program)
    return open_task(page, "Budget")


def test_both_texts_are_shown_and_nothing_is_written(panel: Locator, api: Api, answers: HeldAnswers) -> None:
    with answers.held_by(lambda: api.edit(api.only_task(), title="Theirs")):
        theirs = api.only_task()
        write(panel, "Title", "Mine")
    expect(beside(panel, "Title")).to_contain_text(CHANGED)
    alert = panel.get_by_role("alert")
    expect(alert).to_contain_text("It now says:")
    expect(alert.get_by_text("Theirs", exact=True)).to_be_visible()
    expect(field(panel, "Title")).to_have_value("Mine")
    assert api.only_task() == theirs


@pytest.mark.parametrize(("label", "name", "_was", "theirs", "mine"), FIELDS, ids=[name for _, name, *_ in FIELDS])
def test_keep_mine_and_take_theirs(
    panel: Locator, api: Api, answers: HeldAnswers, label: str, name: str, _was: str, theirs: str, mine: str
) -> None:
    with answers.held_by(lambda: api.edit(api.only_task(), **{name: theirs})):
        write(panel, label, mine)
    expect(beside(panel, label)).to_contain_text(CHANGED)
    assert stored(api, name) == theirs
    panel.get_by_role("button", name="Keep mine").click()
    expect_saved(panel, label)
    expect(panel.get_by_role("alert")).to_have_count(0)
    assert stored(api, name) == mine

    # Another value than before: the page may hear of its own change only now, together with theirs.
    theirs = {"priority": "medium", "due_date": "2031-05-20"}.get(name, "Theirs again")
    other = {"priority": "high", "due_date": "2031-05-21"}.get(name, "Mine again")
    if label == "Priority":
        expect(field(panel, label)).to_have_value(mine)
    with answers.held_by(lambda: api.edit(api.only_task(), **{name: theirs})):
        write(panel, label, other)
    panel.get_by_role("button", name="Take theirs").click()
    expect(panel.get_by_role("alert")).to_have_count(0)
    if label == "Description":
        expect(panel.get_by_text(theirs)).to_be_visible()
    else:
        expect(field(panel, label)).to_have_value(theirs)
    assert stored(api, name) == theirs


def test_a_text_begun_before_is_compared_with_what_was_there_then(panel: Locator, api: Api) -> None:
    title = field(panel, "Title")
    title.fill("Mine")
    api.edit(api.only_task(), title="Theirs", assignee="bob")
    # The page knows by now, and leaves alone what is being typed.
    expect(field(panel, "Assignee")).to_have_value("bob")
    expect(title).to_have_value("Mine")
    title.blur()
    expect(panel.get_by_role("alert").get_by_text("Theirs", exact=True)).to_be_visible()
    assert api.only_task()["title"] == "Theirs"
    panel.get_by_role("button", name="Keep mine").click()
    expect_saved(panel, "Title")
    assert api.only_task()["title"] == "Mine"


def test_what_was_taken_stays_after_a_reload(panel: Locator, page: Page, api: Api, answers: HeldAnswers) -> None:
    with answers.held_by(lambda: api.edit(api.only_task(), title="Theirs")):
        write(panel, "Title", "Mine")
    panel.get_by_role("button", name="Take theirs").click()
    expect(field(panel, "Title")).to_have_value("Theirs")
    page.reload()
    expect(panel).to_be_visible()
    expect(field(panel, "Title")).to_have_value("Theirs")
    change(panel, "Title", "Mine after all")
    assert api.only_task()["title"] == "Mine after all"


def test_two_changes_to_two_fields_both_stand(panel: Locator, api: Api, answers: HeldAnswers) -> None:
    """A field that saves itself says nothing about the others, so there is nothing to ask."""
    with answers.held_by(lambda: api.edit(api.only_task(), assignee="bob")):
        write(panel, "Priority", "high")
    expect_saved(panel, "Priority")
    # And the other one's change is on the screen now.
    expect(field(panel, "Assignee")).to_have_value("bob")
    now = api.only_task()
    assert (now["priority"], now["assignee"]) == ("high", "bob")


def test_a_third_change_asks_once_more(panel: Locator, api: Api, answers: HeldAnswers) -> None:
    with answers.held_by(lambda: api.edit(api.only_task(), title="Theirs")):
        write(panel, "Title", "Mine")
    expect(panel.get_by_role("alert").get_by_text("Theirs", exact=True)).to_be_visible()
    api.edit(api.only_task(), title="Theirs again")
    panel.get_by_role("button", name="Keep mine").click()
    expect(panel.get_by_role("alert").get_by_text("Theirs again", exact=True)).to_be_visible()
    assert api.only_task()["title"] == "Theirs again"
    panel.get_by_role("button", name="Keep mine").click()
    expect_saved(panel, "Title")
    assert api.only_task()["title"] == "Mine"


def test_a_draft_remembers_what_it_was_about(page: Page, program: Program, api: Api, panel: Locator) -> None:
    """Half a text, left for a day: what somebody else wrote meanwhile is not overwritten."""
    task = api.only_task()
    edit_description(panel).fill("Half a thought")
    page.goto("about:blank")
    theirs = api.edit(api.only_task(), description="Theirs")
    if stored(api, "description") != "Theirs":
        pytest.fail("the test did not set the stage")
    panel = open_link(page, program, task["id"])
    expect(field(panel, "Description")).to_have_value("Half a thought")
    field(panel, "Description").focus()
    field(panel, "Description").press("Control+Enter")
    expect(panel.get_by_role("alert").get_by_text("Theirs", exact=True)).to_be_visible()
    assert api.only_task()["description"] == theirs["description"]


def test_a_deleted_task_is_said_and_what_was_typed_stays(panel: Locator, api: Api, answers: HeldAnswers) -> None:
    text = edit_description(panel)
    with answers.held_by(lambda: api.delete(api.only_task())):
        text.fill("A long text that must not be lost")
        panel.get_by_role("button", name="Save").click()
    expect(beside(panel, "Description").get_by_text(GONE)).to_be_visible()
    expect(text).to_have_value("A long text that must not be lost")


def test_while_one_types_the_task_is_deleted_and_comes_back(
    panel: Locator, api: Api, program: Program, new_page: NewPage
) -> None:
    text = edit_description(panel)
    text.fill("A long text")
    other = new_page()
    open_board(other, program)
    choose(other, "Budget", "Delete")
    expect(panel.get_by_role("alert").get_by_text(GONE)).to_be_visible()
    expect(text).to_be_focused()
    text.press_sequentially(" that must not be lost")
    toast(other).get_by_role("button", name="Undo").click()
    expect(panel.get_by_text(GONE)).to_have_count(0)
    expect(text).to_be_focused()
    text.press("Control+Enter")
    expect_saved(panel, "Description")
    assert stored(api, "description") == "A long text that must not be lost"


def test_opening_a_deleted_task_says_so_and_helps(page: Page, program: Program, api: Api, answers: HeldAnswers) -> None:
    task = api.create("Budget")
    api.create("Other")
    open_board(page, program)
    with answers.held_by(lambda: api.delete(task)):
        card_link(page, "Budget").click()
    expect(task_panel(page).get_by_role("alert")).to_contain_text(GONE)
    task_panel(page).get_by_role("button", name="Go to the board").click()
    expect(task_panel(page)).to_be_hidden()
    expect(page).to_have_url(f"{program.url}/")
    expect(toast(page)).to_have_count(0)
    expect(card(page, "Other")).to_be_visible()
