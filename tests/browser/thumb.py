"""What a thumb needs of a page: nothing too wide, nothing too small, everything within reach."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api

FINGERTIP = 44

# Everything that can be touched now, by what it is called, with its width and height. A card's title stands for the
# whole card, which is what it reacts on; an <option> is drawn by the phone.
TARGETS = """() => [...document.querySelectorAll('button, input, select, textarea, a[href]')]
    .filter(target => target.checkVisibility({visibilityProperty: true}) && target.type != 'hidden')
    .filter(target => !document.querySelector('dialog[open]') || target.closest('dialog[open]'))
    .filter(target => !target.closest('[inert]'))
    .map(target => {
        const box = (target.closest('h3') ? target.closest('article') : target).getBoundingClientRect();
        return [target.ariaLabel || target.innerText || target.name, box.width, box.height];
    })"""
# What must lie within the width of the screen.
PARTS = "header:has(h1), [role=search], dialog[open], [popover]:popover-open, #task-panel, [role=toolbar]"


def fill_phone(api: Api) -> None:
    """Make three tasks, one of them with the longest texts there can be."""
    api.create("W" * 200, description="W" * 1000, assignee="W" * 100, due_date="2020-01-02", priority="high")
    api.create("Task", description="Short", assignee="alice", due_date="2031-05-17")
    api.create("Other", status="done")


def expect_fit(page: Page) -> None:
    """Expect that nothing scrolls sideways, and that every target takes a fingertip."""
    width = page.viewport_size and page.viewport_size["width"]
    scrolled = page.evaluate("document.scrollingElement.scrollWidth")
    assert scrolled == width, scrolled
    for part in page.locator(
        "dialog[open], [popover]:popover-open, .column-scroll, #task-panel, #task-panel > div"
    ).all():
        assert part.evaluate("part => part.scrollWidth <= part.clientWidth"), part
    for part in page.locator(PARTS).all():
        box = part.bounding_box()
        assert box
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= (width or 0), part
    small = [target for target in page.evaluate(TARGETS) if min(target[1:]) < FINGERTIP]
    assert small == [], small


def expect_reachable(target: Locator) -> None:
    """Expect that a finger can come to it."""
    target.scroll_into_view_if_needed()
    expect(target).to_be_in_viewport(ratio=0.99)
    target.click(trial=True)
