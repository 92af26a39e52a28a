"""The groups of the benchmark: each measures one thing on a running program, and gives its figures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from statistics import median_low

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.benchmarks import contention
from tests.benchmarks.figures import ANY, Figure, percentiles
from tests.benchmarks.live_measuring import FanOut, crowd, measure_idle
from tests.benchmarks.opening import open_often
from tests.benchmarks.page_actions import Hand
from tests.benchmarks.painting import Painted, listen, opening
from tests.benchmarks.rest import Kind
from tests.benchmarks.rest_actions import call_often
from tests.benchmarks.seeded_program import Seeded, seeded_program
from tests.browsing import DEFAULTS, launch

# Name, value, unit
Measured = Iterator[tuple[str, float, str]]


@dataclass(frozen=True)
class Effort:
    """How often everything is done."""

    rounds: int = 20
    calls: int = 60
    openings: int = 10
    sessions: int = 100
    clients: int = 50
    changes: int = 15
    contests: int = 3
    moves: int = 400


QUICK = Effort(rounds=1, calls=3, openings=1, sessions=5, clients=3, changes=2, contests=1, moves=40)


def measure_memory(seeded: Seeded, effort: Effort) -> Measured:
    """Measure what the program takes when nobody is there, and for each open page."""
    yield "memory: idle", seeded.program.memory() / 1e6, "MB"
    # The first visitors fill caches.
    few, _ = asyncio.run(measure_idle(seeded.program, effort.sessions // 5, 0.5))
    many, share = asyncio.run(measure_idle(seeded.program, effort.sessions, 1))
    # Those who have left are kept for a while, in case they come back.
    yield "memory: a session", (many - few) / effort.sessions / 1e6, "MB"
    yield f"memory: processor for {effort.sessions} quiet pages", share * 100, "%"


def measure_rest(seeded: Seeded, effort: Effort) -> Measured:
    """Measure the operations of the API."""
    for name, calls in call_often(seeded.program.api_url, seeded.queries, effort.calls).items():
        yield from _times(f"REST: {name}", [milliseconds for milliseconds, _ in calls])
        yield f"REST: {name}: queries", median_low(queries for _, queries in calls), ""


def measure_open(seeded: Seeded, effort: Effort) -> Measured:
    """Measure how the board is opened."""
    with sync_playwright() as playwright:
        opened = open_often(started(playwright), seeded.program.url, seeded.queries, effort.openings)
    for name, times in (("cold", opened.cold), ("warm", opened.warm)):
        yield from _times(f"open: {name}", [painted.painted for painted, _ in times])
    yield from _costs("open", opened.cold)
    yield "open: elements", opened.elements, ""
    yield "open: scripts and styles", opened.bundle / 1024, "KiB"


def measure_page(seeded: Seeded, effort: Effort) -> Measured:
    """Measure what people do at the board."""
    with sync_playwright() as playwright:
        browser = started(playwright)
        page = browser.new_context(**DEFAULTS).new_page()
        listen(page)
        opening(page, seeded.program.url)
        hand = Hand(page, seeded.queries)
        # The first ones meet a page that has just been loaded.
        hand.work()
        hand.done.clear()
        for _ in range(effort.rounds):
            hand.work()
        hand.filter(effort.rounds)
        hand.search(effort.rounds)
        most = hand.scroll(effort.rounds)
        browser.close()
    for name, done in hand.done.items():
        yield from _times(f"page: {name}", [painted.painted for painted, _ in done])
        answers = [painted.answered for painted, _ in done if painted.answered is not None]
        if answers:
            yield f"page: {name}: answer, p50", percentiles(answers)[0], "ms"
        yield from _costs(f"page: {name}", done)
    yield "open: elements after scrolling", most, ""


def measure_live(seeded: Seeded, effort: Effort) -> Measured:
    """Measure how soon everybody is told of a change, and what that costs."""

    async def tell() -> dict[str, FanOut]:
        async with crowd(seeded.program, seeded.engine, effort.clients, 0) as everybody:
            found: dict[str, FanOut] = {}
            for name, change in (("the API", everybody.move_by_api), ("a page", everybody.move_by_page)):
                # The first ones meet a server that has not told anybody yet.
                await everybody.measure(2, change, "")
                found[name] = await everybody.measure(effort.changes, change, "")
            return found

    # It has a progress line of its own.
    with redirect_stdout(StringIO()):
        told = asyncio.run(tell())
    for name, found in told.items():
        yield from _times(f"told of a move by {name}", found.told)
        yield f"told of a move by {name}: bytes down", found.bytes_per_change / 1e3, "KB"
        yield f"told of a move by {name}: processor", found.cpu_per_change, "ms"


def measure_contention(folder: Path, kind: Kind, effort: Effort) -> Measured:
    """Measure moves that clients fight over, on a small board of their own."""
    for way, name in (("rest", "the API"), ("page", "pages")):
        found = contention.measure(folder, kind, way, rounds=effort.contests, moves=effort.moves)
        yield f"contended moves by {name}: rate", found.per_second, "/s"
        yield f"contended moves by {name}: answer, p50", found.p50, "ms"
        yield f"contended moves by {name}: answer, p95", found.p95, "ms"
        yield f"contended moves by {name}: board held, p95", found.held_p95, "ms"


# In this order: the memory first, on a server that nobody has used yet.
GROUPS: dict[str, Callable[[Seeded, Effort], Measured]] = {
    "memory": measure_memory,
    "rest": measure_rest,
    "open": measure_open,
    "page": measure_page,
    "live": measure_live,
}
CONTENTION = "contention"


@dataclass(frozen=True)
class Plan:
    """What is measured, and how thoroughly."""

    databases: Sequence[Kind]
    sizes: Sequence[int]
    groups: Sequence[str]
    effort: Effort

    def steps(self) -> int:
        """Return how many steps `run` takes."""
        on_boards = [*(group for group in self.groups if group in GROUPS)]
        for_each_size = len(on_boards) + 1 if on_boards else 0
        return len(self.databases) * (len(self.sizes) * for_each_size + (CONTENTION in self.groups))

    def run(self, folder: Path, begin: Callable[[str], None]) -> Iterator[Figure]:
        """Measure with the program that was built in `folder`; `begin` is told of each step before it is done."""
        groups = [group for group in GROUPS if group in self.groups]
        for kind in self.databases:
            for size in self.sizes if groups else ():
                begin(f"{kind}, {size:,} tasks: filling the board")
                with seeded_program(folder, kind, size) as seeded:
                    for group in groups:
                        begin(f"{kind}, {size:,} tasks: {group}")
                        for name, value, unit in GROUPS[group](seeded, self.effort):
                            yield Figure(kind, size, name, value, unit)
            if CONTENTION in self.groups:
                begin(f"{kind}: {CONTENTION}")
                for name, value, unit in measure_contention(folder, kind, self.effort):
                    yield Figure(kind, ANY, name, value, unit)


def started(playwright: Playwright) -> Browser:
    """Start a browser."""
    browser = launch(playwright)
    if isinstance(browser, str):
        raise SystemExit(browser)
    return browser


def _times(name: str, milliseconds: list[float]) -> Measured:
    p50, p95 = percentiles(milliseconds)
    yield f"{name}, p50", p50, "ms"
    yield f"{name}, p95", p95, "ms"


def _costs(name: str, done: list[tuple[Painted, int]]) -> Measured:
    yield f"{name}: bytes down", max(painted.bytes for painted, _ in done) / 1e3, "KB"
    # What the server does by itself meanwhile is not counted among them.
    yield f"{name}: queries", median_low(queries for _, queries in done), ""
