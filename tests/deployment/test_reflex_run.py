"""`reflex run` and `reflex run --env prod` from a fresh copy, with no Node and no virtual environment on PATH."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page

from tests.browsing import open_live
from tests.program import Program, copy_sources, start_program


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one copy for both commands: what the first has installed, a developer does not install again either."""
    return copy_sources(tmp_path_factory.mktemp("sources") / "taskflow")


@pytest.fixture
def development(sources: Path, tmp_path: Path) -> Iterator[Program]:
    with start_program("development", sources, tmp_path, f"sqlite:///{tmp_path / 'taskflow.db'}") as running:
        yield running


@pytest.fixture
def production(sources: Path, tmp_path: Path) -> Iterator[Program]:
    with start_program("production", sources, tmp_path, f"sqlite:///{tmp_path / 'taskflow.db'}") as running:
        yield running


def test_reflex_run_serves_page_api_and_websocket(development: Program, page: Page) -> None:
    assert development.url != development.api_url
    assert httpx.get(f"{development.api_url}/health", trust_env=False).json()["status"] == "healthy"
    # What a development server is asked for first, it compiles first: that is part of its start.
    page.set_default_timeout(development.patience * 1000)
    # The page's port is not 3000, so no list of origins names it.
    open_live(page, development.url)


def test_reflex_run_prod_serves_all_on_one_port(production: Program, page: Page) -> None:
    assert httpx.get(f"{production.url}/health", trust_env=False).json()["status"] == "healthy"
    open_live(page, production.url)
