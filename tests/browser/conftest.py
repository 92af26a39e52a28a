"""What the tests of the page share: one program for all of them, whose board is empty when a test begins.

- `program`: the deployed program on SQLite, started once. A test may stop and start it; it runs again afterwards.
- `api`: its REST API, to prepare a board and to see what the page really wrote.
- `postgres_program`: the program on PostgreSQL, and a switch that makes its database refuse and accept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.api import Api
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
