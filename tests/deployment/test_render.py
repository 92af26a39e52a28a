"""What render.yaml says, done exactly: its build command, then its start command on a port that it does not choose."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browsing import open_live
from tests.program import PARTS, ROOT, Program, blueprint

FREE_PLAN_MEMORY = 512 * 1024 * 1024


def test_it_describes_one_free_service_that_is_asked_for_its_database() -> None:
    service = blueprint()
    assert (service["type"], service["plan"], service["region"]) == ("web", "free", "frankfurt")
    assert service["healthCheckPath"] == "/health"
    variables = {variable["key"]: variable for variable in service["envVars"]}
    assert variables["DATABASE_URL"] == {"key": "DATABASE_URL", "sync": False}
    assert variables["PYTHON_VERSION"]["value"].startswith("3.13.")


def test_the_started_service_serves_page_and_websocket(page: Page, program: Program) -> None:
    open_live(page, program.url)


def test_it_runs_without_node_in_the_memory_of_the_free_plan(page: Page, program: Program) -> None:
    for _ in range(5):
        open_live(page, program.url)
    running = [" ".join(process.cmdline()) for process in program.processes()]
    assert any("granian" in command for command in running)
    assert not any("node" in command for command in running), running
    assert program.memory() < FREE_PLAN_MEMORY, f"{program.memory() / 1024 / 1024:.0f} MB"


def test_the_service_comes_back_after_a_restart(page: Page, program: Program) -> None:
    program.restart()
    open_live(page, program.url)


def test_the_build_takes_the_packages_of_the_committed_lock(built_program: Path) -> None:
    """When it fails, the page needs other packages than before: copy the new lock from a fresh `reflex run`."""
    assert "reflex.lock" in PARTS
    for name in ("package.json", "package-lock.json"):
        used = (built_program / "reflex.lock" / name).read_text()
        assert used == (ROOT / "reflex.lock" / name).read_text(), name
