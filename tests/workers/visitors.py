"""Visitors of a program with several workers, and which worker each of them came to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import psutil

from taskflow.states.board_view import ShownState
from tests.program import Program
from tests.socket_client import SocketClient, connected

# Which worker takes a connection is the system's choice; by then each has at least one.
MOST_VISITORS = 60


@asynccontextmanager
async def visitors_of_both(program: Program, address: str = "/") -> AsyncIterator[list[SocketClient]]:
    """Give visitors who see the board, at least one at each worker."""
    async with AsyncExitStack() as leaving:
        visitors: list[SocketClient] = []
        while len(busy_workers(program)) < 2:
            assert len(visitors) < MOST_VISITORS, "one worker took all connections"
            visitor = await leaving.enter_async_context(connected(program.api_url, address))
            await visitor.until(lambda seen=visitor: seen.sent_of(ShownState).get("is_loaded"))
            visitors.append(visitor)
        yield visitors


def busy_workers(program: Program) -> set[int]:
    """Return the processes that hold a connection of a visitor."""
    port = int(program.api_url.rpartition(":")[2])
    return {
        process.pid
        for process in program.processes()
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_ESTABLISHED and connection.laddr.port == port
    }
