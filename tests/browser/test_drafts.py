"""What was typed and not saved yet is not lost: not by closing, reloading, going elsewhere or losing the server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import close_panel, edit_description, expect_saved, field, open_link, open_task, task_panel
from tests.browser.screen import begin_task, card, new_task_dialog, open_board, reload_board, titles
from tests.browsing import NewPage
from tests.program import Program


def test_escape_keeps_the_draft_of_a_new_task(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Half a thought")
    dialog.get_by_label("Priority").select_option("High")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    begin_task(page)
    expect(dialog.get_by_label("Title")).to_have_value("Half a thought")
    expect(dialog.get_by_label("Priority")).to_have_value("high")
    assert api.tasks() == []


def test_cancel_throws_the_draft_away(page: Page, program: Program) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Half a thought")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    begin_task(page)
    expect(new_task_dialog(page).get_by_label("Title")).to_have_value("")


def test_switching_the_language_keeps_the_draft(page: Page, program: Program) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Half a thought")
    page.keyboard.press("Escape")
    page.get_by_label("Language").select_option("fr")
    page.get_by_role("banner").get_by_role("button", name="Nouvelle tâche").click()
    expect(page.get_by_role("dialog", name="Nouvelle tâche").get_by_label("Titre")).to_have_value("Half a thought")


def _go_back(page: Page) -> None:
    page.go_back()
    expect(task_panel(page)).to_be_hidden()


def _reload(page: Page) -> None:
    page.reload()
    expect(task_panel(page)).to_be_visible()


@pytest.mark.parametrize("leave", [_go_back, _reload])
def test_half_a_description_is_there_again(
    page: Page, program: Program, api: Api, leave: Callable[[Page], None]
) -> None:
    task = api.create("Budget", description="Old")
    open_board(page, program)
    edit_description(open_task(page, "Budget")).fill("Old, and half a thought")
    leave(page)
    panel = open_link(page, program, task["id"])
    expect(field(panel, "Description")).to_have_value("Old, and half a thought")
    assert api.only_task() == task


def test_going_on_to_another_task_saves_what_was_typed(page: Page, program: Program, api: Api) -> None:
    api.create("Other", description="Of another task")
    api.create("Budget", description="Old")
    open_board(page, program)
    panel = open_task(page, "Budget")
    edit_description(panel).fill("Half a thought")
    open_task(page, "Other")
    expect(panel.get_by_text("Of another task")).to_be_visible()
    expect(card(page, "Budget").get_by_text("Half a thought")).to_be_visible()
    open_task(page, "Budget")
    expect(panel.get_by_text("Half a thought")).to_be_visible()
    assert [task["description"] for task in api.tasks()] == ["Of another task", "Half a thought"]


@pytest.mark.parametrize("label", ["Title", "Assignee"])
def test_half_a_line_is_there_again(page: Page, program: Program, api: Api, label: str) -> None:
    task = api.create("Budget", assignee="alice")
    open_board(page, program)
    panel = open_task(page, "Budget")
    field(panel, label).fill("half a li")
    page.go_back()
    expect(panel).to_be_hidden()
    page.go_forward()
    expect(field(panel, label)).to_have_value("half a li")
    page.reload()
    expect(field(panel, label)).to_have_value("half a li")
    assert api.only_task() == task


def test_a_refused_title_waits_for_its_task(page: Page, program: Program, api: Api) -> None:
    """Each task and each field has its own draft."""
    api.create("Other")
    api.create("Budget")
    open_board(page, program)
    panel = open_task(page, "Budget")
    too_long = "x" * 201
    field(panel, "Title").fill(too_long)
    field(panel, "Title").blur()
    expect(panel.get_by_text("The title is longer than 200 characters.")).to_be_visible()
    edit_description(panel).fill("y" * 1001)
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_text("The description is longer than 1000 characters.")).to_be_visible()
    open_task(page, "Other")
    expect(panel.get_by_text("is longer than")).to_have_count(0)
    expect(field(panel, "Description")).to_have_count(0)
    for _ in ("from the other task", "after a reload"):
        page.get_by_role("link", name="Budget", exact=True).click()
        expect(field(panel, "Title")).to_have_value(too_long)
        expect(field(panel, "Description")).to_have_value("y" * 1001)
        close_panel(page)
        reload_board(page)
    # Mended, it is saved and forgotten.
    page.get_by_role("link", name="Budget", exact=True).click()
    field(panel, "Title").fill("Budget 2032")
    field(panel, "Title").press("Enter")
    expect_saved(panel, "Title")
    page.reload()
    expect(field(panel, "Title")).to_have_value("Budget 2032")
    expect(titles(page)).to_have_text(["Other", "Budget 2032"])


def test_a_draft_stays_in_its_browser(page: Page, program: Program, api: Api, new_page: NewPage) -> None:
    task = api.create("Budget", description="Old")
    panel = open_link(page, program, task["id"])
    edit_description(panel).fill("Half a thought")
    somebody_else = new_page()
    theirs = open_link(somebody_else, program, task["id"])
    expect(theirs.get_by_text("Old", exact=True)).to_be_visible()


def test_a_server_that_restarts_takes_no_draft_away(
    page: Page, program: Program, api: Api, console_errors: list[str]
) -> None:
    api.create("Budget", description="Old")
    open_board(page, program)
    panel = open_task(page, "Budget")
    field(panel, "Title").fill("Budget 2032")
    edit_description(panel).fill("Half a thought")
    program.restart()
    # Saved as soon as there was somebody to save it.
    expect(titles(page)).to_have_text(["Budget 2032"])
    expect(panel.get_by_text("Connection lost")).to_be_hidden()
    expect(field(panel, "Description")).to_have_value("Half a thought")
    expect(field(panel, "Description")).to_be_focused()
    page.keyboard.type(", and the other half")
    page.keyboard.press("Control+Enter")
    expect(panel.get_by_text("Half a thought, and the other half")).to_be_visible()
    expect(field(panel, "Description")).to_have_count(0)
    assert api.only_task()["description"] == "Half a thought, and the other half"
    console_errors.clear()


def test_an_editor_in_which_nothing_is_typed_yet_stays_open_too(
    page: Page, program: Program, api: Api, console_errors: list[str]
) -> None:
    """The task is read again, as it is on a slow machine just after somebody has opened the editor."""
    api.create("Budget", description="Old")
    open_board(page, program)
    panel = open_task(page, "Budget")
    edit_description(panel)
    program.restart()
    api.edit(api.only_task(), title="Budget 2032")
    expect(titles(page)).to_have_text(["Budget 2032"])
    expect(field(panel, "Title")).to_have_value("Budget 2032")
    page.keyboard.type(" and new")
    expect(field(panel, "Description")).to_have_value("Old and new")
    console_errors.clear()


def test_a_page_closed_while_the_server_is_away_has_kept_what_was_typed(
    page: Page, program: Program, api: Api, console_errors: list[str]
) -> None:
    task = api.create("Budget", description="Old")
    open_board(page, program)
    panel = open_task(page, "Budget")
    field(panel, "Title").fill("Budget 2032")
    program.stop()
    edit_description(panel).fill("Half a thought")
    page.goto("about:blank")
    program.start()
    panel = open_link(page, program, task["id"])
    expect(field(panel, "Title")).to_have_value("Budget 2032")
    expect(field(panel, "Description")).to_have_value("Half a thought")
    console_errors.clear()
