"""The sample board: offered where nothing is, in the reader's language, and gone in one go."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.dragging import drag, into
from tests.browser.held_answers import HeldAnswers
from tests.browser.screen import column, count, open_board, reload_board, titles, toast
from tests.browsing import NewPage
from tests.program import Program

SAMPLE_TASKS = 24


@pytest.mark.parametrize(
    ("locale", "load", "first", "remove"),
    [
        ("en-US", "Look around with a sample board", "Drag me to “In progress”", "Remove the sample tasks"),
        ("fr-FR", "Découvrir avec un tableau d’exemple", "Faites-moi glisser", "Retirer les tâches d’exemple"),
    ],
)
def test_it_comes_in_the_readers_language_and_goes(
    new_page: NewPage, program: Program, api: Api, locale: str, load: str, first: str, remove: str
) -> None:
    page = new_page(locale=locale)
    open_board(page, program)
    page.get_by_role("button", name=load).click()
    expect(titles(page)).to_have_count(SAMPLE_TASKS)
    expect(titles(column(page, "todo")).first).to_contain_text(first)
    assert len(api.tasks()) == SAMPLE_TASKS
    for status in ("todo", "in_progress", "done"):
        expect(count(page, status)).not_to_have_text("0")
    reload_board(page)
    expect(titles(page)).to_have_count(SAMPLE_TASKS)
    page.get_by_role("button", name=remove).click()
    expect(page.get_by_role("button", name=load)).to_be_visible()
    expect(page.get_by_role("button", name=remove)).to_have_count(0)
    assert api.tasks() == []


def test_what_people_added_stays_and_the_removal_can_be_undone(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    page.get_by_role("button", name="Look around with a sample board").click()
    expect(titles(page)).to_have_count(SAMPLE_TASKS)
    api.create("Real work")
    first = titles(column(page, "todo")).first.inner_text()
    drag(page, into(page, first, "done"))
    expect(titles(column(page, "done")).first).to_have_text(first)
    page.get_by_role("button", name="Remove the sample tasks").click()
    expect(titles(page)).to_have_text(["Real work"])
    expect(toast(page).get_by_text("24 tasks were deleted.")).to_be_visible()
    expect(page.get_by_role("complementary", name="Sample board")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(titles(page)).to_have_count(SAMPLE_TASKS + 1)
    expect(page.get_by_role("complementary", name="Sample board")).to_be_visible()


def test_it_is_not_put_on_a_board_that_somebody_has_filled_meanwhile(page: Page, program: Program, api: Api) -> None:
    # The page does not know yet: what the server says reaches it late.
    answers = HeldAnswers(page)
    open_board(page, program)
    answers.hold()
    api.create("Real work")
    answers.wait_for_one()
    page.get_by_role("button", name="Look around with a sample board").click()
    answers.release()
    expect(toast(page).get_by_text("The board already has tasks, so the sample was not added.")).to_be_visible()
    expect(titles(page)).to_have_text(["Real work"])
    assert len(api.tasks()) == 1
