"""A task changed through its dialog."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import card, column, edit_dialog, open_board, open_menu, open_task, save, titles
from tests.program import Program


def test_every_field_can_be_changed(page: Page, program: Program, api: Api) -> None:
    api.create("Budget", description="Old", assignee="bob", due_date="2031-05-17")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    dialog.get_by_label("Title").fill("Budget 2032")
    dialog.get_by_label("Description").fill("New\nand longer")
    dialog.get_by_label("Column").select_option("Done")
    dialog.get_by_label("Priority").select_option("Low")
    dialog.get_by_label("Assignee").fill("charlie")
    dialog.get_by_label("Due date").fill("2032-06-18")
    save(dialog)
    expect(dialog).to_be_hidden()
    expect(titles(column(page, "done"))).to_have_text(["Budget 2032"])
    for text in ("New", "Low", "Jun 18, 2032", "C"):
        expect(card(page, "Budget 2032").get_by_text(text, exact=True)).to_be_visible()
    task = api.only_task()
    assert (task["title"], task["description"]) == ("Budget 2032", "New\nand longer")
    assert (task["status"], task["priority"], task["assignee"]) == ("done", "low", "charlie")
    assert task["due_date"] == "2032-06-18T00:00:00Z"


def test_what_may_be_empty_can_be_emptied(page: Page, program: Program, api: Api) -> None:
    api.create("Budget", description="Old", assignee="bob", due_date="2031-05-17")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    for label in ("Description", "Assignee", "Due date"):
        dialog.get_by_label(label).fill("")
    save(dialog)
    expect(dialog).to_be_hidden()
    task = api.only_task()
    assert (task["description"], task["assignee"], task["due_date"]) == (None, None, None)


def test_cancel_changes_nothing(page: Page, program: Program, api: Api) -> None:
    before = api.create("Budget")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    dialog.get_by_label("Title").fill("Something else")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()
    assert api.only_task() == before
    # And nothing of it is left for the next time.
    expect(open_task(page, "Budget").get_by_label("Title")).to_have_value("Budget")


def test_each_task_opens_with_its_own_texts(page: Page, program: Program, api: Api) -> None:
    api.create("First", description="of the first")
    api.create("Second", description="of the second")
    open_board(page, program)
    for title, description in (("First", "of the first"), ("Second", "of the second"), ("First", "of the first")):
        dialog = open_task(page, title)
        expect(dialog.get_by_label("Title")).to_have_value(title)
        expect(dialog.get_by_label("Description")).to_have_value(description)
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_the_menu_opens_the_dialog_too(page: Page, program: Program, api: Api) -> None:
    api.create("Budget")
    open_board(page, program)
    open_menu(page, "Budget").get_by_text("Edit", exact=True).click()
    expect(edit_dialog(page).get_by_label("Title")).to_have_value("Budget")


def test_a_time_of_day_from_the_api_stays(page: Page, program: Program, api: Api) -> None:
    api.create("Budget", due_date="2031-05-17T16:30:00Z")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    expect(dialog.get_by_label("Due date")).to_have_value("2031-05-17")
    dialog.get_by_label("Title").fill("Budget 2032")
    save(dialog)
    expect(dialog).to_be_hidden()
    assert api.only_task()["due_date"] == "2031-05-17T16:30:00Z"


def test_saving_without_a_change_leaves_no_trace(page: Page, program: Program, api: Api) -> None:
    before = api.create("Budget", description="Line\nLine", due_date="2031-05-17T16:30:00Z")
    open_board(page, program)
    dialog = open_task(page, "Budget")
    save(dialog)
    expect(dialog).to_be_hidden()
    assert api.only_task() == before
