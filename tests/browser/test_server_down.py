"""The server goes away under an open page: it says so, keeps what was typed, and goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import edit_description, field, open_task, task_panel
from tests.browser.screen import add, begin_task, card, card_link, chip, choose, clear_all, column, open_board, titles
from tests.program import Program

LOST = "Connection lost, trying again. What you typed is kept."


@pytest.fixture(autouse=True)
def complaints(console_errors: list[str]) -> Iterator[None]:
    """A browser complains about a server that is gone, and that is no defect of ours."""
    yield
    console_errors.clear()


def test_the_notice_comes_in_seconds_and_the_page_goes_on_by_itself(page: Page, program: Program, api: Api) -> None:
    task = api.create("Important", priority="high")
    api.create("Other")
    open_board(page, program, "?priority=high")
    notice = page.get_by_role("status").get_by_text(LOST)
    program.stop()
    expect(notice).to_be_visible(timeout=6_000)
    # What was there stays to be read.
    expect(card(page, "Important")).to_be_visible()
    program.start()
    api.edit(task, title="Changed meanwhile")
    expect(notice).to_be_hidden()
    expect(chip(page, "High")).to_be_visible()
    clear_all(page).click()
    expect(titles(column(page, "todo"))).to_have_text(["Changed meanwhile", "Other"])


def test_a_new_task_typed_meanwhile_is_kept_and_saved(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Before")
    add(dialog)
    expect(card(page, "Before")).to_be_visible()
    begin_task(page)
    dialog.get_by_label("Title").fill("Typed")
    program.stop()
    dialog.get_by_label("Title").press_sequentially(" all the same")
    expect(dialog.get_by_text(LOST)).to_be_visible()
    program.start()
    expect(dialog.get_by_text(LOST)).to_be_hidden()
    expect(dialog.get_by_label("Title")).to_have_value("Typed all the same")
    add(dialog)
    expect(titles(column(page, "todo"))).to_have_text(["Typed all the same", "Before"])
    assert len(api.tasks()) == 2


def test_an_edit_typed_meanwhile_is_kept_and_saved(page: Page, program: Program, api: Api) -> None:
    task = api.create("Task")
    open_board(page, program)
    panel = open_task(page, "Task")
    program.stop()
    field(panel, "Title").fill("Typed")
    edit_description(panel).fill("Typed too")
    expect(panel.get_by_text(LOST)).to_be_visible()
    program.start()
    expect(panel.get_by_text(LOST)).to_be_hidden()
    # The title was left meanwhile, so it is saved by itself; the description is still being written.
    expect(titles(page)).to_have_text(["Typed"])
    expect(field(panel, "Description")).to_have_value("Typed too")
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("Typed too", exact=True)).to_be_visible()
    expect(field(panel, "Description")).to_have_count(0)
    assert (api.only_task()["id"], api.only_task()["description"]) == (task["id"], "Typed too")


def test_a_move_meanwhile_stays_and_is_done_when_the_server_is_back(page: Page, program: Program, api: Api) -> None:
    api.create("Task")
    api.create("Other")
    open_board(page, program)
    program.stop()
    expect(page.get_by_role("status").get_by_text(LOST)).to_be_visible()
    choose(page, "Task", "Move to “Done”")
    expect(titles(column(page, "done"))).to_have_text(["Task"])
    program.start()
    expect(page.get_by_role("status").get_by_text(LOST)).to_be_hidden()
    expect(page.get_by_text("Moved to “Done”")).to_be_visible()
    expect(titles(column(page, "done"))).to_have_text(["Task"])
    assert [task["status"] for task in api.tasks()] == ["todo", "done"]


def test_save_pressed_while_the_server_is_away_is_done_when_it_is_back(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Impatient")
    program.stop()
    expect(dialog.get_by_text(LOST)).to_be_visible()
    add(dialog)
    program.start()
    expect(card(page, "Impatient")).to_be_visible()
    assert len(api.tasks()) == 1


def wait_for_scripts(page: Page) -> None:
    """Return when the page has what it fetches once the board is there: the scripts of the other pages."""
    page.wait_for_function(
        """() => Object.values(window.__reactRouterManifest.routes).every(({module}) =>
            performance.getEntriesByName(new URL(module, location.origin).href).some(entry => entry.responseEnd))"""
    )


def test_what_needs_no_server_works_without_it(page: Page, program: Program, api: Api) -> None:
    api.create("Task", description="Text")
    api.create("Other")
    open_board(page, program)
    wait_for_scripts(page)
    program.stop()
    expect(page.get_by_role("status").get_by_text(LOST)).to_be_visible()
    dialog = begin_task(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    card_link(page, "Other").click()
    panel = task_panel(page)
    expect(panel.locator("[aria-busy=true]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    card_link(page, "Task").click()
    expect(panel).to_be_visible()
    program.start()
    # And what needs one comes by itself.
    expect(panel.get_by_text("Text", exact=True)).to_be_visible()
