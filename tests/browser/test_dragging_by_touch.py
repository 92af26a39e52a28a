"""Cards dragged with a finger: a long press takes them, a swipe scrolls as ever."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.dragging import Finger, Way, above, announcement, below, expect_order, held, into
from tests.browser.screen import column, open_board, reload_board, scroller
from tests.browsing import NewPage
from tests.program import Program


def test_on_a_tablet_within_and_between_columns(new_page: NewPage, program: Program, api: Api) -> None:
    page = new_page(viewport={"width": 1024, "height": 768}, has_touch=True, is_mobile=True)
    for title in ("a", "b", "c"):
        api.create(title)
    api.create("x", status="done")
    open_board(page, program)
    finger = Finger(page)
    finger.drag(above(page, "c", "a"))
    expect_order(page, api, todo=["c", "a", "b"], done=["x"])
    finger.drag(below(page, "c", "x"))
    finger.drag(into(page, "a", "in_progress"))
    expect_order(page, api, todo=["b"], in_progress=["a"], done=["x", "c"])
    reload_board(page)
    expect_order(page, api, todo=["b"], in_progress=["a"], done=["x", "c"])
    expect(page).to_have_url(f"{program.url}/")


def test_on_a_phone_within_a_column(phone: Page, program: Program, api: Api) -> None:
    for title in ("a", "b", "c"):
        api.create(title)
    open_board(phone, program)
    finger = Finger(phone)
    finger.drag(below(phone, "a", "b"))
    expect_order(phone, api, todo=["b", "a", "c"])
    # A long press alone neither moves the card nor opens it.
    finger.touch(above(phone, "a", "b").start)
    expect(held(phone)).to_have_count(1)
    finger.let_go()
    expect(held(phone)).to_have_count(0)
    expect_order(phone, api, todo=["b", "a", "c"])
    expect(phone).to_have_url(f"{program.url}/")


def test_on_a_phone_into_the_next_column(phone: Page, program: Program, api: Api) -> None:
    for title in ("a", "b"):
        api.create(title)
    api.create("x", status="in_progress")
    open_board(phone, program)
    x, y = into(phone, "a", "todo").start
    finger = Finger(phone)
    finger.carry(Way("a", (x, y), (320.0, y)))
    # The columns go by under the finger as long as it waits at the edge.
    phone.wait_for_function(
        "document.querySelector('[data-testid=column-in_progress]').getBoundingClientRect().x < 120"
    )
    finger.slide(Way("a", (320.0, y), (x, y)))
    expect(announcement(phone)).to_have_text("Place 1 of 2 in “In progress”.")
    finger.let_go()
    expect_order(phone, api, todo=["b"], in_progress=["a", "x"])
    # One goes on where one dropped, and the page itself has not moved.
    expect(column(phone, "in_progress").locator("h2")).to_be_in_viewport(ratio=1)
    assert phone.evaluate("[window.scrollX, document.scrollingElement.scrollWidth]") == [0, 390]
    reload_board(phone)
    expect_order(phone, api, todo=["b"], in_progress=["a", "x"])


def test_a_swipe_scrolls_and_takes_nothing(phone: Page, program: Program, api: Api) -> None:
    names = [f"{number:02}" for number in range(20)]
    for name in names:
        api.create(name)
    open_board(phone, program)
    x, y = into(phone, "08", "todo").start
    finger = Finger(phone)
    finger.touch((x, y))
    finger.slide(Way("08", (x, y), (x, y - 300)))
    finger.let_go()
    phone.wait_for_function("list => list.scrollTop > 100", arg=scroller(phone, "todo").element_handle())
    expect(held(phone)).to_have_count(0)
    expect_order(phone, api, todo=names)
