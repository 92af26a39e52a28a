"""axe finds nothing on any screen, dialog, menu or state."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.axe import VISITS, Inspector, fill_board, open_by_id
from tests.browser.held_answers import HeldAnswers
from tests.browser.screen import card_link, column, open_board, open_popover
from tests.browsing import NewPage, open_live
from tests.program import Program


@pytest.mark.parametrize("visit", VISITS)
def test_the_board_and_what_opens_over_it(new_page: NewPage, program: Program, api: Api, visit: dict[str, Any]) -> None:
    fill_board(api)
    page = new_page(**visit, reduced_motion="reduce")
    screens = Inspector(page)
    open_board(page, program)
    screens.inspect("board")

    page.locator("header:has(h1) button").last.click()
    expect(page.locator("dialog#new-task")).to_be_visible()
    screens.inspect("new task", "dialog[open]")
    page.locator("dialog#new-task [type=submit]").click()
    expect(page.locator("#new-title")).to_have_attribute("aria-invalid", "true")
    screens.inspect("new task with an error", "dialog[open]")
    page.keyboard.press("Escape")

    for popover in ("filters", "display", "views", "card-menu"):
        open_by_id(page, popover)
        screens.inspect(popover, ":popover-open")
        if popover == "views":
            page.locator("#view-form [type=submit]").click()
            expect(page.locator("#view-name")).to_have_attribute("aria-invalid", "true")
            screens.inspect("views with an error", ":popover-open")
            page.locator("#view-name").fill("Mine")
            page.locator("#view-name").press("Enter")
            expect(page.locator("#views li")).to_have_count(1)
            screens.inspect("views with one", ":popover-open")
            page.locator("#views li button").last.click()
            expect(page.locator("#views li")).to_have_count(0)
        if popover != "card-menu":
            page.keyboard.press("Escape")
    # Select, and then each thing that can be done to selected cards.
    open_popover(page).get_by_role("button").nth(-2).click()
    expect(page.get_by_role("toolbar")).to_be_visible()
    screens.inspect("selected card and toolbar")
    for picker in ("pick-column", "pick-priority", "pick-assignee", "pick-due"):
        open_by_id(page, picker)
        screens.inspect(picker, ":popover-open")
        page.keyboard.press("Escape")
    page.get_by_role("toolbar").get_by_role("button").nth(-2).click()
    expect(page.locator("[data-sonner-toast][data-mounted=true]")).to_be_visible()
    screens.inspect("toast with Undo", "[data-sonner-toaster]")
    assert screens.found == {}


@pytest.mark.parametrize("visit", VISITS)
def test_quick_add_palette_and_keys(new_page: NewPage, program: Program, api: Api, visit: dict[str, Any]) -> None:
    fill_board(api)
    page = new_page(**visit, reduced_motion="reduce")
    screens = Inspector(page)
    open_board(page, program)
    column(page, "todo").get_by_role("button").first.click()
    field = page.locator("#quick-add")
    field.fill("Task !high @bob due:tomorrow")
    expect(column(page, "todo").get_by_text("bob", exact=True)).to_be_visible()
    screens.inspect("quick add", "[data-testid=column-todo]")
    field.fill("One\nTwo")
    expect(column(page, "todo").get_by_role("button").filter(has_text="2")).to_be_visible()
    screens.inspect("quick add of several", "[data-testid=column-todo]")
    field.fill("x" * 300)
    expect(column(page, "todo").get_by_role("button").filter(has_text="2")).to_be_hidden()
    field.press("Enter")
    expect(column(page, "todo").get_by_role("alert")).not_to_be_empty()
    screens.inspect("quick add with an error", "[data-testid=column-todo]")
    field.press("Escape")

    page.keyboard.press("Control+k")
    search, found = page.locator("dialog#palette input"), page.locator("dialog#palette [role=option]")
    expect(search).to_be_focused()
    expect(found.first).to_be_visible()
    screens.inspect("palette", "dialog[open]")
    search.fill("budget")
    expect(found).to_contain_text("Budget")
    screens.inspect("palette with a task", "dialog[open]")
    search.fill("qqqqqq")
    expect(found).to_have_count(0)
    screens.inspect("palette with nothing", "dialog[open]")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#palette")).to_be_hidden()

    page.keyboard.press("?")
    expect(page.locator("dialog#help")).to_be_visible()
    screens.inspect("keys", "dialog[open]")
    assert screens.found == {}


@pytest.mark.parametrize("visit", VISITS)
def test_the_panel(new_page: NewPage, program: Program, api: Api, visit: dict[str, Any]) -> None:
    fill_board(api)
    task = next(task for task in api.tasks() if task["title"] == "Budget")
    page = new_page(**visit, reduced_motion="reduce")
    screens = Inspector(page)
    open_board(page, program)
    card_link(page, "Budget").click()
    title = page.locator("#panel-title")
    expect(title).to_have_value("Budget")
    screens.inspect("panel over the board")
    page.locator("#panel-priority").select_option("low")
    expect(page.locator("#task-panel .saved")).to_be_visible()
    screens.inspect("saved", "#task-panel")
    page.locator("#task-panel section button").first.click()
    description = page.locator("#panel-description")
    expect(description).to_be_focused()
    screens.inspect("writing the description", "#task-panel")
    title.fill("Mine")
    api.edit(task, title="Theirs")
    title.press("Enter")
    expect(page.locator("#task-panel [role=alert] button")).to_have_count(2)
    description.fill("x" * 1001)
    description.press("Control+Enter")
    expect(description).to_have_attribute("aria-invalid", "true")
    screens.inspect("stale and with an error", "#task-panel")
    page.locator("#task-panel header button").last.click()
    expect(page.locator("#task-panel")).to_be_hidden()

    open_live(page, f"{program.url}/t/no-such-task")
    expect(page.locator("#task-panel [role=alert]")).to_be_visible()
    screens.inspect("unknown task")
    assert screens.found == {}


@pytest.mark.parametrize("visit", VISITS)
def test_lanes_results_and_what_is_empty(
    new_page: NewPage, program: Program, api: Api, visit: dict[str, Any], console_errors: list[str]
) -> None:
    page = new_page(**visit, reduced_motion="reduce")
    screens = Inspector(page)
    open_board(page, program)
    expect(page.locator("main button")).to_have_count(2)
    screens.inspect("empty board")
    page.locator("main button").last.click()
    expect(page.locator("aside")).to_be_visible()
    screens.inspect("sample board")
    page.locator("aside button").click()
    expect(page.locator("aside")).to_be_hidden()

    fill_board(api)
    for group in ("assignee", "priority"):
        open_board(page, program, f"?group={group}")
        expect(page.locator("[data-lane]")).to_have_count(3)
        screens.inspect(f"lanes by {group}")
    open_board(page, program, "?priority=high&due=overdue&q=budg")
    expect(page.locator("mark")).to_have_text("Budg")
    screens.inspect("filter result")
    page.get_by_role("searchbox").fill("unicorn")
    expect(page.locator("main h2")).to_have_count(1)
    screens.inspect("nothing found")

    page.goto(f"{program.url}/no/such/page")
    expect(page.locator("main h1")).to_be_visible()
    screens.inspect("no such page")
    # Chromium reports the status of the page itself.
    console_errors.clear()
    assert screens.found == {}


def test_axe_finds_nothing_while_the_board_loads(page: Page, program: Program, console_errors: list[str]) -> None:
    screens = Inspector(page)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(program.url)
    expect(page.locator("main [aria-busy=true]")).to_be_visible()
    screens.inspect("loading")
    assert screens.found == {}
    console_errors.clear()


@pytest.mark.parametrize("visit", [VISITS[0], VISITS[2]])
def test_axe_finds_nothing_while_the_panel_waits(
    new_page: NewPage, program: Program, api: Api, visit: dict[str, Any]
) -> None:
    api.create("Budget")
    page = new_page(**visit, reduced_motion="reduce")
    screens, answers = Inspector(page), HeldAnswers(page)
    open_board(page, program)
    answers.hold()
    card_link(page, "Budget").click()
    expect(page.locator("#task-panel [aria-busy=true]")).to_be_visible()
    screens.inspect("panel that waits")
    assert screens.found == {}


@pytest.mark.parametrize("visit", [VISITS[0], VISITS[2]])
def test_axe_finds_nothing_while_the_server_is_away(
    new_page: NewPage, program: Program, api: Api, visit: dict[str, Any], console_errors: list[str]
) -> None:
    fill_board(api)
    page = new_page(**visit)
    screens = Inspector(page)
    open_board(page, program)
    program.stop()
    expect(page.get_by_role("status").get_by_text("Connection lost, trying again.")).to_be_visible()
    screens.inspect("connection lost")
    assert screens.found == {}
    # It would go on trying, and complaining.
    page.close()
    console_errors.clear()
