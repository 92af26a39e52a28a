"""Making and changing tasks with a thumb: dialog, quick add, panel, several at once, palette."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import close_panel, edit_description, field, open_task, saved, task_panel
from tests.browser.screen import (
    add,
    begin_task,
    card,
    choose,
    column,
    open_board,
    open_popover,
    titles,
    toast,
)
from tests.browser.thumb import expect_fit, expect_reachable, fill_phone
from tests.program import Program


@pytest.fixture
def tasks(api: Api) -> None:
    fill_phone(api)


@pytest.mark.usefixtures("tasks")
def test_the_dialog_fits_and_works(phone: Page, program: Program) -> None:
    open_board(phone, program)
    dialog = begin_task(phone)
    expect_fit(phone)
    add(dialog)
    expect(dialog.get_by_text("A task needs a title.")).to_be_visible()
    expect_fit(phone)
    dialog.get_by_label("Title").fill("By thumb")
    add(dialog)
    expect(dialog).to_be_hidden()
    expect(titles(column(phone, "todo")).first).to_have_text("By thumb")


@pytest.mark.usefixtures("tasks")
def test_the_panel_covers_the_screen_and_works(phone: Page, program: Program, api: Api) -> None:
    phone.emulate_media(reduced_motion="reduce")
    open_board(phone, program)
    panel = open_task(phone, "W" * 200)
    assert panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    # What lies below it is out of reach for everybody.
    assert phone.locator("#board-content").evaluate("board => board.inert")
    expect_fit(phone)
    field(panel, "Title").fill("V" * 200)
    api.edit(next(task for task in api.tasks() if task["title"] == "W" * 200), title="U" * 200)
    edit_description(panel)
    expect(panel.get_by_role("button", name="Keep mine")).to_be_visible()
    expect_fit(phone)
    for target in panel.locator("button, input, select, textarea").all():
        expect_reachable(target)
    panel.get_by_role("button", name="Take theirs").tap()
    expect(field(panel, "Title")).to_have_value("U" * 200)
    field(panel, "Description").fill("By thumb")
    panel.get_by_role("button", name="Save").tap()
    expect(saved(panel)).to_be_visible()
    expect(toast(phone)).to_be_visible()
    expect_fit(phone)
    # The toast lies over nothing that one wants to press next.
    for button in panel.get_by_role("button").all():
        expect_reachable(button)
    close_panel(phone)
    expect_reachable(card(phone, "U" * 200))

    open_task(phone, "U" * 200)
    panel.get_by_role("button", name="Delete").tap()
    expect(panel).to_be_hidden()
    expect(titles(column(phone, "todo"))).to_have_text(["Task"])
    expect_fit(phone)
    expect_reachable(toast(phone).get_by_role("button", name="Undo"))


@pytest.mark.usefixtures("tasks")
def test_several_cards_by_thumb(phone: Page, program: Program, api: Api) -> None:
    open_board(phone, program)
    choose(phone, "Task", "Select")
    bar = phone.get_by_role("toolbar")
    # From now on a touch selects.
    card(phone, "W" * 200).tap(position={"x": 150, "y": 100})
    expect(bar.get_by_role("status")).to_have_text("2 selected")
    expect(bar.get_by_text("2", exact=True)).to_be_visible()
    # The floating button does not peep out from under the bar.
    expect(phone.get_by_role("banner").get_by_role("button", name="New task")).to_be_hidden()
    expect(task_panel(phone)).to_be_hidden()
    expect_fit(phone)
    for button in bar.get_by_role("button").all():
        expect_reachable(button)
    for name in ("Priority", "Assignee", "Due date", "Move"):
        bar.get_by_role("button", name=name).tap()
        picker = open_popover(phone)
        expect_fit(phone)
        for target in picker.locator("button:not(:disabled), input").all():
            expect_reachable(target)
        if name != "Move":
            phone.keyboard.press("Escape")
    open_popover(phone).get_by_text("Done", exact=True).tap()
    expect(titles(column(phone, "done"))).to_have_count(3)
    expect(toast(phone)).to_contain_text("2 tasks moved to “Done”")
    assert {task["status"] for task in api.tasks()} == {"done"}


@pytest.mark.usefixtures("tasks")
def test_quick_add_fits_and_works_by_thumb(phone: Page, program: Program) -> None:
    open_board(phone, program)
    for where in ("Add a task at the top", "Add a task"):
        expect_reachable(column(phone, "todo").get_by_role("button", name=where, exact=True))
        column(phone, "todo").get_by_role("button", name=where, exact=True).tap()
        typed = phone.get_by_role("textbox", name="New task")
        typed.fill(f"{where} !high")
        expect(column(phone, "todo").get_by_role("status").get_by_text("High")).to_be_visible()
        expect_fit(phone)
        for button in ("Add", "Close"):
            expect_reachable(column(phone, "todo").get_by_role("button", name=button, exact=True))
        column(phone, "todo").get_by_role("button", name="Add", exact=True).tap()
        expect(card(phone, where)).to_be_attached()
        typed.fill("One\nTwo")
        expect(phone.get_by_role("button", name="Add 2 tasks")).to_be_visible()
        expect(column(phone, "todo").get_by_role("button", name="Add", exact=True)).to_have_count(0)
        expect_fit(phone)
        typed.fill("")
        column(phone, "todo").get_by_role("button", name="Close", exact=True).tap()
    expect(titles(column(phone, "todo")).first).to_have_text("Add a task at the top")
    expect(titles(column(phone, "todo")).last).to_have_text("Add a task")


def test_palette_and_keys_fit(phone: Page, program: Program) -> None:
    open_board(phone, program)
    phone.get_by_role("banner").get_by_role("button", name="Find a task or an action").tap()
    expect(phone.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    expect_fit(phone)
    phone.get_by_role("dialog").get_by_role("option", name="Show the keys").tap()
    keys = phone.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    expect_fit(phone)
    # It begins at its beginning, and yet can be closed.
    expect(keys.get_by_role("heading", name="Keys")).to_be_in_viewport(ratio=1)
    expect(keys.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
    expect_reachable(keys.get_by_role("button", name="Close"))
