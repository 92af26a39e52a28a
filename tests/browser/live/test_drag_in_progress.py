"""Others change the board while one holds a card: nothing moves under the hand, and all of it shows on release."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.dragging import FRAME, above, carry, expect_order, held, lift_by_key
from tests.browser.live.frames_of_socket import Heard
from tests.browser.live.others import expect_titles, find
from tests.browser.screen import open_board, titles
from tests.program import Program

SHOWN = {"todo": ["a", "b", "c"], "done": ["x", "y"]}


@pytest.fixture
def heard(page: Page, program: Program, api: Api) -> Heard:
    for status, there in SHOWN.items():
        for title in there:
            api.create(title, status=status)
    heard = Heard(page)
    open_board(page, program)
    expect(titles(page)).to_have_count(5)
    heard.forget()
    return heard


def wait_for(page: Page, heard: Heard, *states: str) -> None:
    """Return when the page was sent these States, and had the time to draw what came with them."""
    while not set(states) <= {state for message in heard.variables() for state in message}:
        page.evaluate(FRAME)
    page.evaluate(FRAME)
    page.evaluate(FRAME)


def test_with_the_mouse(page: Page, api: Api, heard: Heard) -> None:
    carry(page, above(page, "b", "y"))
    api.edit(find(api, "a"), status="done")
    api.create("d")
    wait_for(page, heard, "todo_state", "done_state")
    expect_titles(page, **SHOWN)
    expect(held(page)).to_have_count(1)
    page.mouse.up()
    expect_order(page, api, todo=["c", "d"], done=["x", "b", "y", "a"])


def test_with_the_keyboard_and_put_back(page: Page, api: Api, heard: Heard) -> None:
    lift_by_key(page, "b")
    page.keyboard.press("ArrowDown")
    api.delete(find(api, "a"))
    api.create("z", status="done")
    wait_for(page, heard, "todo_state", "done_state")
    expect_titles(page, **SHOWN)
    page.keyboard.press("Escape")
    expect(held(page)).to_have_count(0)
    expect_order(page, api, todo=["b", "c"], done=["x", "y", "z"])


def test_the_neighbour_of_the_place_goes_meanwhile(page: Page, api: Api, heard: Heard) -> None:
    carry(page, above(page, "b", "y"))
    api.delete(find(api, "y"))
    wait_for(page, heard, "done_state")
    page.mouse.up()
    expect_order(page, api, todo=["a", "c"], done=["x", "b"])
