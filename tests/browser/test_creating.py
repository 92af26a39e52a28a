"""A new task, from the dialog to the database and back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import field, open_task
from tests.browser.screen import add, begin_task, card, column, count, open_board, reload_board, titles
from tests.program import Program


def test_a_title_is_enough(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Call the printer")
    dialog.get_by_label("Title").press("Enter")
    expect(dialog).to_be_hidden()
    expect(titles(column(page, "todo"))).to_have_text(["Call the printer"])
    expect(count(page, "todo")).to_have_text("1")
    task = api.only_task()
    assert (task["title"], task["status"], task["priority"]) == ("Call the printer", "todo", "medium")
    assert (task["description"], task["assignee"], task["due_date"]) == (None, None, None)


def test_every_field_arrives(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Budget")
    dialog.get_by_label("Description").fill("First line\nSecond line")
    dialog.get_by_label("Column").select_option("In progress")
    dialog.get_by_label("Priority").select_option("High")
    dialog.get_by_label("Assignee").fill("Alice Martin")
    dialog.get_by_label("Due date").fill("2031-05-17")
    add(dialog)
    shown = card(page, "Budget")
    for text in ("First line", "High", "May 17, 2031", "AM"):
        expect(shown.get_by_text(text, exact=True)).to_be_visible()
    expect(column(page, "in_progress").locator("article")).to_have_count(1)
    task = api.only_task()
    assert task["description"] == "First line\nSecond line"
    assert (task["status"], task["priority"], task["assignee"]) == ("in_progress", "high", "Alice Martin")
    assert task["due_date"] == "2031-05-17T00:00:00Z"

    panel = open_task(page, "Budget")
    expect(panel.get_by_text("Second line")).to_be_visible()
    for label, value in (
        ("Column", "in_progress"),
        ("Priority", "high"),
        ("Assignee", "Alice Martin"),
        ("Due date", "2031-05-17"),
    ):
        expect(field(panel, label)).to_have_value(value)


def test_it_survives_a_restart_of_the_server(page: Page, program: Program, console_errors: list[str]) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Still here tomorrow")
    add(dialog)
    expect(card(page, "Still here tomorrow")).to_be_visible()
    page.goto("about:blank")
    program.restart()
    open_board(page, program)
    expect(card(page, "Still here tomorrow")).to_be_visible()
    console_errors.clear()


def test_a_task_made_by_the_api_shows_after_a_reload(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    expect(page.get_by_text("No tasks yet")).to_be_visible()
    api.create("From curl", status="done", assignee="bob", due_date="2020-01-02")
    reload_board(page)
    expect(titles(column(page, "done"))).to_have_text(["From curl"])
    expect(column(page, "done").get_by_text("Jan 2, 2020")).to_be_visible()


def test_the_newest_stands_at_the_top(page: Page, program: Program, api: Api) -> None:
    api.create("Older")
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Newer")
    add(dialog)
    expect(titles(column(page, "todo"))).to_have_text(["Newer", "Older"])
    assert [task["title"] for task in api.tasks()] == ["Newer", "Older"]


def test_two_tasks_in_a_row_start_from_an_empty_form(page: Page, program: Program) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("First")
    dialog.get_by_label("Priority").select_option("High")
    add(dialog)
    expect(dialog).to_be_hidden()
    begin_task(page)
    expect(dialog.get_by_label("Title")).to_have_value("")
    expect(dialog.get_by_label("Title")).to_be_focused()
    expect(dialog.get_by_label("Priority")).to_have_value("medium")
    dialog.get_by_label("Title").fill("Second")
    add(dialog)
    expect(titles(column(page, "todo"))).to_have_text(["Second", "First"])


def test_a_double_click_on_the_button_makes_one_task(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Only once")
    dialog.get_by_role("button", name="Add task").dblclick()
    expect(dialog).to_be_hidden()
    expect(titles(column(page, "todo"))).to_have_text(["Only once"])
    reload_board(page)
    expect(titles(column(page, "todo"))).to_have_text(["Only once"])
    assert len(api.tasks()) == 1
