"""Others change the board: nothing scrolls, and the keyboard stays where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.others import find
from tests.browser.screen import card, card_link, column, open_board, scroller, titles
from tests.program import Program


@pytest.fixture
def board(page: Page, program: Program, api: Api) -> Page:
    for title in ("a", "b", "c", "d"):
        api.create(title)
    open_board(page, program)
    expect(titles(page)).to_have_count(4)
    return page


def test_a_column_stays_where_it_was_scrolled_to(page: Page, program: Program, api: Api) -> None:
    for number in range(20):
        api.create(f"Task {number}")
    open_board(page, program)
    part = scroller(page, "todo")
    expect(titles(page)).to_have_count(20)
    part.evaluate("part => { part.scrollTop = 300 }")
    api.edit(find(api, "Task 7"), title="Changed")
    expect(titles(page).get_by_text("Changed")).to_have_count(1)
    assert part.evaluate("part => part.scrollTop") == 300
    # Where a card above goes, what one looks at stays where it is.
    place = card(page, "Task 9").evaluate("card => card.getBoundingClientRect().y")
    api.edit(find(api, "Task 1"), status="done")
    expect(titles(column(page, "done"))).to_have_text(["Task 1"])
    assert abs(card(page, "Task 9").evaluate("card => card.getBoundingClientRect().y") - place) < 2


@pytest.mark.parametrize("change", [{"title": "B"}, {"priority": "high"}, {"status": "done"}], ids=lambda to: str(*to))
def test_the_focus_follows_the_card(board: Page, api: Api, change: dict[str, str | None]) -> None:
    card_link(board, "b").focus()
    task = api.edit(find(api, "b"), **change)
    expect(column(board, task["status"]).get_by_role("link", name=task["title"], exact=True)).to_be_focused()
    if "priority" in change:
        expect(card(board, "b").get_by_text("High")).to_be_visible()
        expect(card_link(board, "b")).to_be_focused()
    # And the keyboard goes on from there.
    board.keyboard.press("Enter")
    expect(board).to_have_url(f"{board.url.partition('/t/')[0].rstrip('/')}/t/{task['id']}")


def test_so_does_the_focus_on_its_menu_button(board: Page, api: Api) -> None:
    button = card(board, "b").get_by_role("button", name="Actions for")
    button.focus()
    api.edit(find(api, "b"), status="done")
    expect(titles(column(board, "done"))).to_have_text(["b"])
    expect(button).to_be_focused()


@pytest.mark.parametrize(("gone", "neighbour"), [("b", "c"), ("d", "c")])
def test_when_the_card_goes_the_focus_is_at_a_neighbour(board: Page, api: Api, gone: str, neighbour: str) -> None:
    card_link(board, gone).focus()
    api.delete(find(api, gone))
    expect(card(board, gone)).to_have_count(0)
    expect(card_link(board, neighbour)).to_be_focused()


def test_a_focus_elsewhere_stays_there(board: Page, api: Api) -> None:
    card_link(board, "b").focus()
    search = board.get_by_role("searchbox")
    search.focus()
    api.edit(find(api, "b"), status="done")
    expect(titles(column(board, "done"))).to_have_text(["b"])
    expect(search).to_be_focused()
    search.blur()
    api.edit(find(api, "b"), status="todo")
    expect(titles(column(board, "done"))).to_have_count(0)
    assert board.evaluate("document.activeElement === document.body")
