"""What the tests of the page share: one program for all of them, whose board is empty when a test begins.

- `program`: the deployed program on SQLite, started once. A test may stop and start it; it runs again afterwards.
- `api`: its REST API, to prepare a board and to see what the page really wrote.
- `postgres_program`, `postgres_api`: the same on PostgreSQL; `postgres_database` can go away and come back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.api import Api
from tests.browser.postgres_database import Database
from tests.browsing import PATIENCE_MILLISECONDS
from tests.program import Program, start_program

expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture(scope="session")
def program(built_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    scratch = tmp_path_factory.mktemp("browser")
    with start_program("deployment", built_program, scratch, f"sqlite:///{scratch / 'taskflow.db'}") as running:
        yield running


@pytest.fixture(autouse=True)
def api(program: Program) -> Iterator[Api]:
    if not program.processes():
        program.start()
    with Api(program.api_url) as api:
        api.clear()
        yield api


@pytest.fixture(scope="session")
def postgres_database(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    yield database
    database.drop()


@pytest.fixture(scope="session")
def postgres_program(
    postgres_database: Database, built_program: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    scratch = tmp_path_factory.mktemp("postgresql")
    with start_program("deployment", built_program, scratch, postgres_database.url) as running:
        yield running


@pytest.fixture
def postgres_api(postgres_program: Program, postgres_database: Database) -> Iterator[Api]:
    postgres_database.come_back()
    with Api(postgres_program.api_url) as api:
        api.clear()
        yield api
