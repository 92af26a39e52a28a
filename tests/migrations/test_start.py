"""A start that cannot use its database ends with one sentence on stderr, no traceback, and an exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NewDatabase
from tests.migrations.databases import engine_of, make_course_database, rows
from tests.program import ROOT, bare_environment, copy_sources, free_ports

UNREACHABLE = "postgresql://alice:s3cret@127.0.0.1:1/board"
NOTHING_ANSWERS = "DATABASE_URL cannot be used: nothing answers at its host and port.\n"
MALFORMED = "postgresql://alice:s3cr@et@127.0.0.1/board"
AT_SIGN = "DATABASE_URL has an @ in its user name or password, which must be written as %40.\n"

COMPILING = "from taskflow.migrations.start import *; prepare_database_before_compiling()"


def test_it_works_from_a_shell(new_database: NewDatabase) -> None:
    url = new_database("sqlite")
    engine = engine_of(url)
    make_course_database(engine)
    done = run("-m", "taskflow.migrations", url=url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert rows(engine, "SELECT count(*) FROM activity") == [(4,)]
    engine.dispose()


@pytest.mark.parametrize(("url", "sentence"), [(UNREACHABLE, NOTHING_ANSWERS), (MALFORMED, AT_SIGN)])
def test_from_a_shell_it_says_why_it_cannot(url: str, sentence: str) -> None:
    done = run("-m", "taskflow.migrations", url=url)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


@pytest.mark.parametrize(("url", "sentence"), [(UNREACHABLE, NOTHING_ANSWERS), (MALFORMED, AT_SIGN)])
@pytest.mark.parametrize("workers", [1, 3])
def test_a_server_stops_with_the_sentence_of_its_workers(url: str, sentence: str, workers: int) -> None:
    port = str(free_ports(1)[0])
    options = ("--interface", "asgi", "--factory", "--port", port, "--workers", str(workers))
    done = run("-m", "granian", *options, "tests.migrations.serving:application", url=url)
    assert done.returncode == 1
    # A worker that the server ends before its own check says nothing.
    assert done.stderr in {sentence * count for count in range(1, workers + 1)}
    assert "Traceback" not in done.stdout


def test_reflex_run_checks_before_it_compiles() -> None:
    done = run("-c", COMPILING, url=UNREACHABLE, environment={"__REFLEX_COMPILE_CONTEXT": "run"})
    assert (done.returncode, done.stderr) == (1, NOTHING_ANSWERS)


@pytest.mark.parametrize("options", [(), ("--env", "prod")])
def test_reflex_run_stops_with_the_sentence(tmp_path: Path, options: tuple[str, ...]) -> None:
    port = str(free_ports(1)[0])
    done = subprocess.run(
        [Path(sys.executable).parent / "reflex", "run", "--frontend-port", port, *options],
        cwd=copy_sources(tmp_path / "taskflow"),
        env=bare_environment(tmp_path) | {"DATABASE_URL": UNREACHABLE},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (1, NOTHING_ANSWERS)
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize("context", ["export", "deploy", "undefined"])
def test_an_export_needs_no_database(context: str) -> None:
    done = run("-c", COMPILING, url=UNREACHABLE, environment={"__REFLEX_COMPILE_CONTEXT": context})
    assert (done.returncode, done.stderr) == (0, "")


def test_the_configuration_of_reflex_stops_with_the_sentence() -> None:
    done = run("-c", "import rxconfig", url=MALFORMED)
    assert (done.returncode, done.stderr) == (1, AT_SIGN)


def test_rx_session_uses_the_engine_of_the_services(tmp_path: Path) -> None:
    # In a process of its own, because both are kept for as long as a process lives.
    done = run(
        "-c",
        "import reflex as rx\n"
        "from sqlalchemy import text\n"
        "from taskflow.migrations.start import share_engine_with_reflex\n"
        "from taskflow.models.database import engine\n"
        "share_engine_with_reflex()\n"
        "with rx.session() as session:\n"
        "    assert session.get_bind() is engine()\n"
        "    assert session.execute(text('PRAGMA foreign_keys')).scalar() == 1\n",
        url=f"sqlite:///{tmp_path / 'taskflow.db'}",
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_is_contacted_when_the_engine_is_shared() -> None:
    script = "from taskflow.migrations.start import *; share_engine_with_reflex()"
    done = run("-c", script, url=UNREACHABLE)
    assert (done.returncode, done.stderr) == (0, "")


def run(*arguments: str, url: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments in the project's folder."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
