"""What stands on the screen while there is nothing to show."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.held_answers import HeldAnswers
from tests.browser.panel import field, task_panel
from tests.browser.screen import COLUMNS, add, card, card_link, column, new_task_dialog, open_board
from tests.program import Program


def test_grey_cards_stand_there_while_the_board_loads(page: Page, program: Program, api: Api) -> None:
    api.create("Task")
    answers = HeldAnswers(page)
    answers.hold()
    page.goto(program.url)
    skeleton = page.locator("main [aria-busy=true]")
    expect(skeleton).to_be_visible()
    answers.wait_for_one()
    expect(skeleton).to_be_visible()
    expect(page.get_by_text("No tasks yet")).to_be_hidden()
    answers.release()
    expect(card(page, "Task")).to_be_visible()
    expect(skeleton).to_be_hidden()


def test_the_grey_cards_stand_there_before_any_script_runs(
    page: Page, program: Program, console_errors: list[str]
) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(program.url)
    expect(page.locator("main [aria-busy=true]")).to_be_visible()
    console_errors.clear()


def test_the_panel_opens_before_its_texts_have_come(page: Page, program: Program, api: Api) -> None:
    api.create("Other", description="Of another task")
    api.create("Task", description="Text")
    answers = HeldAnswers(page)
    open_board(page, program)
    for title, description in (("Other", "Of another task"), ("Task", "Text")):
        answers.hold()
        card_link(page, title).click()
        panel = task_panel(page)
        # Also in place of the task that was open before.
        expect(panel.locator("[aria-busy=true]")).to_be_visible()
        expect(field(panel, "Title")).to_have_count(0)
        answers.wait_for_one()
        answers.release()
        expect(field(panel, "Title")).to_have_value(title)
        expect(panel.get_by_text(description, exact=True)).to_be_visible()


def test_the_panel_can_be_closed_before_its_texts_have_come(page: Page, program: Program, api: Api) -> None:
    api.create("Task")
    answers = HeldAnswers(page)
    open_board(page, program)
    answers.hold()
    card_link(page, "Task").click()
    expect(task_panel(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(task_panel(page)).to_be_hidden()
    answers.wait_for_one()
    answers.release()
    expect(card_link(page, "Task")).to_be_focused()
    expect(task_panel(page)).to_be_hidden()


def test_an_empty_board_says_how_to_begin(page: Page, program: Program) -> None:
    open_board(page, program)
    expect(page.get_by_role("heading", name="No tasks yet")).to_be_visible()
    page.get_by_role("button", name="Add the first task").click()
    dialog = new_task_dialog(page)
    dialog.get_by_label("Title").fill("The first")
    add(dialog)
    expect(card(page, "The first")).to_be_visible()
    expect(page.get_by_text("No tasks yet")).to_be_hidden()


def test_empty_columns_stay_beside_one_that_is_not(page: Page, program: Program, api: Api) -> None:
    api.create("Task", status="done")
    open_board(page, program)
    for status in COLUMNS:
        expect(column(page, status)).to_be_visible()
    for status in ("todo", "in_progress"):
        expect(column(page, status).get_by_text("No tasks here.")).to_be_visible()
