"""The program with two workers, on PostgreSQL and a Redis of the test's own, which can be stopped and started.

Without `redis-server` on the machine these tests are skipped, as those of the page are without a browser; where CI is
set they fail.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.conftest import NewDatabase
from tests.program import Program, free_ports

WORKERS = 2
PATIENCE_SECONDS = 20


@dataclass
class RedisServer:
    """A Redis that keeps nothing on disk: what is stopped has forgotten everything."""

    command: str
    port: int
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"redis://localhost:{self.port}/0"

    def start(self) -> None:
        """Start, and return when it answers."""
        self._process = subprocess.Popen(
            [self.command, "--port", str(self.port), "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("localhost", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError("Redis did not start.")

    def stop(self) -> None:
        """Kill it."""
        if self._process:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    command = shutil.which("redis-server")
    if command is None:
        reason = "redis-server is not installed, so several workers were not tested"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    server = RedisServer(command, free_ports(1)[0])
    server.start()
    yield server
    server.stop()


@pytest.fixture
def two_workers(redis: RedisServer, run_program: Callable[..., Program], new_database: NewDatabase) -> Program:
    environment = {"TASKFLOW_WORKERS": str(WORKERS), "REDIS_URL": redis.url}
    return run_program(new_database("postgresql"), environment)
