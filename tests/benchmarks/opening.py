"""What it takes to open the board: time, elements, and what comes over the wire."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Response

from tests.benchmarks.page_actions import elements
from tests.benchmarks.painting import Painted, listen, opening
from tests.benchmarks.query_count import QueryCount
from tests.browsing import DEFAULTS


@dataclass
class Opened:
    """What came of opening the board several times; `bundle` is the bytes of scripts and styles, as served."""

    cold: list[tuple[Painted, int]] = field(default_factory=list[tuple[Painted, int]])
    warm: list[tuple[Painted, int]] = field(default_factory=list[tuple[Painted, int]])
    elements: int = 0
    bundle: int = 0


def open_often(browser: Browser, url: str, queries: QueryCount, rounds: int) -> Opened:
    """Open the board as somebody who has never been here, then once more."""
    opened = Opened()
    for _ in range(rounds):
        with browser.new_context(**DEFAULTS) as context:
            page = context.new_page()
            listen(page)
            answers: list[Response] = []
            page.on("response", lambda answer: answers.append(answer))  # noqa: B023, PLW0108
            for times in (opened.cold, opened.warm):
                before = queries.read()
                painted = opening(page, url)
                times.append((painted, queries.read() - before))
                if times is opened.cold:
                    assets = [answer for answer in answers if "/assets/" in answer.url]
                    opened.bundle = sum(answer.request.sizes()["responseBodySize"] for answer in assets)
                opened.elements = max(opened.elements, elements(page))
                page.goto("about:blank")
    return opened
