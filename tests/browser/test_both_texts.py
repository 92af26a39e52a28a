"""Two people write the same field of a task: the writer keeps theirs, takes the other one, or makes one of both."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.held_answers import HeldAnswers
from tests.browser.panel import beside, edit_description, expect_saved, field, open_task
from tests.browser.screen import open_board
from tests.program import Program

ASKS = "Somebody changed this task meanwhile."


def begin(page: Page, program: Program, api: Api) -> Locator:
    """Open the one task in the panel."""
    api.create("Budget", description="Old", assignee="alice")
    open_board(page, program)
    return open_task(page, "Budget")


@pytest.fixture
def panel(page: Page, program: Program, api: Api) -> Locator:
    return begin(page, program, api)


def write_at_the_same_time(panel: Locator, api: Api, label: str, name: str) -> Locator:
    """Let somebody change a field while the visitor writes it; return the question that comes when one leaves it."""
    written = edit_description(panel) if label == "Description" else field(panel, label)
    written.fill("Mine")
    api.edit(api.only_task(), **{name: "Theirs"})
    written.blur()
    expect(beside(panel, label)).to_contain_text(ASKS)
    return panel.get_by_role("alert")


FIELDS = [("Title", "title"), ("Description", "description"), ("Assignee", "assignee")]


@pytest.mark.parametrize(("label", "name"), FIELDS)
def test_one_can_go_on_writing_and_save(panel: Locator, api: Api, label: str, name: str) -> None:
    question = write_at_the_same_time(panel, api, label, name)
    field(panel, label).fill("Mine and theirs")
    field(panel, label).blur()
    expect_saved(panel, label)
    expect(question).to_have_count(0)
    assert api.only_task()[name] == "Mine and theirs"


@pytest.mark.parametrize(("label", "name"), FIELDS)
def test_to_leave_the_field_again_is_no_answer(panel: Locator, api: Api, label: str, name: str) -> None:
    question = write_at_the_same_time(panel, api, label, name)
    field(panel, label).focus()
    field(panel, label).blur()
    # The answer to the next question comes after the answer to this one.
    field(panel, "Priority").select_option("high")
    expect_saved(panel, "Priority")
    expect(question).to_be_visible()
    expect(field(panel, label)).to_have_value("Mine")
    assert api.only_task()[name] == "Theirs"


@pytest.mark.parametrize(("label", "name"), FIELDS)
def test_keep_mine_keeps_what_one_has_written_since(panel: Locator, api: Api, label: str, name: str) -> None:
    question = write_at_the_same_time(panel, api, label, name)
    field(panel, label).fill("Mine, and more")
    question.get_by_role("button", name="Keep mine").click()
    expect_saved(panel, label)
    expect(question).to_have_count(0)
    assert api.only_task()[name] == "Mine, and more"


@pytest.mark.parametrize(("label", "name"), FIELDS)
def test_take_theirs_takes_what_is_there_by_now(panel: Locator, api: Api, label: str, name: str) -> None:
    question = write_at_the_same_time(panel, api, label, name)
    field(panel, label).fill("Mine, and more")
    third = api.edit(api.only_task(), **{name: "Theirs again"})
    if label == "Title":
        expect(panel.get_by_role("heading", name="Theirs again")).to_have_count(1)
    question.get_by_role("button", name="Take theirs").click()
    expect(question).to_have_count(0)
    if label == "Description":
        expect(panel.get_by_text("Theirs again")).to_be_visible()
    else:
        expect(field(panel, label)).to_have_value("Theirs again")
    assert api.only_task() == third


@pytest.mark.parametrize(("choice", "kept"), [("Keep mine", "in_progress"), ("Take theirs", "done")])
def test_the_column_is_asked_about_like_any_other_field(
    page: Page, program: Program, api: Api, choice: str, kept: str
) -> None:
    answers = HeldAnswers(page)
    panel = begin(page, program, api)
    # Before the page has heard of it.
    answers.hold()
    api.edit(api.only_task(), status="done")
    field(panel, "Column").select_option("in_progress")
    answers.wait_for_one()
    answers.release()
    question = panel.get_by_role("alert")
    expect(question).to_contain_text("It now says:Done")
    expect(question).to_contain_text("You wrote:In progress")
    question.get_by_role("button", name=choice).click()
    expect(question).to_have_count(0)
    expect(field(panel, "Column")).to_have_value(kept)
    assert api.only_task()["status"] == kept


@pytest.mark.parametrize(
    ("label", "name", "theirs", "mine"),
    [("Column", "status", "done", "in_progress"), ("Priority", "priority", "low", "high")],
)
def test_what_somebody_chooses_while_the_list_is_open_is_asked_about(
    panel: Locator, api: Api, label: str, name: str, theirs: str, mine: str
) -> None:
    field(panel, label).dispatch_event("mousedown")
    api.edit(api.only_task(), **{name: theirs})
    # The page has it already; the visitor cannot see it behind the list.
    expect(field(panel, label)).to_have_value(theirs)
    field(panel, label).select_option(mine)
    expect(beside(panel, label)).to_contain_text(ASKS)
    assert api.only_task()[name] == theirs
    panel.get_by_role("button", name="Keep mine").click()
    expect_saved(panel, label)
    assert api.only_task()[name] == mine


def test_what_somebody_sets_while_one_types_a_day_is_asked_about(panel: Locator, page: Page, api: Api) -> None:
    day = field(panel, "Due date")
    day.focus()
    page.keyboard.type("05")
    api.edit(api.only_task(), due_date="2031-05-18", assignee="bob")
    expect(field(panel, "Assignee")).to_have_value("bob")
    page.keyboard.type("172031")
    expect(beside(panel, "Due date")).to_contain_text(ASKS)
    assert api.only_task()["due_date"].startswith("2031-05-18")
    # Who goes on has seen it.
    day.fill("2031-05-19")
    expect_saved(panel, "Due date")
    assert api.only_task()["due_date"].startswith("2031-05-19")


def test_two_descriptions_are_read_side_by_side(panel: Locator, api: Api) -> None:
    theirs, mine = boxes(write_at_the_same_time(panel, api, "Description", "description"))
    assert theirs["y"] == mine["y"]
    assert theirs["x"] + theirs["width"] <= mine["x"]
    assert min(theirs["width"], mine["width"]) >= 300


def test_on_a_phone_two_descriptions_are_read_one_below_the_other(phone: Page, program: Program, api: Api) -> None:
    theirs, mine = boxes(write_at_the_same_time(begin(phone, program, api), api, "Description", "description"))
    assert theirs["x"] == mine["x"]
    assert theirs["y"] + theirs["height"] <= mine["y"]
    assert min(theirs["width"], mine["width"]) >= 300


def boxes(question: Locator) -> list[Any]:
    """Return where the two texts are on the page."""
    return [question.get_by_text(text, exact=True).bounding_box() for text in ("Theirs", "Mine")]
