"""An empty board, each test once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlmodel import Session

from taskflow.migrations.upgrade import upgrade
from taskflow.models import database
from taskflow.settings import read_settings
from tests.services.boards import clear


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One database for all these tests, because making a new one for each takes longer than they do."""
    if request.param == "sqlite":
        yield from _upgraded(f"sqlite:///{tmp_path_factory.mktemp('services') / 'board.db'}")
        return
    server = make_url(request.getfixturevalue("postgres_url")).set(drivername="postgresql+psycopg2")
    administrator = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"taskflow_{uuid4().hex}"
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        # Where it is another day than in UTC: what people see must not depend on it.
        connection.execute(text(f"ALTER DATABASE {name} SET timezone TO 'Pacific/Auckland'"))
        yield from _upgraded(server.set(database=name).render_as_string(hide_password=False))
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administrator.dispose()


def _upgraded(url: str) -> Iterator[Engine]:
    engine = database.create_engine(read_settings({"DATABASE_URL": url}))
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    clear(shared_engine)
    return shared_engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session
