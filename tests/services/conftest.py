"""A board on a database of its own, each test once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.migrations.upgrade import upgrade
from taskflow.models.database import create_engine
from taskflow.settings import read_settings


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
