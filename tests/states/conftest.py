"""A server without a browser on each database, the visitors that come to it, and a log that must stay empty."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import reflex as rx
import reflex.model
from reflex.config import get_config
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.migrations.upgrade import upgrade
from tests.migrations.databases import engine_of
from tests.states.visiting import Server, Visitor


@pytest.fixture(scope="session")
def app() -> rx.App:
    """The program as it is wired, pages and API included; Reflex allows one in a process."""
    from taskflow.taskflow import app  # noqa: PLC0415  (builds the page, which only these tests need)

    return app


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = engine_of(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """Return a session for what others do: the API, a colleague, the test itself."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def server(app: rx.App, engine: Engine, monkeypatch: pytest.MonkeyPatch, quiet_log: None) -> Iterator[Server]:
    # Where rx.session() looks for its engine.
    monkeypatch.setitem(reflex.model._ENGINE, str(get_config().db_url), engine)
    with Server(app, engine) as server:
        yield server


@pytest.fixture
def visitor(server: Server) -> Visitor:
    """Somebody who has just opened the board, in English."""
    return server.visit()


@pytest.fixture
def quiet_log() -> Iterator[None]:
    """Fail when the program wrote a warning or worse: nothing that a visitor does may do that."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append
    # Reflex cuts its loggers off from the root once it writes to the console itself.
    loggers = [logging.getLogger(name) for name in (None, "reflex")]
    for logger in loggers:
        logger.addHandler(handler)
    yield
    for logger in loggers:
        logger.removeHandler(handler)
    assert [record.getMessage()[:2000] for record in records] == []
