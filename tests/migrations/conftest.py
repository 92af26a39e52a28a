"""Engines on databases of their own, each test once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.migrations.databases import engine_of, make_course_database


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on an empty database."""
    engine = engine_of(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def course_engine(engine: Engine) -> Engine:
    """Return an engine on a database that the course application has left behind."""
    make_course_database(engine)
    return engine
