"""The address of an open task: a link opens it, the back button closes it, and the filters stay."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import close_panel, field, open_link, open_task, task_panel
from tests.browser.screen import card, card_link, chip, open_board, titles
from tests.browsing import NewPage
from tests.program import Program


def test_a_link_opens_the_task_over_the_board(page: Page, program: Program, api: Api) -> None:
    api.create("Other")
    task = api.create("Budget", description="In **detail**", status="done")
    panel = open_link(page, program, task["id"])
    expect(field(panel, "Title")).to_have_value("Budget")
    expect(field(panel, "Column")).to_have_value("done")
    expect(panel.get_by_text("detail", exact=True)).to_be_visible()
    # The board is there as well.
    expect(titles(page)).to_have_text(["Other", "Budget"])
    # Nothing to go back to: closing leads to the board all the same.
    close_panel(page)
    expect(page).to_have_url(f"{program.url}/")
    expect(titles(page)).to_have_text(["Other", "Budget"])


def test_back_closes_and_forward_opens_again(page: Page, program: Program, api: Api) -> None:
    tasks = {title: api.create(title) for title in ("First", "Second")}
    address = {title: f"{program.url}/t/{task['id']}" for title, task in tasks.items()}
    page.goto("about:blank")
    open_board(page, program)
    panel = open_task(page, "First")
    expect(page).to_have_url(address["First"])
    page.go_back()
    expect(panel).to_be_hidden()
    expect(page).to_have_url(f"{program.url}/")
    page.go_forward()
    expect(field(panel, "Title")).to_have_value("First")
    # From one task to the next is no step, so that Back always closes.
    open_task(page, "Second")
    expect(page).to_have_url(address["Second"])
    page.go_back()
    expect(panel).to_be_hidden()
    expect(page).to_have_url(f"{program.url}/")
    page.go_forward()
    expect(field(panel, "Title")).to_have_value("Second")
    # Closing is going back, so the history does not grow.
    close_panel(page)
    expect(page).to_have_url(f"{program.url}/")
    page.go_back()
    expect(page).to_have_url("about:blank")


def test_the_board_is_not_drawn_again_by_opening_and_closing(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    open_board(page, program)
    mark = "card => { card.dataset.seen = 'before' }"
    card(page, "Budget").evaluate(mark)
    open_task(page, "Budget")
    close_panel(page)
    expect(card(page, "Budget")).to_have_attribute("data-seen", "before")


def test_the_filters_stay_in_the_address(page: Page, program: Program, api: Api, new_page: NewPage) -> None:
    task = api.create("Budget", priority="high")
    api.create("Other")
    open_board(page, program, "?q=bud&priority=high")
    panel = open_task(page, "Budget")
    expect(page).to_have_url(f"{program.url}/t/{task['id']}?q=bud&priority=high")
    close_panel(page)
    expect(page).to_have_url(f"{program.url}/?q=bud&priority=high")
    expect(titles(page)).to_have_text(["Budget"])
    open_task(page, "Budget")
    # A filter taken away while a task is open keeps the task open.
    chip(page, "High").click()
    expect(page).to_have_url(f"{program.url}/t/{task['id']}?q=bud")
    expect(field(panel, "Title")).to_have_value("Budget")

    somebody_else = new_page()
    open_link(somebody_else, program, task["id"], "?priority=high")
    expect(chip(somebody_else, "High")).to_be_visible()
    expect(titles(somebody_else)).to_have_text(["Budget"])
    close_panel(somebody_else)
    expect(somebody_else).to_have_url(f"{program.url}/?priority=high")
    expect(titles(somebody_else)).to_have_text(["Budget"])


@pytest.mark.parametrize(
    "task_id", ["no-such-task", "%3Cscript%3E", "x" * 3000, "%F0%9F%8E%89"], ids=["word", "script", "long", "emoji"]
)
def test_an_unknown_task_helps(page: Page, program: Program, api: Api, task_id: str) -> None:
    api.create("Other")
    panel = open_link(page, program, task_id)
    expect(panel.get_by_role("alert")).to_contain_text("This task cannot be shown")
    expect(panel.get_by_role("alert")).to_contain_text("This task no longer exists: somebody deleted it.")
    expect(titles(page)).to_have_text(["Other"])
    panel.get_by_role("button", name="Go to the board").click()
    expect(panel).to_be_hidden()
    expect(page).to_have_url(f"{program.url}/")
    expect(page.get_by_role("main")).to_have_count(1)


def test_a_link_opens_in_another_tab(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    open_board(page, program)
    with page.context.expect_page() as opened:
        card_link(page, "Budget").click(modifiers=["ControlOrMeta"])
    expect(field(task_panel(opened.value), "Title")).to_have_value("Budget")
    expect(task_panel(page)).to_be_hidden()


def test_the_link_can_be_copied(page: Page, program: Program, api: Api) -> None:
    task = api.create("Budget")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_board(page, program, "?priority=medium")
    open_task(page, "Budget").get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("The link is in the clipboard.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{program.url}/t/{task['id']}"


def test_the_focus_goes_into_the_panel_and_back_to_its_card(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    open_board(page, program)
    card_link(page, "Budget").focus()
    page.keyboard.press("Enter")
    expect(task_panel(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(task_panel(page)).to_be_hidden()
    expect(card_link(page, "Budget")).to_be_focused()


def test_deleting_from_the_panel_closes_it_and_can_be_undone(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    api.create("Other")
    open_board(page, program)
    open_task(page, "Budget").get_by_role("button", name="Delete").click()
    expect(task_panel(page)).to_be_hidden()
    expect(titles(page)).to_have_text(["Other"])
    expect(page).to_have_url(f"{program.url}/")
    page.get_by_role("button", name="Undo").click()
    expect(titles(page)).to_have_text(["Budget", "Other"])
