"""Sort, lanes, chips, saved views and hits; all of it is in the address, and a link shows the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.screen import chip, clear_all, column, open_board, open_popover, reload_board, set_filter, titles
from tests.browsing import DEFAULTS, NewPage
from tests.program import Program

TODAY = datetime.now(ZoneInfo(DEFAULTS["timezone_id"])).date()


@pytest.fixture(autouse=True)
def tasks(api: Api) -> None:
    api.create("late", priority="high", assignee="alice", due_date=str(TODAY - timedelta(days=2)))
    api.create("soon", priority="low", assignee="bob", due_date=str(TODAY))
    api.create("whenever", description="Buy **cake** for Zoë")
    api.create("finished", status="done", assignee="alice")


@pytest.fixture
def board(page: Page, program: Program) -> Page:
    open_board(page, program)
    return page


def display(page: Page) -> Locator:
    """Open the form that says how the board is shown, and return it."""
    page.get_by_role("button", name="Display", exact=True).click()
    return open_popover(page)


@pytest.mark.parametrize(
    ("order", "address", "shown"),
    [
        ("Due date, soonest first", "?sort=due", ["late", "soon", "whenever"]),
        ("Priority, highest first", "?sort=priority", ["late", "whenever", "soon"]),
        ("Newest first", "?sort=newest", ["whenever", "soon", "late"]),
    ],
)
def test_sorting(page: Page, program: Program, api: Api, order: str, address: str, shown: list[str]) -> None:
    api.edit(api.tasks()[0], title="late")
    open_board(page, program)
    display(page).get_by_label("Sort").select_option(order)
    page.keyboard.press("Escape")
    expect(titles(column(page, "todo"))).to_have_text(shown)
    expect(page).to_have_url(f"{program.url}/{address}")
    reload_board(page)
    expect(titles(column(page, "todo"))).to_have_text(shown)
    expect(display(page).get_by_label("Sort")).to_have_value(address.removeprefix("?sort="))
    open_popover(page).get_by_label("Sort").select_option("By hand")
    expect(titles(column(page, "todo"))).to_have_text(["late", "soon", "whenever"])
    expect(page).to_have_url(f"{program.url}/")


def test_lanes_by_person_and_by_priority(board: Page, program: Program) -> None:
    display(board).get_by_label("Lanes").select_option("Assignee")
    board.keyboard.press("Escape")
    expect(board).to_have_url(f"{program.url}/?group=assignee")
    lanes = board.locator("[data-lane]")
    expect(lanes.get_by_role("heading", level=2)).to_contain_text(["alice", "bob", "Nobody"])
    expect(titles(lanes.nth(0))).to_have_text(["late", "finished"])
    expect(titles(lanes.nth(1))).to_have_text(["soon"])
    expect(titles(lanes.nth(2))).to_have_text(["whenever"])
    lanes.nth(1).get_by_role("button", name="Show only these").click()
    expect(titles(board)).to_have_text(["soon"])
    expect(chip(board, "bob")).to_be_visible()
    chip(board, "bob").click()
    display(board).get_by_label("Lanes").select_option("Priority")
    board.keyboard.press("Escape")
    expect(lanes.get_by_role("heading", level=2)).to_contain_text(["High", "Medium", "Low"])
    expect(titles(lanes.nth(1))).to_have_text(["whenever", "finished"])
    reload_board(board)
    expect(lanes).to_have_count(3)


def test_every_choice_of_every_filter_comes_back_from_its_address(
    board: Page, new_page: NewPage, program: Program
) -> None:
    """The whole way: chosen, in the address, opened by somebody else, taken away again by its chip."""
    guest = new_page()
    choices = {
        "Column": [("To do", "status=todo", 3), ("In progress", "status=in_progress", 0), ("Done", "status=done", 1)],
        "Priority": [("High", "priority=high", 1), ("Medium", "priority=medium", 2), ("Low", "priority=low", 1)],
        "Assignee": [("alice", "assignee=alice", 2), ("Nobody", "assignee=%40nobody", 1)],
        "Due date": [
            ("Overdue", "due=overdue", 1),
            ("Due today", "due=today", 1),
            ("Due in 7 days", "due=week", 1),
            ("No due date", "due=none", 2),
        ],
    }
    for label, ways in choices.items():
        for choice, query, matching in ways:
            set_filter(board, label, choice)
            expect(board).to_have_url(f"{program.url}/?{query}")
            expect(titles(board)).to_have_count(matching)
            open_board(guest, program, f"?{query}")
            expect(titles(guest)).to_have_count(matching)
            expect(chip(guest, choice)).to_be_visible()
            chip(board, choice).click()
            expect(board).to_have_url(f"{program.url}/")
            expect(titles(board)).to_have_count(4)


def test_chips_and_clear_all(board: Page, program: Program) -> None:
    set_filter(board, "Assignee", "alice")
    set_filter(board, "Priority", "High")
    board.get_by_role("searchbox").fill("LATE")
    expect(board).to_have_url(f"{program.url}/?q=LATE&priority=high&assignee=alice")
    expect(titles(board)).to_have_text(["late"])
    chip(board, "High").click()
    expect(chip(board, "High")).to_have_count(0)
    expect(chip(board, "alice")).to_be_visible()
    expect(board).to_have_url(f"{program.url}/?q=LATE&assignee=alice")
    clear_all(board).click()
    expect(titles(board)).to_have_count(4)
    expect(board.get_by_role("searchbox")).to_have_value("")
    expect(board).to_have_url(f"{program.url}/")
    expect(clear_all(board)).to_have_count(0)


def test_what_was_searched_is_marked(board: Page) -> None:
    search = board.get_by_role("searchbox")
    search.fill("hen")
    expect(board.locator("article mark")).to_have_text(["hen"])
    search.fill("CAKE")
    expect(board.locator("article mark")).to_have_text(["cake"])
    # The emphasis is left out of the excerpt, and the hit is found all the same.
    expect(board.locator("article .excerpt")).to_have_text("Buy cake for Zoë")
    search.fill("zoe")
    expect(board.locator("article mark")).to_have_text(["Zoë"])
    search.fill("")
    expect(titles(board)).to_have_count(4)
    expect(board.locator("article mark")).to_have_count(0)


def test_the_latest_search_wins(board: Page, program: Program) -> None:
    search = board.get_by_role("searchbox")
    for text in ("l", "la", "lat", "x", "xy", "s", "so", "soon"):
        search.fill(text)
    expect(titles(board)).to_have_text(["soon"])
    expect(board).to_have_url(f"{program.url}/?q=soon")
    expect(search).to_have_value("soon")


def test_a_saved_view(board: Page, new_page: NewPage, program: Program) -> None:
    set_filter(board, "Assignee", "alice")
    display(board).get_by_label("Sort").select_option("Newest first")
    board.keyboard.press("Escape")
    expect(board).to_have_url(f"{program.url}/?assignee=alice&sort=newest")
    views = _open_views(board)
    views.get_by_role("button", name="Save the view").click()
    expect(views.get_by_text("A view needs a name of at most 60 characters.")).to_be_visible()
    views.get_by_label("Save what is shown now as").fill("Alice’s")
    board.keyboard.press("Enter")
    expect(views.get_by_role("button", name="Alice’s", exact=True)).to_be_visible()
    expect(views.get_by_label("Save what is shown now as")).to_have_value("")
    expect(views.get_by_text("A view needs a name")).to_have_count(0)

    guest = new_page()
    open_board(guest, program, "?q=soon")
    _open_views(guest).get_by_role("button", name="Alice’s", exact=True).click()
    expect(guest).to_have_url(f"{program.url}/?assignee=alice&sort=newest")
    expect(titles(guest)).to_have_text(["late", "finished"])
    expect(guest.get_by_role("searchbox")).to_have_value("")
    expect(chip(guest, "alice")).to_be_visible()

    _open_views(guest).get_by_role("button", name="Forget the view “Alice’s”").click()
    expect(guest.get_by_role("button", name="Alice’s", exact=True)).to_have_count(0)
    # Who still sees it in the list is told.
    board.get_by_role("button", name="Forget the view “Alice’s”").click()
    expect(board.get_by_text("This view no longer exists: somebody deleted it.")).to_be_visible()


def _open_views(page: Page) -> Locator:
    page.get_by_role("button", name="Views", exact=True).click()
    return open_popover(page)


def test_a_task_and_back_keeps_what_is_shown(board: Page, program: Program) -> None:
    set_filter(board, "Assignee", "alice")
    expect(board).to_have_url(f"{program.url}/?assignee=alice")
    titles(board).get_by_role("link", name="late").click()
    expect(board.get_by_role("complementary", name="Task: late")).to_be_visible()
    assert board.url.startswith(f"{program.url}/t/")
    assert board.url.endswith("?assignee=alice")
    board.go_back()
    expect(board.get_by_role("complementary")).to_have_count(0)
    expect(board).to_have_url(f"{program.url}/?assignee=alice")
    expect(titles(board)).to_have_text(["late", "finished"])
