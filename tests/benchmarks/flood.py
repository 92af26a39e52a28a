"""What a flood by one visitor costs the others, with the limits and without them.

    python -m tests.benchmarks.flood                  # 100 requests at a time, and a page that sends without a pause
    python -m tests.benchmarks.flood --parallel 400

The whole program without its page runs on one worker and SQLite with 1,000 tasks, once with every limit off and once as
it is. Another process floods it from one address: so many requests at a time, lists and new tasks in turns, and events
of one page as fast as they can be sent. Meanwhile a visitor from another address reads a task and searches the board,
again and again; printed are the milliseconds that took, and how many times as long as without a flood.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

import httpx

from taskflow.states.board import BoardState
from taskflow.states.board_view import ShownState
from taskflow.states.filters import FilterState
from tests.benchmarks.rest import OURS, new_task, serving
from tests.program import ROOT
from tests.socket_client import SocketClient, connected

OFF: dict[str, str] = dict.fromkeys(
    ("CONNECTIONS", "CONNECTIONS_PER_CLIENT", "EVENTS_PER_SECOND", "REQUESTS_AT_ONCE", "REQUESTS_PER_SECOND"), "0"
)
# One machine, two visitors: as if a proxy had told them apart.
BEHIND_PROXY = {"TRUSTED_PROXIES": "1"}
FLOODER, VISITOR = ({"X-Forwarded-For": address} for address in ("192.0.2.66", "192.0.2.1"))

CONTENT_LENGTH = re.compile(rb"(?i)content-length: (\d+)")

# Seconds of the quickest 50 % and 95 %, by what was done.
Times = dict[str, tuple[float, float]]


async def measure_visitor(url: str, task_id: str, count: int) -> Times:
    """Be the other visitor: read a task and search the board, `count` times each."""
    async with (
        httpx.AsyncClient(base_url=url, trust_env=False, timeout=60, headers=VISITOR) as api,
        connected(url, headers=VISITOR) as page,
    ):
        await page.until(lambda: page.sent_of(ShownState).get("is_loaded"), 60)

        async def read(_number: int) -> None:
            (await api.get(f"/tasks/{task_id}")).raise_for_status()

        async def search(number: int) -> None:
            page.forget()
            await page.do(BoardState.filter, "q", f"number {number}")
            await page.until(lambda: page.sent_of(FilterState).get("q") == f"number {number}", 60)

        return {"read a task": await _time(read, count), "search the board": await _time(search, count)}


async def flood(url: str, parallel: int, seconds: float) -> None:
    """Be the flood: `parallel` requests at a time, and one page's events without a pause, for so many seconds."""
    end = time.monotonic() + seconds
    host, port = urlsplit(url).hostname, urlsplit(url).port

    async def ask(request: bytes) -> None:
        # Bare, so that little of the machine is spent on this side.
        reader, writer = await asyncio.open_connection(host, port)
        while time.monotonic() < end:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(CONTENT_LENGTH.findall(head)[0]))
        writer.close()

    async def press() -> None:
        while time.monotonic() < end:
            page = await SocketClient.connect(url, headers=FLOODER)
            while time.monotonic() < end and not page.is_closed:
                await page.do(BoardState.filter, "q", str(time.monotonic()))
                page.forget()
                await asyncio.sleep(0)
            await page.close()

    requests = (_request("GET", "/tasks?limit=100"), _request("POST", "/tasks", json.dumps(new_task(1))))
    await asyncio.gather(press(), *(ask(requests[number % 2]) for number in range(parallel)))


def measure(limits: Mapping[str, str], parallel: int, count: int) -> tuple[Times, Times]:
    """Return the times of the other visitor without and during a flood; `limits` are settings of the program."""
    with ExitStack() as stack:
        scratch = Path(tempfile.mkdtemp(prefix="taskflow-benchmark-"))
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        url = f"sqlite:///{scratch / 'taskflow.db'}"
        service = stack.enter_context(serving(OURS, url, scratch, {**BEHIND_PROXY, **limits}))
        address = f"http://{service.connection.host}:{service.connection.port}"
        asyncio.run(measure_visitor(address, service.ids[0], max(2, count // 4)))
        quiet = asyncio.run(measure_visitor(address, service.ids[0], count))
        with _flooding(address, parallel):
            return quiet, asyncio.run(measure_visitor(address, service.ids[0], count))


def main() -> None:
    """Measure and print, or be the flood."""
    parser = argparse.ArgumentParser(description="What a flood by one visitor costs the others.")
    parser.add_argument("--parallel", type=int, default=100, help="requests at a time")
    parser.add_argument("--count", type=int, default=100, help="how often the other visitor does each thing")
    parser.add_argument("--flood", metavar="ADDRESS", help="be the flood, until ended")
    options = parser.parse_args()
    if options.flood:
        asyncio.run(flood(options.flood, options.parallel, 600))
        return
    for name, limits in (("without limits", OFF), ("with limits", {})):
        quiet, flooded = measure(limits, options.parallel, options.count)
        print(f"\n{name:<18} {'quiet: p50':>11} {'p95':>9} {'flood: p50':>14} {'p95':>9}   p95 ratio")
        for action, (median, slow) in quiet.items():
            during, slow_during = flooded[action]
            shown = "".join(f"{seconds * 1e3:9.1f} ms" for seconds in (median, slow, during, slow_during))
            print(f"{action:<18}{shown}   {slow_during / slow:6.1f}")


def _request(method: str, path: str, body: str = "") -> bytes:
    headers = {"Host": "localhost", "Content-Type": "application/json", "Content-Length": str(len(body)), **FLOODER}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", body]).encode()


async def _time(action: Callable[[int], Awaitable[None]], count: int) -> tuple[float, float]:
    took: list[float] = []
    for number in range(count):
        start = time.perf_counter()
        await action(number)
        took.append(time.perf_counter() - start)
    cuts = quantiles(took, n=20)
    return cuts[9], cuts[18]


@contextmanager
def _flooding(address: str, parallel: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.benchmarks.flood", "--flood", address, "--parallel", str(parallel)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_for_tasks(address)
        yield
    finally:
        process.kill()
        process.wait()


def _wait_for_tasks(address: str) -> None:
    # The flood has begun when it has written something.
    with httpx.Client(base_url=address, trust_env=False, timeout=60, headers=VISITOR) as api:
        before = api.get("/tasks?limit=1").headers["X-Total-Count"]
        while api.get("/tasks?limit=1").headers["X-Total-Count"] == before:
            time.sleep(0.05)


if __name__ == "__main__":
    main()
