"""Several workers that start at once migrate once."""

from __future__ import annotations

import subprocess
import sys

from sqlalchemy import Engine, event

from taskflow.migrations import upgrade
from tests.migrations.databases import engine_of, rows
from tests.program import ROOT

WORKER = """
import sys
from taskflow.migrations import prepare_database
from taskflow.models.database import create_engine
from taskflow.settings import read_settings
print("ready", flush=True)
sys.stdin.readline()
prepare_database(create_engine(read_settings({"DATABASE_URL": sys.argv[1]})))
"""


def test_it_works_on_the_course_s_database(course_engine: Engine) -> None:
    _start_together(course_engine, 6)
    assert rows(course_engine, "SELECT count(*) FROM tasks") == [(4,)]
    assert rows(course_engine, "SELECT count(*) FROM activity") == [(4,)]
    assert len(rows(course_engine, "SELECT version_num FROM alembic_version")) == 1


def test_it_works_on_an_empty_database(engine: Engine) -> None:
    _start_together(engine, 6)
    assert rows(engine, "SELECT count(*) FROM tasks") == [(0,)]
    assert len(rows(engine, "SELECT version_num FROM alembic_version")) == 1


def test_the_lock_is_taken_before_anything_is_read(engine: Engine) -> None:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    upgrade(engine)
    if engine.dialect.name == "postgresql":
        assert "pg_advisory_xact_lock" in statements[1]
    else:
        assert statements[0] == "BEGIN IMMEDIATE"


def test_nothing_stays_connected_or_locked_afterwards(course_engine: Engine) -> None:
    upgrade(course_engine)
    other = engine_of(course_engine.url.render_as_string(hide_password=False))
    with other.begin() as connection:
        if other.dialect.name == "postgresql":
            others = (
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert connection.exec_driver_sql(others).scalar() == 0
        connection.exec_driver_sql("UPDATE tasks SET title = 'Mine'")
    other.dispose()


def _start_together(engine: Engine, count: int) -> None:
    command = [sys.executable, "-W", "ignore", "-c", WORKER, engine.url.render_as_string(hide_password=False)]
    workers = [
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(count)
    ]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    ends = [worker.communicate() for worker in workers]
    assert [end[1] for end in ends] == [""] * count
    assert [worker.returncode for worker in workers] == [0] * count
