"""A server without a browser on each database, and a hand-made board."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import reflex as rx
import reflex.model
from reflex.config import get_config
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.migrations import upgrade
from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.states.visiting import Server, Visitor


@pytest.fixture(scope="session")
def app() -> rx.App:
    from taskflow.taskflow import app

    return app


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(read_settings({"DATABASE_URL": database_url}))
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session


@pytest.fixture
def server(app: rx.App, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    # Where rx.session() looks for its engine.
    monkeypatch.setitem(reflex.model._ENGINE, str(get_config().db_url), engine)
    with Server(app, engine) as server:
        yield server


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return server.visit()
