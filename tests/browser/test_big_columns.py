"""A column of hundreds of tasks costs no more than a window of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from taskflow.models.database import create_engine
from taskflow.models.task import Priority, Status, TaskCreate
from taskflow.services.tasks import create_task
from taskflow.settings import read_settings
from taskflow.states.columns import WINDOW
from tests.browser.api import Api
from tests.browser.dragging import announcement, held
from tests.browser.screen import (
    add,
    begin_task,
    card,
    card_link,
    choose,
    column,
    count,
    open_board,
    reload_board,
    scroller,
    titles,
)
from tests.browser.selecting import select, selection
from tests.program import Program

TASKS = 300
# More than one window, fewer than two.
IMPORTANT = WINDOW + 10


@pytest.fixture(autouse=True)
def tasks(program: Program, api: Api) -> Iterator[None]:
    """Fill a column with 300 tasks, numbered from the top, the first of them important."""
    assert api.tasks() == []
    engine = create_engine(read_settings({"DATABASE_URL": program.database_url}))
    with Session(engine) as session:
        for number in range(TASKS):
            priority = Priority.HIGH if number < IMPORTANT else Priority.LOW
            create_task(session, TaskCreate(title=f"Task {number}", priority=priority, status=Status.TODO))
    yield
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM tasks")
    engine.dispose()


def numbered(*numbers: int) -> list[str]:
    return [f"Task {number}" for number in numbers]


def drawn(page: Page) -> list[int]:
    """Return the numbers of the cards that are drawn."""
    return [int(title.removeprefix("Task ")) for title in titles(column(page, "todo")).all_inner_texts()]


def expect_first(page: Page, *shown: str) -> None:
    """Expect these cards at the top of the column; more may follow where the screen has room for them."""
    for index, title in enumerate(shown):
        expect(titles(column(page, "todo")).nth(index)).to_have_text(title)


def scroll_to(page: Page, pixels: float) -> None:
    scroller(page, "todo").evaluate("(area, pixels) => area.scrollTo(0, pixels)", pixels)


def expect_in_view(page: Page, title: str) -> None:
    expect(card(page, title)).to_be_in_viewport(ratio=0.5)


# Each frame: the number of the first card in view, where it lies, and whether there is a hole above or below.
WATCH = """() => {
    const area = document.querySelector('.column-scroll'), frames = window.frames_ = [];
    const look = () => {
        const box = area.getBoundingClientRect();
        const cards = [...area.querySelectorAll('.card')].map((card) => [card, card.getBoundingClientRect()]);
        const seen = cards.filter(([, at]) => at.bottom > box.top + 8 && at.top < box.bottom - 8);
        const [first, at] = seen[0] ?? [null, null];
        frames.push({number: first ? Number(first.querySelector('h3').innerText.slice(5)) : -1,
            hasHole: !first || at.top > box.top + 24 || (seen.at(-1)[1].bottom < box.bottom - 60
                && area.dataset.below !== '0')});
        window.watching_ = requestAnimationFrame(look);
    };
    look();
}"""


def test_a_window_of_cards_is_drawn_whatever_the_number(page: Page, program: Program) -> None:
    open_board(page, program)
    expect(count(page, "todo")).to_have_text(str(TASKS))
    expect_first(page, *numbered(*range(WINDOW)))
    assert page.evaluate("document.querySelectorAll('*').length") <= 4000


def test_a_page_that_is_loaded_anew_shows_the_same_part(page: Page, program: Program) -> None:
    open_board(page, program)
    expect_first(page, *numbered(*range(WINDOW)))
    scroll_to(page, 8000)
    expect(card(page, "Task 0")).to_have_count(0)
    page.evaluate(WATCH)
    page.wait_for_function("!frames_.at(-1).hasHole")
    # Some cards below the first that one sees: cards are not all of the same height.
    title = f"Task {page.evaluate('frames_.at(-1).number') + 3}"
    reload_board(page)
    expect_in_view(page, title)


def test_scrolling_down_and_up_shows_every_card_once_and_never_jumps(page: Page, program: Program) -> None:
    open_board(page, program)
    card(page, "Task 3").hover()
    page.evaluate(WATCH)
    most = 0
    for turn in (1, -1):
        for _ in range(60):
            page.mouse.wheel(0, turn * 250)
            # What comes is asked for while one scrolls: a person's wheel leaves it the time of some frames.
            page.wait_for_timeout(60)
            most = max(most, len(drawn(page)))
        page.wait_for_timeout(500)
        frames = page.evaluate("window.frames_.splice(0)")
        seen = [frame["number"] for frame in frames]
        assert seen == sorted(seen, reverse=turn < 0), "a card came back that had gone"
        assert max(seen) > 100
        assert not any(frame["hasHole"] for frame in frames)
    assert drawn(page)[0] == 0
    assert most < 4 * WINDOW
    assert page.evaluate("document.querySelectorAll('*').length") <= 4000


def test_without_the_browsers_scroll_anchoring_nothing_jumps_either(page: Page, program: Program) -> None:
    # As in Safari.
    page.add_init_script("CSS.supports = (name) => name !== 'overflow-anchor'")
    open_board(page, program)
    page.add_style_tag(content=".column-scroll, .column-scroll * {overflow-anchor: none !important}")
    card(page, "Task 3").hover()
    page.evaluate(WATCH)
    for turn in (1, -1):
        for _ in range(40):
            page.mouse.wheel(0, turn * 250)
            page.wait_for_timeout(60)
        page.wait_for_timeout(500)
        seen = [frame["number"] for frame in page.evaluate("window.frames_.splice(0)")]
        assert seen == sorted(seen, reverse=turn < 0)
        assert max(seen) > 60


def test_the_bar_leads_anywhere(page: Page, program: Program) -> None:
    open_board(page, program)
    scroll_to(page, scroller(page, "todo").evaluate("(area) => area.scrollHeight / 2"))
    page.wait_for_function("document.querySelector('.column-scroll').dataset.above > 80")
    middle = drawn(page)
    assert TASKS / 3 < middle[len(middle) // 2] < TASKS * 2 / 3
    assert middle == list(range(middle[0], middle[-1] + 1))
    scroll_to(page, 1_000_000)
    expect_in_view(page, f"Task {TASKS - 1}")
    scroll_to(page, 0)
    expect_in_view(page, "Task 0")
    expect(count(page, "todo")).to_have_text(str(TASKS))


def test_who_does_not_scroll_has_a_button(page: Page, program: Program) -> None:
    open_board(page, program)
    before = drawn(page)
    column(page, "todo").get_by_role("button", name="Show more").dispatch_event("click")
    expect(card(page, f"Task {before[-1] + 5}")).to_be_attached()
    card_link(page, "Task 0").focus()
    page.keyboard.press("End")
    expect_in_view(page, f"Task {TASKS - 1}")
    first = drawn(page)[0]
    column(page, "todo").get_by_role("button", name="Show earlier").dispatch_event("click")
    expect(card(page, f"Task {first - 3}")).to_be_attached()


def test_show_more_goes_when_there_is_no_more(page: Page, program: Program) -> None:
    open_board(page, program, "?priority=high")
    expect(count(page, "todo")).to_have_text(str(IMPORTANT))
    scroll_to(page, 1_000_000)
    expect_in_view(page, f"Task {IMPORTANT - 1}")
    expect(column(page, "todo").get_by_role("button", name="Show more")).to_be_hidden()


def test_home_and_end_and_the_arrows_reach_every_card(page: Page, program: Program) -> None:
    open_board(page, program)
    card_link(page, "Task 0").focus()
    for number in range(1, 2 * WINDOW):
        page.keyboard.press("ArrowDown")
        expect(card_link(page, f"Task {number}")).to_be_focused()
    page.keyboard.press("End")
    expect(card_link(page, f"Task {TASKS - 1}")).to_be_focused()
    expect_in_view(page, f"Task {TASKS - 1}")
    page.keyboard.press("ArrowUp")
    expect(card_link(page, f"Task {TASKS - 2}")).to_be_focused()
    page.keyboard.press("Home")
    expect(card_link(page, "Task 0")).to_be_focused()
    expect_in_view(page, "Task 0")


def test_a_card_is_dragged_to_a_place_that_was_not_drawn(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    box = card(page, "Task 1").bounding_box()
    area = scroller(page, "todo").bounding_box()
    assert box
    assert area
    x = box["x"] + box["width"] / 2
    page.mouse.move(x, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(x, area["y"] + area["height"] - 30, steps=15)
    expect(held(page)).to_have_count(1)
    # At its edge the list scrolls by itself.
    page.wait_for_function(f"document.querySelectorAll('.column-scroll .card').length > {2 * WINDOW + 10}")
    page.wait_for_function(
        f"[...document.querySelectorAll('.card')].some((card) => card.innerText.startsWith('Task {WINDOW + 15}')"
        " && card.getBoundingClientRect().top < 300)"
    )
    page.mouse.move(x, area["y"] + area["height"] / 2, steps=5)
    page.wait_for_timeout(200)
    expect(column(page, "todo").locator(".cards")).to_have_attribute("data-landing", "")
    page.mouse.up()
    expect(held(page)).to_have_count(0)
    expect_in_view(page, "Task 1")
    order = [task["title"] for task in sorted(api.tasks(), key=lambda task: task["position"])]
    place = order.index("Task 1")
    assert place > WINDOW
    assert drawn(page)[drawn(page).index(1) - 1] == int(order[place - 1].removeprefix("Task "))


def test_to_the_bottom_and_to_the_top_from_anywhere(page: Page, program: Program) -> None:
    open_board(page, program)
    choose(page, "Task 2", "Move to bottom")
    expect(card(page, "Task 2")).to_have_count(0)
    card_link(page, "Task 0").focus()
    page.keyboard.press("End")
    expect_in_view(page, "Task 2")
    choose(page, f"Task {TASKS - 1}", "Move to top")
    expect(card(page, f"Task {TASKS - 1}")).to_have_count(0)
    scroll_to(page, 0)
    expect_in_view(page, "Task 0")
    assert drawn(page)[:2] == [TASKS - 1, 0]


def test_what_is_added_at_the_bottom_is_seen(page: Page, program: Program) -> None:
    open_board(page, program)
    column(page, "todo").get_by_role("button", name="Add a task", exact=True).click()
    expect_in_view(page, f"Task {TASKS - 1}")
    for title in ("Oil", "Salt", "Milk"):
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect_in_view(page, title)
    expect(count(page, "todo")).to_have_text(str(TASKS + 3))


def test_a_selection_goes_with_one_wherever_one_scrolls(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    select(page, "Task 1", "Task 2")
    scroll_to(page, 12_000)
    page.wait_for_function("document.querySelector('.column-scroll').dataset.above > 80")
    expect(selection(page).get_by_text("2 selected")).to_be_visible()
    selection(page).get_by_role("button", name="Delete").click()
    expect(count(page, "todo")).to_have_text(str(TASKS - 2))
    left = {task["title"] for task in api.tasks()}
    assert not {"Task 1", "Task 2"} & left
    # A card of which nothing is known any more is not among them.
    expect(selection(page)).to_be_hidden()


def test_the_place_that_is_read_out_counts_the_cards_that_are_not_drawn(page: Page, program: Program) -> None:
    open_board(page, program)
    card_link(page, "Task 0").focus()
    page.keyboard.press("End")
    expect(card_link(page, f"Task {TASKS - 1}")).to_be_focused()
    page.keyboard.press("Space")
    expect(announcement(page)).to_contain_text(f"place {TASKS} of {TASKS}")
    page.keyboard.press("Escape")


def test_the_search_looks_beyond_the_window(page: Page, program: Program) -> None:
    open_board(page, program)
    page.get_by_role("searchbox").fill("task 299")
    expect(titles(page)).to_have_text(numbered(299))


def test_the_window_stays_full_and_the_counts_right_while_cards_come_and_go(page: Page, program: Program) -> None:
    open_board(page, program)
    choose(page, "Task 0", "Move to “Done”")
    expect_first(page, *numbered(*range(1, WINDOW + 1)))
    expect(count(page, "todo")).to_have_text("299")
    expect(count(page, "done")).to_have_text("1")
    choose(page, "Task 1", "Move to bottom")
    expect_first(page, *numbered(*range(2, WINDOW + 2)))
    expect(count(page, "todo")).to_have_text("299")
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("New")
    add(dialog)
    expect_first(page, "New", *numbered(*range(2, WINDOW + 1)))
    expect(count(page, "todo")).to_have_text("300")
