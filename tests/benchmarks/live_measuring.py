"""The measurements of `python -m tests.benchmarks.live`: how soon everybody sees a change, and what that costs."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import httpx
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Playwright, async_playwright
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.services.activity import read_revision
from taskflow.states.board import BoardState
from taskflow.states.changes import ChangeState
from tests.browsing import INSTALLED_BROWSERS
from tests.lean_sockets import Listener, event
from tests.program import Program
from tests.services.boards import board

PATIENCE_SECONDS = 20
# Each change is one of its own: the server tells of those that follow at once together.
BETWEEN_CHANGES_SECONDS = 0.2
# The cards at the top of each column, which every board shows.
ON_SCREEN = 10
# When the page has painted what was changed in it, in milliseconds since the epoch.
WATCH_PAINTING = """() => {
    window.painted = [];
    const note = () => window.painted.push(performance.timeOrigin + performance.now());
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(note)))
        .observe(document.querySelector('main'), {childList: true, subtree: true, characterData: true});
}"""


@dataclass
class FanOut:
    """What came of some changes; times in milliseconds. `complete` says how long the last client waited for each."""

    told: list[float] = field(default_factory=list[float])
    complete: list[float] = field(default_factory=list[float])
    painted: list[float] = field(default_factory=list[float])
    clicks: list[float] = field(default_factory=list[float])
    cpu_per_change: float = 0.0
    bytes_per_change: float = 0.0


class Crowd:
    """Open boards, some of them in a browser, and the changes that are made to what they show."""

    def __init__(self, program: Program, engine: Engine, listeners: list[Listener], pages: list[Page]) -> None:
        self._program, self._engine = program, engine
        self._listeners, self._pages = listeners, pages
        shown = board(engine)
        self._cards = {status: [task.id for task in shown if task.status is status][:ON_SCREEN] for status in Status}
        self._numbers = count(1)
        self._api = httpx.AsyncClient(base_url=program.api_url, trust_env=False, timeout=30)

    async def measure(self, changes: int, change: Callable[[], Awaitable[float]], progress: str) -> FanOut:
        """Make changes one after the other, and wait each time until everybody was told."""
        found = FanOut()
        size, cpu = sum(each.size for each in self._listeners), cpu_seconds(self._program)
        for number in range(changes):
            print(f"\r{progress}: {number + 1} of {changes}", end="", flush=True)
            with Session(self._engine) as session:
                revision = read_revision(session)
            for page in self._pages:
                await page.evaluate("window.painted.length = 0")
            begun = await change()
            told = [(at - begun) * 1e3 for at in await self._wait_for_news(revision)]
            found.told += told
            found.complete.append(max(told))
            found.painted += [await self._painted_after(page, begun) for page in self._pages]
            await asyncio.sleep(BETWEEN_CHANGES_SECONDS)
        found.cpu_per_change = (cpu_seconds(self._program) - cpu) / changes * 1e3
        received = sum(each.size for each in self._listeners) - size
        found.bytes_per_change = received / changes / len(self._listeners)
        print("\r" + " " * 60 + "\r", end="")
        return found

    async def move_by_api(self) -> float:
        """Move a card by the REST API, and return when it was written, in seconds since the epoch."""
        task_id, status, before = self._next_move()
        answer = await self._api.post(f"/tasks/{task_id}/move", json={"status": status, "before_id": before})
        return datetime.fromisoformat(answer.raise_for_status().json()["updated_at"]).timestamp()

    async def move_by_page(self) -> float:
        """Move a card as a page does, and return when that was sent."""
        task_id, status, before = self._next_move()
        moved = event("/", ChangeState.move, next(self._numbers), [task_id], status, "", before, "", "top", {})
        begun = time.time()
        self._listeners[0].say(moved)
        return begun

    async def measure_clicks(self, changes: int, progress: str) -> tuple[list[float], list[float]]:
        """Return how long one more page waits for its own clicks: on a quiet board, and while all are told."""
        clicker = await Listener.join(self._program.api_url)
        quiet = [await self._click(clicker, number) for number in range(changes)]
        busy: list[float] = []

        async def change_and_click() -> float:
            begun = await self.move_by_api()
            busy.append(await self._click(clicker, len(busy)))
            return begun

        await self.measure(changes, change_and_click, progress)
        clicker.leave()
        return quiet, busy

    def revisions(self) -> list[list[int]]:
        """Return what each client was told, in order."""
        return [[revision for _, revision in each.told] for each in self._listeners]

    async def close(self) -> None:
        """Let everybody leave."""
        for listener in self._listeners:
            listener.leave()
        await self._api.aclose()

    def _next_move(self) -> tuple[str, str, str]:
        """Return a card that everybody sees, and a place that everybody sees in the next column."""
        number = next(self._numbers)
        statuses = list(Status)
        source, target = statuses[number % 3], statuses[(number + 1) % 3]
        task_id, before = self._cards[source].pop(number % len(self._cards[source])), self._cards[target][0]
        self._cards[target].insert(0, task_id)
        return task_id, target.value, before

    async def _wait_for_news(self, revision: int) -> list[float]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                times = [each.told_after(revision) for each in self._listeners]
                told = [at for at in times if at is not None]
                if len(told) == len(times):
                    return told
                await asyncio.sleep(0.005)

    async def _painted_after(self, page: Page, begun: float) -> float:
        await page.wait_for_function("(begun) => window.painted.some((at) => at > begun)", arg=begun * 1e3)
        at = await page.evaluate("(begun) => window.painted.find((at) => at > begun)", begun * 1e3)
        return at - begun * 1e3

    async def _click(self, clicker: Listener, number: int) -> float:
        value = ("high", "low")[number % 2]
        clicker.expect(f'"priority_rx_state_":"{value}"'.encode())
        begun = time.perf_counter()
        clicker.say(event("/", BoardState.filter, "priority", value))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await clicker.heard.wait()
        return (time.perf_counter() - begun) * 1e3


@asynccontextmanager
async def crowd(program: Program, engine: Engine, clients: int, pages: int) -> AsyncIterator[Crowd]:
    """Let `clients` boards be open on sockets and `pages` in a browser."""
    async with async_playwright() if pages else _nothing() as playwright:
        browser: Any = await _launch(playwright) if playwright else None
        opened: list[Page] = []
        for _ in range(pages):
            context = await browser.new_context(viewport={"width": 1366, "height": 900})
            page = await context.new_page()
            await page.goto(program.url)
            await page.locator("article").first.wait_for()
            await page.evaluate(WATCH_PAINTING)
            opened.append(page)
        here = Crowd(program, engine, [await Listener.join(program.api_url) for _ in range(clients)], opened)
        # Until it was told who has come.
        await asyncio.sleep(2)
        try:
            yield here
        finally:
            await here.close()
            if browser:
                await browser.close()


async def measure_idle(program: Program, clients: int, seconds: float) -> tuple[float, float]:
    """Return the bytes of memory and the share of one processor that so many quiet pages take."""
    listeners = [await Listener.join(program.api_url) for _ in range(clients)]
    await asyncio.sleep(3)
    before, begun = cpu_seconds(program), time.monotonic()
    await asyncio.sleep(seconds)
    share = (cpu_seconds(program) - before) / (time.monotonic() - begun)
    memory = program.memory()
    for listener in listeners:
        listener.leave()
    return memory, share


def cpu_seconds(program: Program) -> float:
    """Return the processor time that the whole process tree has used."""
    used: Iterable[Any] = [process.cpu_times() for process in program.processes()]
    return sum(times.user + times.system for times in used)


async def _launch(playwright: Playwright) -> Any:
    """Start Playwright's own browser, or an installed one."""
    installed = [path for name in INSTALLED_BROWSERS if (path := shutil.which(name))]
    for path in (None, *installed):
        with suppress(PlaywrightError):
            return await playwright.chromium.launch(executable_path=path)
    raise AssertionError("No browser could be started; --pages 0 measures without.")


@asynccontextmanager
async def _nothing() -> AsyncIterator[None]:
    yield None
