"""Filters: each one, together, and in the address, so that a link opens the same view."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import (
    COLUMNS,
    card,
    chip,
    choose,
    clear_all,
    column,
    count,
    open_board,
    open_filters,
    set_filter,
    titles,
    toast,
)
from tests.browsing import NewPage
from tests.program import Program


def day(offset: int, zone: str = "Europe/Paris") -> str:
    """Return the day so many days from today, where the reader is."""
    today: date = datetime.now(ZoneInfo(zone)).date()
    return str(today + timedelta(days=offset))


@pytest.fixture
def tasks(api: Api) -> None:
    api.create("overdue", priority="high", assignee="alice", due_date=day(-1))
    api.create("today", priority="low", assignee="Émile Zola", due_date=day(0), status="in_progress")
    api.create("in six days", assignee="alice", due_date=day(6), status="in_progress")
    api.create("in seven days", assignee="bob", due_date=day(7))
    api.create("without a day", priority="high")
    api.create("done late", assignee="alice", due_date=day(-1), status="done")


FILTERS = [
    ("Column", "In progress", "status=in_progress", ["today", "in six days"]),
    ("Priority", "High", "priority=high", ["overdue", "without a day"]),
    ("Assignee", "alice", "assignee=alice", ["overdue", "in six days", "done late"]),
    ("Assignee", "Émile Zola", "assignee=%C3%89mile+Zola", ["today"]),
    ("Assignee", "Nobody", "assignee=%40nobody", ["without a day"]),
    ("Due date", "Overdue", "due=overdue", ["overdue"]),
    ("Due date", "Due today", "due=today", ["today"]),
    ("Due date", "Due in 7 days", "due=week", ["today", "in six days"]),
    ("Due date", "No due date", "due=none", ["without a day"]),
]


@pytest.mark.usefixtures("tasks")
def test_each_filter_shows_what_it_says_and_stands_in_the_address(page: Page, program: Program) -> None:
    open_board(page, program)
    for label, choice, address, found in FILTERS:
        set_filter(page, label, choice)
        expect(titles(page)).to_have_text(found)
        expect(page).to_have_url(f"{program.url}/?{address}")
        chip(page, choice).click()
        expect(titles(page)).to_have_count(6)
        expect(page).to_have_url(f"{program.url}/")
        expect(chip(page, choice)).to_have_count(0)


@pytest.mark.usefixtures("tasks")
def test_a_link_opens_the_same_view(page: Page, program: Program) -> None:
    for label, choice, address, found in FILTERS:
        open_board(page, program, f"?{address}")
        expect(titles(page)).to_have_text(found)
        expect(chip(page, choice)).to_be_visible()
        expect(open_filters(page).get_by_label(label).locator("option:checked")).to_have_text(choice)


@pytest.mark.usefixtures("tasks")
def test_filters_add_up_and_the_link_holds_them_all(page: Page, program: Program, new_page: NewPage) -> None:
    open_board(page, program)
    filters = open_filters(page)
    filters.get_by_label("Assignee").select_option("alice")
    expect(titles(page)).to_have_count(3)
    filters.get_by_label("Due date").select_option(label="Overdue")
    expect(titles(page)).to_have_text(["overdue"])
    filters.get_by_label("Priority").select_option("High")
    filters.get_by_label("Column").select_option("To do")
    page.keyboard.press("Escape")
    page.get_by_role("searchbox").fill("OVER & due?")
    expect(page.get_by_text("“OVER & due?”")).to_be_visible()
    page.get_by_role("searchbox").fill("OVER")
    expect(titles(page)).to_have_text(["overdue"])
    address = {"q": ["OVER"], "status": ["todo"], "priority": ["high"], "assignee": ["alice"], "due": ["overdue"]}
    page.wait_for_function("() => location.search.includes('q=OVER&')")
    assert parse_qs(urlsplit(page.url).query) == address

    somebody_else = new_page()
    open_board(somebody_else, program, f"?{urlsplit(page.url).query}")
    expect(titles(somebody_else)).to_have_text(["overdue"])
    expect(somebody_else.get_by_role("searchbox")).to_have_value("OVER")
    for words in ("To do", "High", "alice", "Overdue"):
        expect(chip(somebody_else, words)).to_be_visible()
    # One taken away leaves the others.
    chip(somebody_else, "alice").click()
    expect(somebody_else).to_have_url(re.compile(r"\?q=OVER&status=todo&priority=high&due=overdue$"))
    clear_all(somebody_else).click()
    expect(titles(somebody_else)).to_have_count(6)
    expect(somebody_else).to_have_url(f"{program.url}/")
    expect(somebody_else.get_by_role("searchbox")).to_have_value("")


@pytest.mark.usefixtures("tasks")
def test_one_column_fills_the_board_and_clearing_brings_the_others_back(page: Page, program: Program) -> None:
    open_board(page, program)
    set_filter(page, "Column", "In progress")
    expect(column(page, "in_progress")).to_be_visible()
    for other in ("todo", "done"):
        expect(column(page, other)).to_be_hidden()
    clear_all(page).click()
    for status in COLUMNS:
        expect(column(page, status)).to_be_visible()
    expect(clear_all(page)).to_be_hidden()


@pytest.mark.usefixtures("tasks")
def test_counts_are_those_of_what_matches(page: Page, program: Program) -> None:
    open_board(page, program, "?assignee=alice")
    for status in COLUMNS:
        expect(count(page, status)).to_have_text("1")
        expect(column(page, status).get_by_text("1 task", exact=True)).to_be_attached()


@pytest.mark.usefixtures("tasks")
def test_an_unknown_value_in_the_address_is_said_and_left_out(page: Page, program: Program) -> None:
    for query in ("status=later", "priority=urgent", "due=someday", f"q={'x' * 300}"):
        open_board(page, program, f"?{query}&assignee=alice")
        name = query.partition("=")[0]
        sentence = f"The address holds a filter that does not exist and was left out: {name}."
        expect(toast(page)).to_have_text(sentence)
        # What can be used is used.
        expect(titles(page)).to_have_count(3)


def test_a_forged_address_stays_text(page: Page, program: Program, api: Api) -> None:
    api.create("Task")
    open_board(page, program, "?q=%3Cimg+src%3Dx+onerror%3Ddocument.title%3D1%3E&page=2&q=second&__proto__=x")
    expect(page.get_by_role("heading", name="No task matches")).to_be_visible()
    assert page.title() == "TaskFlow"


@pytest.mark.usefixtures("tasks")
def test_a_moved_card_that_no_longer_matches_goes(page: Page, program: Program) -> None:
    open_board(page, program, "?due=overdue")
    choose(page, "overdue", "Move to “Done”")
    expect(card(page, "overdue")).to_have_count(0)


@pytest.mark.usefixtures("tasks")
def test_back_and_forth_in_the_history_stays_on_the_board(page: Page, program: Program) -> None:
    """Filtering makes no entries in the history, so that Back leaves the board at once."""
    page.goto("about:blank")
    open_board(page, program)
    set_filter(page, "Priority", "High")
    expect(titles(page)).to_have_count(2)
    # The address follows the cards in a message of its own.
    expect(page).to_have_url(f"{program.url}/?priority=high")
    page.go_back()
    expect(page).to_have_url("about:blank")
    page.go_forward()
    expect(page).to_have_url(f"{program.url}/?priority=high")
    expect(titles(page)).to_have_text(["overdue", "without a day"])
    expect(chip(page, "High")).to_be_visible()
    # A browser may bring the page back as it was left, without its connection.
    clear_all(page).click()
    expect(titles(page)).to_have_count(6)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_day_where_the_reader_is(new_page: NewPage, program: Program, api: Api, zone: str) -> None:
    api.create("here and now", due_date=day(0, zone))
    api.create("late already", due_date=day(-1, zone))
    page = new_page(timezone_id=zone)
    open_board(page, program, "?due=today")
    expect(titles(page)).to_have_text(["here and now"])
    expect(card(page, "here and now").get_by_text("Due today")).to_be_visible()
