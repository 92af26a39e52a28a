"""Cards dragged with the keyboard, every step said to a screen reader in the reader's language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.dragging import announcement, carry, expect_order, held, into, lift_by_key
from tests.browser.screen import card_link, open_board, reload_board
from tests.browsing import NewPage
from tests.program import Program

# What is said at each step of one way: lifted, down, to the next column, dropped; then lifted and put back.
STEPS = {
    "en-US": (
        "Lifted: “a”, place 1 of 3 in “To do”.",
        "Place 2 of 3 in “To do”.",
        "Place 2 of 3 in “In progress”.",
        "Dropped: “a”, place 2 of 3 in “In progress”.",
        "Put back where it was.",
    ),
    "fr-FR": (
        "Soulevée\u00a0: «\u00a0a\u00a0», place 1 sur 3 dans «\u00a0À faire\u00a0».",
        "Place 2 sur 3 dans «\u00a0À faire\u00a0».",
        "Place 2 sur 3 dans «\u00a0En cours\u00a0».",
        "Déposée\u00a0: «\u00a0a\u00a0», place 2 sur 3 dans «\u00a0En cours\u00a0».",
        "Remise à sa place.",
    ),
}


@pytest.fixture(autouse=True)
def tasks(api: Api) -> None:
    for title in ("a", "b", "c"):
        api.create(title)
    for title in ("x", "y"):
        api.create(title, status="in_progress")


@pytest.mark.parametrize("locale", STEPS)
def test_every_step_is_said(new_page: NewPage, program: Program, api: Api, locale: str) -> None:
    lifted, lower, beside, dropped, put_back = STEPS[locale]
    page = new_page(locale=locale)
    open_board(page, program)
    lift_by_key(page, "a")
    _expect_said(page, lifted)
    page.keyboard.press("ArrowDown")
    _expect_said(page, lower)
    page.keyboard.press("ArrowRight")
    _expect_said(page, beside)
    page.keyboard.press("Space")
    _expect_said(page, dropped)
    expect(card_link(page, "a")).to_be_focused()
    expect_order(page, api, todo=["b", "c"], in_progress=["x", "a", "y"])
    expect(card_link(page, "a")).to_be_focused()

    lift_by_key(page, "a")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    _expect_said(page, put_back)
    expect(held(page)).to_have_count(0)
    expect(card_link(page, "a")).to_be_focused()
    expect_order(page, api, todo=["b", "c"], in_progress=["x", "a", "y"])
    reload_board(page)
    expect_order(page, api, todo=["b", "c"], in_progress=["x", "a", "y"])


def _expect_said(page: Page, words: str) -> None:
    # To the letter: an expectation of text would take a no-break space for any other.
    expect(announcement(page)).to_have_text(words)
    assert announcement(page).text_content() == words


def test_how_to_drag_is_said_of_every_card(page: Page, program: Program) -> None:
    open_board(page, program)
    expect(card_link(page, "b")).to_have_accessible_description(
        "Press Space to lift the task, the arrow keys to move it, Space again to drop it, Escape to put it back."
    )


def test_one_drop_after_the_other_without_waiting(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    for _ in range(2):
        lift_by_key(page, "a")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        expect(held(page)).to_have_count(0)
    expect_order(page, api, todo=["b", "c", "a"], in_progress=["x", "y"])


def test_several_selected_cards_go_together(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    for title in ("a", "c"):
        card_link(page, title).focus()
        page.keyboard.press("x")
    lift_by_key(page, "a")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect_order(page, api, todo=["b"], in_progress=["a", "c", "x", "y"])


def test_two_drags_at_once_are_one_and_lose_nothing(page: Page, program: Program, api: Api) -> None:
    before = {"todo": ["a", "b", "c"], "in_progress": ["x", "y"]}
    open_board(page, program)
    way = into(page, "c", "done")
    # The hand at the mouse is about to take another card: the one that the keyboard holds goes back.
    lift_by_key(page, "a")
    page.keyboard.press("ArrowDown")
    page.mouse.move(*way.start)
    page.mouse.down()
    expect(held(page)).to_have_count(0)
    page.mouse.up()
    page.keyboard.press("Escape")
    expect_order(page, api, **before)
    page.keyboard.press("Escape")

    # While the mouse holds one, the keyboard takes none.
    carry(page, into(page, "c", "done"))
    card_link(page, "a").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(held(page)).to_have_count(1)
    page.mouse.up()
    expect(held(page)).to_have_count(0)
    expect_order(page, api, todo=["a", "b"], in_progress=["x", "y"], done=["c"])


def test_enter_in_mid_drag_opens_nothing(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    lift_by_key(page, "a")
    for key in ("Enter", "Tab", "Delete"):
        page.keyboard.press(key)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect_order(page, api, todo=["b", "a", "c"], in_progress=["x", "y"])
    expect(page).to_have_url(f"{program.url}/")
