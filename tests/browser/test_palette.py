"""The command palette: finds tasks by title and description, and runs what the page can do."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from taskflow.models.filter import SEARCH_LENGTH
from tests.browser.api import Api
from tests.browser.screen import (
    card,
    card_link,
    choose,
    column,
    new_task_dialog,
    open_board,
    titles,
    toast,
)
from tests.browsing import NewPage
from tests.program import Program


@pytest.fixture
def tasks(api: Api) -> None:
    api.create("Buy cake", description="With **candles**", priority="low", assignee="alice")
    api.create("Send the invoice", priority="high", due_date="2031-05-17")
    api.create("Sleep", status="done")


@pytest.fixture
def board(page: Page, program: Program, tasks: None) -> Page:  # noqa: ARG001  (made before the page is opened)
    open_board(page, program)
    return page


def open_palette(page: Page) -> Locator:
    """Open the palette with its key and return it."""
    page.keyboard.press("Control+k")
    palette = page.locator("dialog#palette")
    expect(palette.get_by_role("combobox")).to_be_focused()
    return palette


def run(page: Page, words: str) -> None:
    """Type into the palette what an action is called, and take the first that is found."""
    palette = open_palette(page)
    page.keyboard.type(words)
    expect(palette.locator("[cmdk-item][data-selected=true]")).to_have_text(words)
    page.keyboard.press("Enter")
    expect(palette).to_be_hidden()


def test_a_task_is_found_and_opened(board: Page) -> None:
    palette = open_palette(board)
    board.keyboard.type("invo")
    expect(palette.locator("[cmdk-item][data-selected=true]")).to_have_text(re.compile("Send the invoice.*To do"))
    board.keyboard.press("Enter")
    expect(palette).to_be_hidden()
    expect(board.get_by_role("complementary", name="Task: Send the invoice")).to_be_visible()


def test_a_task_is_found_by_its_description_and_by_letters_without_accents(board: Page, api: Api) -> None:
    api.create("Écrire à Zoë")
    palette = open_palette(board)
    board.keyboard.type("candles")
    expect(palette.get_by_role("option", name="Buy cake")).to_be_visible()
    palette.get_by_role("combobox").fill("ecrire a zoe")
    expect(palette.get_by_role("option", name="Écrire à Zoë")).to_be_visible()
    expect(palette.get_by_role("option", name="Buy cake")).to_have_count(0)
    palette.get_by_role("option", name="Écrire à Zoë").click()
    expect(board.get_by_role("complementary", name="Task: Écrire à Zoë")).to_be_visible()


def test_nothing_found_is_said_and_the_next_time_it_is_empty(board: Page) -> None:
    card_link(board, "Buy cake").focus()
    palette = open_palette(board)
    board.keyboard.type("zzzz")
    expect(palette.get_by_text("Nothing found.")).to_be_visible()
    board.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    expect(card_link(board, "Buy cake")).to_be_focused()
    palette = open_palette(board)
    board.keyboard.press("Control+k")
    expect(palette).to_be_visible()


def test_arrows_walk_through_what_was_found(board: Page) -> None:
    palette = open_palette(board)
    board.keyboard.type("s")
    expect(palette.get_by_role("option", name="Sleep")).to_be_visible()
    chosen = palette.locator("[cmdk-item][data-selected=true]")
    first = chosen.text_content()
    board.keyboard.press("ArrowDown")
    expect(chosen).not_to_have_text(first or "")
    board.keyboard.press("ArrowUp")
    expect(chosen).to_have_text(first or "")


def test_actions_on_what_is_shown(board: Page, program: Program) -> None:
    run(board, "Sort by priority")
    expect(titles(column(board, "todo"))).to_have_text(["Send the invoice", "Buy cake"])
    expect(board).to_have_url(f"{program.url}/?sort=priority")
    run(board, "Lanes by assignee")
    expect(board.locator("[data-lane=alice]")).to_be_visible()
    expect(board).to_have_url(f"{program.url}/?sort=priority&group=assignee")
    run(board, "Lanes by priority")
    expect(board.locator("[data-lane=high]")).to_be_visible()
    run(board, "No lanes")
    for words, order in [("Sort by due date", "due"), ("Sort by newest", "newest")]:
        run(board, words)
        expect(board).to_have_url(f"{program.url}/?sort={order}")
    expect(titles(column(board, "todo"))).to_have_text(["Send the invoice", "Buy cake"])
    run(board, "Sort by hand")
    expect(board).to_have_url(f"{program.url}/")
    expect(titles(column(board, "todo"))).to_have_text(["Buy cake", "Send the invoice"])
    run(board, "Search tasks")
    expect(board.get_by_role("searchbox")).to_be_focused()
    board.keyboard.type("sleep")
    expect(titles(board)).to_have_text(["Sleep"])
    run(board, "Clear all")
    expect(titles(board)).to_have_count(3)


def test_further_actions(board: Page, api: Api) -> None:
    run(board, "New task")
    expect(new_task_dialog(board).get_by_label("Title")).to_be_focused()
    board.keyboard.press("Escape")
    run(board, "Show the keys")
    expect(board.get_by_role("dialog", name="Keys")).to_be_visible()
    board.keyboard.press("Escape")
    run(board, "Change the theme")
    expect(board.locator("html")).to_have_class(re.compile("dark"))
    run(board, "Compact or comfortable")
    expect(board.locator("html")).to_have_attribute("data-density", "compact")
    choose(board, "Sleep", "Delete")
    expect(toast(board).get_by_text("The task was deleted.")).to_be_visible()
    run(board, "Undo")
    expect(card(board, "Sleep")).to_be_visible()
    assert len(api.tasks()) == 3
    run(board, "Français")
    expect(board.get_by_role("searchbox", name="Rechercher une tâche")).to_be_visible()


def test_the_first_that_is_found_is_what_enter_takes(board: Page, api: Api) -> None:
    for number in range(8):
        api.create(f"Sleep {number}")
    palette = open_palette(board)
    board.keyboard.type("sleep")
    # What was changed last comes first.
    expect(palette.get_by_role("option")).to_have_text([re.compile(f"Sleep {number}") for number in range(7, -1, -1)])
    expect(palette.get_by_role("option").first).to_have_attribute("data-selected", "true")


def test_a_search_leaves_the_actions_in_their_order(board: Page) -> None:
    palette = open_palette(board)
    actions = palette.get_by_role("option").all_inner_texts()
    board.keyboard.type("lanes")
    expect(palette.get_by_role("option")).to_have_text(["Lanes by assignee", "Lanes by priority", "No lanes"])
    for _ in "lanes":
        board.keyboard.press("Backspace")
    expect(palette.get_by_role("option")).to_have_text(actions)
    expect(palette.get_by_role("option", name="New task")).to_have_attribute("data-selected", "true")


def test_a_pasted_megabyte_is_cut(board: Page) -> None:
    palette = open_palette(board)
    board.keyboard.insert_text("word " * 200_000)
    expect(palette.get_by_role("combobox")).to_have_value(("word " * 200)[:SEARCH_LENGTH])
    expect(palette.get_by_text("Nothing found.")).to_be_visible()


@pytest.mark.usefixtures("tasks")
def test_in_french(new_page: NewPage, program: Program) -> None:
    page = new_page(locale="fr-FR")
    open_board(page, program)
    palette = open_palette(page)
    # Accents may be left out.
    page.keyboard.type("priorite trier")
    expect(palette.get_by_role("option")).to_have_text(["Trier par priorité"])
    page.keyboard.press("Enter")
    expect(titles(column(page, "todo"))).to_have_text(["Send the invoice", "Buy cake"])
