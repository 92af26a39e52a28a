"""A filtered, searched or sorted board shows what comes to match, and lets go of what no longer does."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.others import expect_titles, find
from tests.browser.screen import chip, count, open_board, titles
from tests.program import Program


@pytest.mark.parametrize(
    ("query", "matching", "other"),
    [
        ("?priority=high", {"priority": "high"}, {"priority": "low"}),
        ("?assignee=alice", {"assignee": "alice"}, {"assignee": "bob"}),
        ("?assignee=%40nobody", {"assignee": None}, {"assignee": "bob"}),
        ("?q=milk", {"title": "Buy milk"}, {"title": "Buy tea"}),
        ("?due=none", {"due_date": None}, {"due_date": "2031-05-17"}),
    ],
)
def test_cards_come_and_go(
    page: Page,
    program: Program,
    api: Api,
    query: str,
    matching: dict[str, str | None],
    other: dict[str, str | None],
) -> None:
    task = api.create("Task", **{name: value for name, value in other.items() if name != "title"})
    open_board(page, program, query)
    expect(page.get_by_role("heading", name="No task matches")).to_be_visible()
    api.edit(task, **matching)
    expect(titles(page)).to_have_text([matching.get("title") or "Task"])
    expect(count(page, "todo")).to_have_text("1")
    api.edit(task, **other)
    expect(page.get_by_role("heading", name="No task matches")).to_be_visible()


def test_a_sorted_column_is_sorted_again(page: Page, program: Program, api: Api) -> None:
    for number, title in enumerate(("a", "b", "c")):
        api.create(title, due_date=f"2031-05-1{number}")
    open_board(page, program, "?sort=due")
    expect_titles(page, todo=["a", "b", "c"])
    api.edit(find(api, "a"), due_date="2031-06-01")
    expect_titles(page, todo=["b", "c", "a"])


def test_nothing_of_the_view_that_one_has_left(page: Page, program: Program, api: Api) -> None:
    api.create("Important", priority="high")
    api.create("Other")
    open_board(page, program, "?priority=high")
    expect_titles(page, todo=["Important"])
    chip(page, "High").click()
    expect_titles(page, todo=["Important", "Other"])
    api.edit(find(api, "Important"), priority="low")
    api.create("Last")
    expect_titles(page, todo=["Important", "Other", "Last"])


def test_lanes_follow(page: Page, program: Program, api: Api) -> None:
    api.create("a", assignee="alice")
    api.create("b", assignee="bob")
    open_board(page, program, "?group=assignee")
    lanes = page.locator("[data-lane]")
    names = lanes.get_by_role("heading", level=2)
    expect(names).to_contain_text(["alice", "bob"])
    api.create("c", assignee="charlie", status="done")
    expect(names).to_contain_text(["alice", "bob", "charlie"])
    expect(titles(lanes.nth(2))).to_have_text(["c"])
    api.edit(find(api, "a"), assignee="bob")
    expect(names).to_contain_text(["bob", "charlie"])
    expect(titles(lanes.nth(0))).to_have_text(["a", "b"])
    api.edit(find(api, "c"), assignee=None)
    expect(names).to_contain_text(["bob", "Nobody"])
    expect(titles(lanes.nth(1))).to_have_text(["c"])
