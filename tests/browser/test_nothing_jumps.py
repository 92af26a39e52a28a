"""The board comes in the place of its grey cards: nothing that stands on the page moves."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.api import Api
from tests.browser.screen import titles
from tests.browsing import DESKTOP, PHONE, NewPage
from tests.program import Program

# What Chromium saw jump, by how much; 0 is the least, and Google calls 0.1 good.
WATCH = """new PerformanceObserver((list) => {
    for (const {value, sources} of list.getEntries())
        (window.jumps ??= []).push([value, ...sources.map(({node}) => node?.className ?? node?.nodeName)]);
}).observe({type: 'layout-shift', buffered: true})"""


@pytest.mark.parametrize("query", ["", "?q=a", "?status=todo&priority=low", "?group=priority"])
@pytest.mark.parametrize(
    "screen",
    [{"viewport": DESKTOP}, {"viewport": PHONE, "is_mobile": True, "has_touch": True}],
    ids=["desktop", "phone"],
)
def test_nothing_moves_when_the_board_comes(
    new_page: NewPage, program: Program, screen: dict[str, object], query: str
) -> None:
    maker = new_page()
    maker.goto(program.url)
    maker.get_by_role("button", name="Look around with a sample board").click()
    expect(titles(maker).first).to_be_visible()

    page = new_page(**screen)
    page.add_init_script(WATCH)
    page.goto(f"{program.url}/{query}")
    expect(titles(page).first).to_be_visible()
    expect(page.get_by_role("complementary", name="Sample board")).to_be_visible()
    # Chromium tells of a jump after the frame that it was in.
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
    )
    assert page.evaluate("window.jumps ?? []") == []


def test_the_name_stands_there_before_any_script_runs(
    new_page: NewPage, program: Program, console_errors: list[str], api: Api
) -> None:
    api.create("Task")
    page = new_page(locale="fr-FR")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(program.url)
    expect(page.get_by_role("heading", name="TaskFlow")).to_be_visible()
    # The words wait until the reader's language is known.
    expect(page.get_by_text("Task manager")).to_be_hidden()
    console_errors.clear()
