"""A column of hundreds of tasks costs no more than a window of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from taskflow.models.database import create_engine
from taskflow.models.task import Priority, Status, TaskCreate
from taskflow.services.tasks import create_task
from taskflow.settings import read_settings
from taskflow.states.board import WINDOW
from tests.browser.api import Api
from tests.browser.screen import add, begin_task, choose, column, count, open_board, titles
from tests.program import Program

TASKS = 300
# More than one window, fewer than two.
IMPORTANT = WINDOW + 10


@pytest.fixture(autouse=True)
def tasks(program: Program, api: Api) -> Iterator[None]:
    """Fill a column with 300 tasks, numbered from the top, the first of them important."""
    assert api.tasks() == []
    engine = create_engine(read_settings({"DATABASE_URL": program.database_url}))
    with Session(engine) as session:
        for number in range(TASKS):
            priority = Priority.HIGH if number < IMPORTANT else Priority.LOW
            create_task(session, TaskCreate(title=f"Task {number}", priority=priority, status=Status.TODO))
    yield
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM tasks")
    engine.dispose()


def numbered(*numbers: int) -> list[str]:
    return [f"Task {number}" for number in numbers]


def test_a_window_of_cards_is_drawn_and_show_more_adds_another(page: Page, program: Program) -> None:
    open_board(page, program)
    expect(count(page, "todo")).to_have_text("300")
    expect(titles(column(page, "todo"))).to_have_text(numbered(*range(WINDOW)))
    column(page, "todo").get_by_role("button", name="Show more").click()
    expect(titles(column(page, "todo"))).to_have_text(numbered(*range(2 * WINDOW)))
    expect(count(page, "todo")).to_have_text("300")
    assert page.evaluate("document.querySelectorAll('*').length") <= 4000


def test_show_more_goes_when_there_is_no_more(page: Page, program: Program) -> None:
    open_board(page, program, "?priority=high")
    expect(count(page, "todo")).to_have_text(str(IMPORTANT))
    expect(titles(column(page, "todo"))).to_have_count(WINDOW)
    more = column(page, "todo").get_by_role("button", name="Show more")
    more.click()
    expect(titles(column(page, "todo"))).to_have_count(IMPORTANT)
    expect(more).to_be_hidden()


def test_the_search_looks_beyond_the_window(page: Page, program: Program) -> None:
    open_board(page, program)
    page.get_by_role("searchbox").fill("task 299")
    expect(titles(page)).to_have_text(numbered(299))


def test_the_window_stays_full_and_the_counts_right_while_cards_come_and_go(page: Page, program: Program) -> None:
    open_board(page, program)
    choose(page, "Task 0", "Move to “Done”")
    expect(titles(column(page, "todo"))).to_have_text(numbered(*range(1, WINDOW + 1)))
    expect(count(page, "todo")).to_have_text("299")
    expect(count(page, "done")).to_have_text("1")
    choose(page, "Task 1", "Move to bottom")
    expect(titles(column(page, "todo"))).to_have_text(numbered(*range(2, WINDOW + 2)))
    expect(count(page, "todo")).to_have_text("299")
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("New")
    add(dialog)
    expect(titles(column(page, "todo"))).to_have_text(["New", *numbered(*range(2, WINDOW + 1))])
    expect(count(page, "todo")).to_have_text("300")
