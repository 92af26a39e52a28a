"""An upgrade that fails, at whatever statement, leaves the database as it was."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from sqlalchemy import Engine, event

from taskflow.migrations import DatabaseNotReady, DatabaseNotUpgraded, prepare_database, upgrade
from tests.migrations.databases import dump, engine_of, run_script


class PowerCut(Exception):
    """Something that no code expects."""


def test_it_works(course_engine: Engine) -> None:
    before = dump(course_engine)
    number = 1
    while _fails_at(course_engine, number):
        assert dump(course_engine) == before, f"after the failure of statement {number}"
        number += 1
    assert number > 20
    assert dump(course_engine) != before


def test_an_empty_database_stays_empty(engine: Engine) -> None:
    before = dump(engine)
    number = 1
    while _fails_at(engine, number):
        assert dump(engine) == before, f"after the failure of statement {number}"
        number += 1
    assert number > 5


def test_a_failure_at_the_commit_is_taken_back_too(course_engine: Engine) -> None:
    before = dump(course_engine)

    def fail(_connection: object) -> None:
        raise PowerCut

    event.listen(course_engine, "commit", fail)
    with pytest.raises(PowerCut):
        upgrade(course_engine)
    event.remove(course_engine, "commit", fail)
    assert dump(course_engine) == before


def test_what_the_database_refuses_is_said_in_one_sentence(course_engine: Engine) -> None:
    # Adoption has to drop the old table on SQLite, and to change it on PostgreSQL.
    script = {
        "sqlite": "CREATE TABLE tasks_being_adopted (id integer)",
        "postgresql": "CREATE VIEW statuses AS SELECT status FROM tasks",
    }
    run_script(course_engine, script[course_engine.dialect.name])
    before = dump(course_engine)
    with pytest.raises(DatabaseNotUpgraded) as refused:
        prepare_database(course_engine)
    said = {
        "sqlite": "table tasks_being_adopted already exists",
        "postgresql": "cannot alter type of a column used by a view or rule",
    }
    assert str(refused.value) == (
        "DATABASE_URL names a database that could not be brought up to date and was left as it was: "
        f"{said[course_engine.dialect.name]}."
    )
    assert dump(course_engine) == before


def test_a_program_that_keeps_the_tables_locked_is_named(
    course_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # By its entry among the modules, because the package's own `upgrade` is the function.
    monkeypatch.setattr(sys.modules["taskflow.migrations.upgrade"], "LOCK_TIMEOUT_SECONDS", 0.2)
    other = engine_of(course_engine.url.render_as_string(hide_password=False))
    with other.begin() as connection:
        connection.exec_driver_sql("UPDATE tasks SET title = title")
        with pytest.raises(DatabaseNotReady, match="another program keeps it locked"):
            prepare_database(course_engine)
    other.dispose()
    prepare_database(course_engine)


def _fails_at(engine: Engine, number: int) -> bool:
    """Try an upgrade whose n-th statement fails, and return whether it came to that."""
    seen = 0

    def count(*_arguments: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            raise PowerCut

    event.listen(engine, "before_cursor_execute", count)
    try:
        upgrade(engine)
    except PowerCut:
        return True
    else:
        return False
    finally:
        event.remove(engine, "before_cursor_execute", count)
