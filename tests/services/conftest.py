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
from tests.emptying import empty

# One database of each kind for all these tests: making a new one takes longer than most of them.


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from _upgraded(f"sqlite:///{tmp_path_factory.mktemp('services') / 'board.db'}")


@pytest.fixture(scope="session")
def postgresql_engine(postgres_url: str) -> Iterator[Engine]:
    server = make_url(postgres_url).set(drivername="postgresql+psycopg2")
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


# The kind is chosen test by test: chosen for the whole run, it would tear each file in two, see tests/conftest.py.
@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    empty(engine)
    return engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session
