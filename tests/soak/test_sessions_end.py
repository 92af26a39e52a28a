"""The running program does not grow with the number of those who came, looked and left without a word."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil
from sqlalchemy import text

from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.faults.contending import add_cards
from tests.lean_sockets import Listener
from tests.program import Program

FEW, MANY = 30, 500
# What is kept for somebody who may come back ends within this time; as deployed it is a quarter of an hour.
SESSION_SECONDS = 2
SETTINGS = {"REFLEX_REDIS_TOKEN_EXPIRATION": str(SESSION_SECONDS), "CONNECTIONS_PER_CLIENT": "0"}
# What the allocator may do to a quiet program; the sessions of 250 visitors would be 8 MB.
ALLOWED_BYTES = 4_000_000
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Kept:
    """What the program holds once it is quiet."""

    memory: int
    open_files: int
    database_connections: int


def test_memory_and_connections_do_not_grow(
    run_program: Callable[..., Program], database_url: str, *, soak: bool
) -> None:
    program = run_program(database_url, SETTINGS)
    task_ids = [str(card["id"]) for card in add_cards(program.api_url)]
    half = (MANY if soak else FEW) // 2
    # The first visitors fill caches and pools.
    asyncio.run(come_and_go(program, task_ids, half))
    first = kept(program, database_url)
    asyncio.run(come_and_go(program, task_ids, half))
    second = kept(program, database_url)
    assert second.memory - first.memory < ALLOWED_BYTES
    assert second.open_files <= first.open_files
    assert second.database_connections <= first.database_connections
    assert "Traceback" not in program.log


async def come_and_go(program: Program, task_ids: list[str], count: int) -> None:
    """Let somebody open the board before a task and vanish, so many times."""
    for number in range(count):
        visitor = await Listener.join(program.api_url, f"/t/{task_ids[number % len(task_ids)]}")
        visitor.leave()


def kept(program: Program, database_url: str) -> Kept:
    """Return what the program holds when the connections are closed and the sessions have ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (visitors := visitors_of(program)) > 0:
        assert time.monotonic() < deadline, f"{visitors} connections stay open"
        time.sleep(0.05)
    # The sessions are looked through now and then, and end without a sign that could be waited for.
    time.sleep(2 * SESSION_SECONDS)
    open_files = sum(process.num_fds() for process in program.processes())
    return Kept(program.memory(), open_files, database_connections(database_url))


def visitors_of(program: Program) -> int:
    """Return how many connections to the program's own port are open."""
    port = urlsplit(program.api_url).port
    found = [each for process in program.processes() for each in process.net_connections("tcp")]
    return sum(each.laddr.port == port and each.status == psutil.CONN_ESTABLISHED for each in found)


def database_connections(database_url: str) -> int:
    """Return how many connections PostgreSQL has of the program; none is counted on SQLite, whose are open files."""
    engine = create_engine(read_settings({"DATABASE_URL": database_url}))
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with engine.connect() as connection:
        count = connection.scalar(text(query)) if engine.dialect.name == "postgresql" else 0
    engine.dispose()
    return count or 0
