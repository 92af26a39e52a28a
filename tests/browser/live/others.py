"""What other people do to the board, in the words of the tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.api import Api, Task
from tests.browser.screen import open_board, titles
from tests.browsing import NewPage
from tests.program import ROOT, Program


def open_boards(new_page: NewPage, program: Program, count: int = 2, **options: Any) -> list[Page]:
    """Open the board for several visitors."""
    pages = [new_page(**options) for _ in range(count)]
    for page in pages:
        open_board(page, program)
    return pages


def find(api: Api, title: str) -> Task:
    """Find a task by its title."""
    return next(task for task in api.tasks() if task["title"] == title)


def mark(page: Page) -> None:
    """Remember the page and every card on it, for `expect_same_page`."""
    page.evaluate("""() => {
        window.marked = new Map([...document.querySelectorAll('.card')].map(card => [card.id, card]));
    }""")


def expect_same_page(page: Page) -> None:
    """Expect that the page was not loaded again, and that no card was drawn anew that is still in its column."""
    assert page.evaluate("""() => [...window.marked].every(
        ([id, card]) => !card.isConnected || document.getElementById(id) === card)""")
    assert page.evaluate("() => [...window.marked.values()].some(card => card.isConnected)")


def expect_titles(*pages: Page, **columns: list[str]) -> None:
    """Expect the titles of all columns on all pages; a column not named is empty."""
    for page in pages:
        for status in ("todo", "in_progress", "done"):
            where = page.get_by_test_id(f"column-{status}")
            expect(titles(where)).to_have_text(columns.get(status, []))


def run_elsewhere(database_url: str, *words: str) -> None:
    """Change a board in another process, by the same services; see `tests/browser/live/worker.py`."""
    command = [sys.executable, "-m", "tests.browser.live.worker", database_url, *words]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout


def seen_within(page: Page, change: Callable[[], object], title: str) -> float:
    """Return how many milliseconds a page took to show a title after `change` had returned."""
    expect(titles(page).get_by_text(title, exact=True)).to_have_count(0)
    page.evaluate(
        """title => { window.seen = null; const look = () => {
            if ([...document.querySelectorAll('article h3')].some(heading => heading.textContent === title))
                window.seen = Date.now();
            else requestAnimationFrame(look);
        }; look(); }""",
        title,
    )
    change()
    begun = page.evaluate("Date.now()")
    page.wait_for_function("window.seen")
    return page.evaluate("window.seen") - begun
