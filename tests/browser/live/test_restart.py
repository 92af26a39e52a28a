"""The program is started anew under open pages: they build themselves again, and no frame shows anything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.others import expect_same_page, expect_titles, find, mark
from tests.browser.panel import edit_description, open_task
from tests.browser.screen import open_board
from tests.browsing import NewPage
from tests.program import Program

WATCH = """() => {
    const frames = window.frames_ = [];
    const look = () => {
        const shows = selector => [...document.querySelectorAll(selector)].some(element => element.checkVisibility());
        frames.push(JSON.stringify({
            skeleton: shows('[aria-busy=true]'),
            language: document.documentElement.lang,
            column: document.querySelector('#column-todo')?.textContent,
            cards: [...document.querySelectorAll('article h3')].map(heading => heading.textContent),
            header: shows('header'),
        }));
        requestAnimationFrame(look);
    };
    look();
}"""


@pytest.fixture(autouse=True)
def complaints(console_errors: list[str]) -> Iterator[None]:
    """A browser complains about a server that is gone, and that is no defect of ours."""
    yield
    console_errors.clear()


def watched(page: Page) -> list[dict[str, Any]]:
    """Return what the frames showed, without repetitions."""
    return page.evaluate(
        "() => window.frames_.filter((frame, index, all) => frame !== all[index - 1]).map(frame => JSON.parse(frame))"
    )


def test_they_show_what_they_showed_and_then_the_news(new_page: NewPage, program: Program, api: Api) -> None:
    for title in ("a", "b"):
        api.create(title, priority="high")
    english, french = new_page(), new_page(locale="fr-FR")
    open_board(english, program)
    open_board(french, program, "?priority=high")
    for page in (english, french):
        expect_titles(page, todo=["a", "b"])
        mark(page)
        page.evaluate(WATCH)
    program.restart()
    api.edit(find(api, "a"), title="A")
    expect_titles(english, french, todo=["A", "b"])
    api.create("c", status="done", priority="high")
    expect_titles(english, french, todo=["A", "b"], done=["c"])
    for page, language, column in ((english, "en", "To do"), (french, "fr", "À faire")):
        expect_same_page(page)
        frames = watched(page)
        assert {frame["language"] for frame in frames} == {language}
        assert {frame["column"] for frame in frames} == {column}
        assert not any(frame["skeleton"] for frame in frames)
        assert all(frame["header"] for frame in frames)
        shown = [frame["cards"] for frame in frames]
        assert [cards for cards, before in zip(shown, [None, *shown], strict=False) if cards != before] == [
            ["a", "b"],
            ["A", "b"],
            ["A", "b", "c"],
        ]


def test_an_open_task_and_what_is_typed_stay(new_page: NewPage, program: Program, api: Api) -> None:
    api.create("a", description="Old")
    page, other = new_page(), new_page()
    open_board(page, program)
    open_board(other, program)
    panel = open_task(page, "a")
    text = edit_description(panel)
    text.fill("Half a")
    page.evaluate(WATCH)
    program.restart()
    api.edit(find(api, "a"), assignee="alice")
    expect(panel.get_by_label("Assignee")).to_have_value("alice")
    expect(text).to_be_focused()
    page.keyboard.type(" thought")
    expect(text).to_have_value("Half a thought")
    expect_titles(page, other, todo=["a"])
    assert not any(frame["skeleton"] for frame in watched(page))
