"""GET /health answers within two seconds, whatever the database does."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from sqlalchemy import Engine, event

from taskflow.models import database
from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.api.conftest import Client

UNHEALTHY = {"status": "unhealthy", "database": "unreachable"}


@pytest.fixture
def silent_server() -> Iterator[int]:
    """Return the port of a server that accepts connections and never says a word, as one behind a broken network."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def hanging(engine: Engine) -> Iterator[threading.Event]:
    """Let every query hang until the event is set."""
    release = threading.Event()

    def hang(*_: object) -> None:
        release.wait(30)

    event.listen(engine, "before_cursor_execute", hang)
    yield release
    release.set()
    while probes():
        time.sleep(0.01)
    event.remove(engine, "before_cursor_execute", hang)


@pytest.fixture
def use_database(api: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Client]]:
    """Return a function that lets the API use the database at a URL, and returns the API's client."""
    with ExitStack() as after_test:

        def use(url: str) -> Client:
            engine = create_engine(read_settings({"DATABASE_URL": url, "DATABASE_POOL_TIMEOUT": "1"}))
            after_test.callback(engine.dispose)
            monkeypatch.setattr(database, "engine", lambda: engine)
            return api

        yield use


def assert_unhealthy_in_time(api: Client) -> None:
    start = time.monotonic()
    answer = api.get("/health")
    assert time.monotonic() - start < 2
    assert (answer.status_code, answer.json()) == (503, UNHEALTHY)


def probes() -> int:
    return sum(thread.name == "health" for thread in threading.enumerate())


def test_a_working_program_is_healthy_and_counts_its_tasks(api: Client) -> None:
    api.create()
    api.request("DELETE", f"/tasks/{api.create()['id']}")
    answer = api.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "healthy", "database": "connected", "tasks_count": 1}
    assert answer.headers["cache-control"] == "no-store"


def test_a_database_that_is_not_there(use_database: Callable[[str], Client]) -> None:
    assert_unhealthy_in_time(use_database("postgresql://bob:hunter2@127.0.0.1:1/tasks"))


def test_a_database_without_tables(use_database: Callable[[str], Client], database_url: str) -> None:
    assert_unhealthy_in_time(use_database(database_url))


def test_a_server_that_accepts_and_says_nothing(use_database: Callable[[str], Client], silent_server: int) -> None:
    assert_unhealthy_in_time(use_database(f"postgresql://bob:hunter2@127.0.0.1:{silent_server}/tasks"))


def test_a_pool_without_a_free_connection(use_database: Callable[[str], Client], database_url: str) -> None:
    api = use_database(database_url)
    held = [database.engine().connect() for _ in range(14)]
    assert_unhealthy_in_time(api)
    for connection in held:
        connection.close()


def test_a_query_that_hangs_and_the_recovery_afterwards(api: Client, hanging: threading.Event) -> None:
    assert_unhealthy_in_time(api)
    hanging.set()
    deadline = time.monotonic() + 5
    while (answer := api.get("/health")).status_code != 200:
        assert time.monotonic() < deadline
    assert answer.json()["status"] == "healthy"


def test_polling_during_an_outage_keeps_one_thread_waiting_and_the_others_answer_at_once(
    api: Client, hanging: threading.Event
) -> None:
    assert_unhealthy_in_time(api)
    start = time.monotonic()
    for _ in range(20):
        assert api.get("/health").status_code == 503
    assert time.monotonic() - start < 2
    assert probes() == 1
    assert not hanging.is_set()
