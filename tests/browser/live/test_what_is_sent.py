"""A change sends the columns that it has changed, and nothing else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.frames_of_socket import Heard
from tests.browser.screen import column, open_board, titles
from tests.program import Program


@pytest.fixture
def heard(page: Page, program: Program, api: Api) -> Heard:
    for status in ("todo", "in_progress", "done"):
        for number in range(20):
            api.create(f"{status} {number}", status=status, description="A line of text")
    heard = Heard(page)
    open_board(page, program)
    expect(titles(page)).to_have_count(60)
    heard.forget()
    return heard


def test_one_column(page: Page, api: Api, heard: Heard) -> None:
    api.edit(api.tasks()[0], title="Changed")
    expect(titles(column(page, "todo")).first).to_have_text("Changed")
    assert heard.variables() == [{"todo_state": {"cards"}}]
    assert heard.size < 25_000 / 2


def test_two_columns(page: Page, api: Api, heard: Heard) -> None:
    api.edit(api.tasks()[0], status="done")
    expect(titles(column(page, "todo"))).to_have_count(19)
    expect(page.get_by_test_id("count-done").locator("[aria-hidden=true]")).to_have_text("21")
    (sent,) = heard.variables()
    assert set(sent) == {"todo_state", "done_state"}
    assert sent["todo_state"] == {"cards", "total"}
    assert sent["done_state"] >= {"total", "has_more"}
    assert heard.size < 25_000


def test_what_is_not_in_the_window_sends_a_number_alone(page: Page, api: Api, program: Program) -> None:
    for number in range(60):
        api.create(f"Task {number}", description="A line of text")
    heard = Heard(page)
    open_board(page, program)
    # The window has grown to what the screen needs, and there is more.
    page.wait_for_timeout(1000)
    assert titles(column(page, "todo")).count() < 60
    heard.forget()
    api.create("Far below")
    expect(page.get_by_test_id("count-todo").locator("[aria-hidden=true]")).to_have_text("61")
    assert heard.variables() == [{"todo_state": {"total"}}]
    assert heard.size < 1_000
    api.edit(api.tasks()[60], description="Longer than its card would show")
    api.edit(api.tasks()[0], title="Changed")
    expect(titles(column(page, "todo")).first).to_have_text("Changed")
    assert heard.variables()[1:] == [{"todo_state": {"cards"}}]
