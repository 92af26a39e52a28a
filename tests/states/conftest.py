"""A server without a browser on each database, the visitors that come to it, and a log that must stay empty."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from uuid import uuid4

import pytest
import reflex as rx
import reflex.model
from reflex.config import get_config
from sqlalchemy import Engine, make_url
from sqlmodel import Session

from taskflow.migrations.upgrade import upgrade
from tests.emptying import empty
from tests.migrations.databases import engine_of
from tests.states.visiting import Server, Visitor


@pytest.fixture(scope="session")
def app() -> rx.App:
    """The program as it is wired, pages and API included; Reflex allows one in a process."""
    from taskflow.taskflow import app

    return app


# One database of each kind for all of these tests: to make it takes longer than most of them.


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_of(f"sqlite:///{tmp_path_factory.mktemp('states') / 'taskflow.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_engine(postgres_url: str) -> Iterator[Engine]:
    name = f"taskflow_{uuid4().hex}"
    _execute(postgres_url, f"CREATE DATABASE {name}")
    engine = engine_of(make_url(postgres_url).set(database=name).render_as_string(hide_password=False))
    upgrade(engine)
    yield engine
    engine.dispose()
    _execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return an engine on a board without tasks; the test runs once on SQLite and once on PostgreSQL."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    empty(engine)
    return engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Return a session for what others do: the API, a colleague, the test itself."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def server(app: rx.App, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    # Where rx.session() looks for its engine.
    monkeypatch.setitem(reflex.model._ENGINE, str(get_config().db_url), engine)
    # What is paused for in a test is the same after no pause.
    monkeypatch.setattr("taskflow.live.telling.PAUSE_SECONDS", 0)
    monkeypatch.setattr("taskflow.live.telling.REST", 0)
    monkeypatch.setattr("taskflow.live.presence.PEOPLE_SECONDS", 0)
    monkeypatch.setattr("taskflow.live.telling.RETRY_SECONDS", 0.01)
    with Server(app, engine) as server:
        yield server


@pytest.fixture
def visitor(server: Server) -> Visitor:
    """Somebody who has just opened the board, in English."""
    return server.visit()


class _Kept(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def log() -> Iterator[list[logging.LogRecord]]:
    """Fail when the program wrote a warning or worse: nothing that a visitor does may do that.

    A test that makes the program fail reads here what it wrote, and clears it.
    """
    handler = _Kept(logging.WARNING)
    # Reflex cuts its loggers off from the root once it writes to the console itself.
    loggers = [logging.getLogger(name) for name in (None, "reflex")]
    for logger in loggers:
        logger.addHandler(handler)
    yield handler.records
    for logger in loggers:
        logger.removeHandler(handler)
    assert [record.getMessage()[:2000] for record in handler.records] == []


def _execute(url: str, statement: str) -> None:
    engine = engine_of(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()
