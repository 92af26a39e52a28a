"""What people do at the board, timed from the click or key to the frame that shows it.

Everything is found as a visitor or a screen reader finds it, and done to cards at the top of their column, whatever the
size of the board.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from itertools import cycle
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Locator, Page, expect

from tests.benchmarks.painting import Painted, painting, settle
from tests.benchmarks.query_count import QueryCount
from tests.browser.panel import close_panel, field, task_panel
from tests.browser.screen import begin_task, card_link, clear_all, column, count, open_filters, open_menu

STATUSES = ("todo", "in_progress", "done")
# So far that other cards must come, and so often before the page is loaded anew.
FAR_PIXELS = 2_500
STEPS_DOWN = 4
# Words of few and of many tasks, of two languages, with and without accents, and of descriptions.
SEARCHES = ("printer", "etude de marche", "TF-7", "contract for", "comptabilite", "sao paulo")
FILTERS = (("Priority", "High"), ("Assignee", "Bob"), ("Due date", "Overdue"), ("Assignee", "Nobody"))

_CARDS = "[...document.querySelectorAll('article a')].map((link) => link.href).join()"
_IS_MARKED = """((searched) => {
    const plain = (text) => text.normalize('NFKD').replace(/\\p{M}/gu, '').toLowerCase();
    const cards = [...document.querySelectorAll('article')];
    const marked = (card) => plain(card.querySelector('mark')?.textContent ?? '');
    return cards.length && cards.every((card) => marked(card) === plain(searched));
})"""


def heads(status: str, title: str) -> str:
    """Return the expression that a column's first card has this title."""
    first = f"document.querySelector('[data-testid=column-{status}] article h3')?.textContent.trim()"
    return f"{first} === {json.dumps(title)}"


class Hand:
    """Does things at an open board, and keeps what came of each under its name."""

    def __init__(self, page: Page, queries: QueryCount) -> None:
        self._page, self._queries = page, queries
        self._numbers = iter(range(1, 1_000_000))
        self.done: dict[str, list[tuple[Painted, int]]] = defaultdict(list)

    def work(self) -> None:
        """Make a task, open it, change its title, move it to another column and delete it."""
        page, title = self._page, f"Ask for the new keys, n° {next(self._numbers)} 🔑"
        dialog = begin_task(page)
        dialog.get_by_label("Title").fill(title)
        self._do("create", "click", heads("todo", title), dialog.get_by_role("button", name="Add task").click)
        is_read = f"[...document.querySelectorAll('aside textarea')].some((text) => text.value === {json.dumps(title)})"
        self._do("open a task", "click", is_read, card_link(page, title).click)
        changed = f"{title}, today"
        text = field(task_panel(page), "Title")
        text.fill(changed)
        self._do("edit", "keydown", heads("todo", changed), lambda: text.press("Enter"))
        close_panel(page)
        settle(page)
        self._choose("move", changed, "Move to “Done”", heads("done", changed))
        self._choose("delete", changed, "Delete", f"!({heads('done', changed)})")

    def filter(self, rounds: int) -> None:
        """Choose filters one after the other, each on the whole board."""
        shown = open_filters(self._page)
        for _, (label, choice) in zip(range(rounds), cycle(FILTERS), strict=False):
            select = shown.get_by_label(label, exact=True)
            self._page.evaluate(f"window.before = {_CARDS}")
            self._do("filter", "change", f"{_CARDS} !== before", _selecting(select, choice))
            # As it was, and not timed.
            select.select_option(index=0)
            expect(clear_all(self._page)).to_be_hidden()
            settle(self._page)
        self._page.keyboard.press("Escape")

    def search(self, rounds: int) -> None:
        """Type what is searched; timed from the last key."""
        page = self._page
        text = page.get_by_role("searchbox")
        for _, searched in zip(range(rounds), cycle(SEARCHES), strict=False):
            self._empty(text)
            text.press_sequentially(searched[:-1])
            # What the keys before have asked for is not of the last one.
            settle(page)
            shows = f"{_IS_MARKED}({json.dumps(searched)})"
            self._do("search", "keydown", shows, _pressing(text, searched[-1]))
        self._empty(text)

    def _empty(self, text: Locator) -> None:
        text.fill("")
        expect(self._page.locator("article mark")).to_have_count(0)
        expect(self._page.locator("article").first).to_be_visible()
        settle(self._page)

    def scroll(self, rounds: int) -> int:
        """Scroll columns down, again and again to where more cards must come; return the most elements there were."""
        page, most = self._page, 0
        while len(self.done["scroll"]) < rounds:
            # A page that is loaded anew stays where it was; a new visitor begins at the top.
            page.evaluate("sessionStorage.clear()")
            page.goto(urljoin(page.url, "/"))
            expect(page.locator("article").first).to_be_visible()
            settle(page)
            steps = {status: self._steps(status) for status in STATUSES}
            if not any(steps.values()):
                break
            for status, few in steps.items():
                for _ in range(few):
                    self._scroll(status)
                    most = max(most, elements(page))
        return most or elements(page)

    def _steps(self, status: str) -> int:
        """Return how often a column can be scrolled by what it shows now."""
        shown = column(self._page, status).locator("article").count()
        total = int(count(self._page, status).inner_text())
        return min(STEPS_DOWN, (total - 1) // shown) if shown else 0

    def _scroll(self, status: str) -> None:
        page, there = self._page, column(self._page, status)
        last = f"[...document.querySelectorAll('[data-testid=column-{status}] article a')].at(-1)?.href"
        there.hover()
        box: Any = there.bounding_box()
        middle = f"{box['x'] + box['width'] / 2}, {box['y'] + box['height'] / 2}"
        # One of two points: between cards there is a gap.
        lies = (
            f"[0, 16].some((down) => ((x, y) => document.elementFromPoint(x, y + down))({middle})?.closest('article'))"
        )
        page.evaluate(f"window.before = {last}")
        # What is drawn is another part of the column, and it lies where one looks.
        shows = f"{last} !== before && {lies}"
        self._do("scroll", "wheel", shows, lambda: page.mouse.wheel(0, FAR_PIXELS))

    def _choose(self, name: str, title: str, action: str, shows: str) -> None:
        item = open_menu(self._page, title).get_by_text(action, exact=True)
        self._do(name, "click", shows, item.click)

    def _do(self, name: str, kind: str, shows: str, act: Callable[[], Any]) -> None:
        before = self._queries.read()
        painted = painting(self._page, kind, shows, act)
        self.done[name].append((painted, self._queries.read() - before))


def elements(page: Page) -> int:
    """Return how many elements a page has."""
    return page.evaluate("document.querySelectorAll('*').length")


def _pressing(text: Locator, key: str) -> Callable[[], Any]:
    return lambda: text.press(key)


def _selecting(select: Locator, choice: str) -> Callable[[], Any]:
    return lambda: select.select_option(label=choice)
