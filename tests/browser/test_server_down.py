"""The server goes away under an open page: it says so, keeps what was typed, and goes on by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import add, begin_task, card, column, open_board, open_task, save, titles
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
    expect(page.get_by_role("search").get_by_label("Priority")).to_have_value("high")
    page.get_by_role("button", name="Clear filters").click()
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
    api.create("Task")
    open_board(page, program)
    dialog = open_task(page, "Task")
    dialog.get_by_label("Description").fill("Typed")
    program.restart()
    expect(dialog.get_by_text(LOST)).to_be_hidden()
    expect(dialog.get_by_label("Description")).to_have_value("Typed")
    save(dialog)
    expect(dialog).to_be_hidden()
    assert api.only_task()["description"] == "Typed"


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
