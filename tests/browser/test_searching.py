"""The search field: it finds what people mean, while they type."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.held_answers import HeldAnswers
from tests.browser.screen import begin_task, clear_all, column, count, open_board, titles
from tests.program import Program

# What is typed, and the one task that it finds.
SEARCHES = {
    "printer": "Call the printer",
    "  PRINT ": "Call the printer",
    "etude": "Étude de marché",
    "MARCHÉ": "Étude de marché",
    "100%": "Reach 100% of the goal",
    "snake_case": "Rename to snake_case",
    "ink cartridge": "Call the printer",
}


def test_it_finds_without_case_and_accents_and_takes_signs_literally(page: Page, program: Program, api: Api) -> None:
    api.create("Call the printer", description="About the\nink cartridge")
    api.create("Étude de marché")
    api.create("Reach 100% of the goal")
    api.create("Reach 1000 people")
    api.create("Rename to snake_case")
    api.create("Rename to snakeXcase")
    open_board(page, program)
    for searched, found in SEARCHES.items():
        page.get_by_role("searchbox").fill("")
        expect(titles(page)).to_have_count(6)
        page.get_by_role("searchbox").fill(searched)
        expect(titles(page)).to_have_text([found])
        expect(count(page, "todo")).to_have_text("1")


def test_nothing_found_says_what_was_looked_for_and_offers_to_clear(page: Page, program: Program, api: Api) -> None:
    api.create("Call the printer")
    open_board(page, program)
    page.get_by_role("searchbox").fill("unicorn <b>")
    expect(page.get_by_role("heading", name="No task matches")).to_be_visible()
    expect(page.get_by_text("“unicorn <b>”")).to_be_visible()
    for clear in (page.get_by_role("main").get_by_role("button", name="Clear filters"), clear_all(page)):
        page.get_by_role("searchbox").fill("unicorn <b>")
        expect(titles(page)).to_have_count(0)
        clear.click()
        expect(titles(page)).to_have_text(["Call the printer"])
        expect(page.get_by_role("searchbox")).to_have_value("")


def test_a_match_in_one_column_leaves_the_others_in_place(page: Page, program: Program, api: Api) -> None:
    api.create("Call the printer")
    api.create("Buy paper", status="done")
    open_board(page, program)
    page.get_by_role("searchbox").fill("paper")
    expect(titles(page)).to_have_text(["Buy paper"])
    expect(column(page, "todo").get_by_text("No task here matches.")).to_be_visible()
    expect(count(page, "todo")).to_have_text("0")


def test_typing_fast_on_a_slow_line_loses_no_character(page: Page, program: Program, api: Api) -> None:
    api.create("Call the printer")
    answers = HeldAnswers(page)
    open_board(page, program)
    field = page.get_by_role("searchbox")
    answers.hold()
    field.press_sequentially("call ")
    answers.wait_for_one()
    field.press_sequentially("the printer of")
    answers.release()
    field.press_sequentially(" Alice")
    expect(page.get_by_text("“call the printer of Alice”")).to_be_visible()
    expect(field).to_have_value("call the printer of Alice")
    expect(field).to_be_focused()


def test_answers_that_come_late_do_not_bring_an_old_search_back(page: Page, program: Program, api: Api) -> None:
    api.create("Call the printer")
    api.create("Buy paper")
    answers = HeldAnswers(page)
    open_board(page, program)
    field = page.get_by_role("searchbox")
    answers.hold()
    field.fill("printer")
    answers.wait_for_one()
    field.fill("paper")
    answers.release()
    expect(titles(page)).to_have_text(["Buy paper"])
    expect(field).to_have_value("paper")


def test_a_new_task_that_the_search_hides_is_said(page: Page, program: Program, api: Api) -> None:
    api.create("Call the printer")
    open_board(page, program, "?q=printer")
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Buy paper")
    dialog.get_by_role("button", name="Add task").click()
    expect(page.get_by_text("“Buy paper” was added, but the filters hide it.")).to_be_visible()
    expect(titles(page)).to_have_text(["Call the printer"])
