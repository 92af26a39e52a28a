"""A slow database, 200 ms for each query: it holds up nobody who does not need it, and no reader waits for writers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import httpx
import pytest
from socketio.packet import CONNECT
from sqlalchemy import Engine, func, select, text

from taskflow.api.crowd import READERS_AT_ONCE
from taskflow.models.database import create_engine
from taskflow.services.writing import BOARD_LOCK
from taskflow.settings import read_settings
from tests.faults.slow_line import SlowLine, slow_line
from tests.program import Program
from tests.socket_client import SocketClient

DELAY_SECONDS = 0.2
# More than there are threads for requests.
READERS = WRITERS = 50
# All of them come from here, and each shall count as a client of its own.
MANY_ADDRESSES = {"REQUESTS_AT_ONCE": "0"}


@pytest.fixture
def line(new_database: Callable[..., str]) -> Iterator[SlowLine]:
    with slow_line(new_database("postgresql")) as line:
        yield line


def test_what_needs_no_database_does_not_wait_for_those_who_do(
    run_program: Callable[..., Program], line: SlowLine
) -> None:
    program = run_program(line.url, MANY_ADDRESSES)
    line.hold()
    with ThreadPoolExecutor(READERS) as pool:
        waiting = [pool.submit(_read, program, "/tasks") for _ in range(READERS)]
        line.wait_for_held(READERS_AT_ONCE)
        for _ in range(5):
            assert _read(program, "/") == _read(program, "/ping") == 200
            asyncio.run(_do_what_needs_no_database(program))
        assert not any(one.done() for one in waiting)
        line.delay = DELAY_SECONDS
        line.let_go()
        assert {one.result() for one in waiting} == {200}


def test_readers_do_not_wait_for_writers_who_wait(
    run_program: Callable[..., Program], new_database: Callable[..., str]
) -> None:
    url = new_database("postgresql")
    program = run_program(url, MANY_ADDRESSES)
    engine = create_engine(read_settings({"DATABASE_URL": url}))
    with ThreadPoolExecutor(WRITERS) as pool, httpx.Client(base_url=program.api_url, trust_env=False) as client:
        # As a write does that has come to a stop in another process.
        with engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(BOARD_LOCK)))
            waiting = [pool.submit(_create, program) for _ in range(WRITERS)]
            _wait_until_somebody_waits_for_the_board(engine)
            assert client.get("/tasks").json() == []
            assert client.get("/health").status_code == 200
            assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
            assert not any(one.done() for one in waiting)
        assert {one.result() for one in waiting} == {201}
    engine.dispose()


def _read(program: Program, path: str) -> int:
    headers = {"Accept": "text/html"} if path == "/" else {}
    return httpx.get(f"{program.api_url}{path}", headers=headers, trust_env=False, timeout=60).status_code


async def _do_what_needs_no_database(program: Program) -> None:
    client = SocketClient(token="visitor")
    await client.open(program.api_url, {})
    # Not `connect`, with which the page asks for the board.
    await client.send_packet(CONNECT, {})
    await client.send("nonsense", {})
    await client.until_toast("That request made no sense, so nothing was changed.")
    await client.close()


def _create(program: Program) -> int:
    return httpx.post(f"{program.api_url}/tasks", json={"title": "Task"}, trust_env=False, timeout=60).status_code


def _wait_until_somebody_waits_for_the_board(engine: Engine) -> None:
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    deadline = monotonic() + 30
    while True:
        with engine.connect() as connection:
            if connection.scalar(waiting):
                return
        assert monotonic() < deadline, "no write has begun"
