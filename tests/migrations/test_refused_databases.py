"""A database that is not ours, or newer than we are, is refused with a sentence and left alone."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from taskflow.migrations import DatabaseNotOurs, DatabaseTooNew, prepare_database
from tests.migrations.databases import dump, make_course_database, run_script


def test_it_works_when_a_newer_program_has_changed_the_database(engine: Engine) -> None:
    prepare_database(engine)
    run_script(engine, "UPDATE alembic_version SET version_num = '9999'")
    before = dump(engine)
    with pytest.raises(DatabaseTooNew) as refused:
        prepare_database(engine)
    assert str(refused.value) == (
        "DATABASE_URL names a database at revision '9999', which this version of TaskFlow does not know: "
        "start the newer version that made it, or name another database."
    )
    assert dump(engine) == before


REST = (
    "title varchar, description varchar, status varchar, priority varchar, assignee varchar, "
    "due_date timestamp, created_at timestamp, updated_at timestamp"
)


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param("id varchar NOT NULL PRIMARY KEY, title varchar, done boolean", id="other columns"),
        pytest.param(f"id integer NOT NULL PRIMARY KEY, {REST}", id="ids that are numbers"),
        pytest.param(f"id varchar, {REST}", id="ids that may occur twice"),
    ],
)
def test_a_table_of_tasks_that_the_course_did_not_make_is_left_alone(engine: Engine, columns: str) -> None:
    run_script(engine, f"CREATE TABLE tasks ({columns})")
    before = dump(engine)
    with pytest.raises(DatabaseNotOurs) as refused:
        prepare_database(engine)
    assert str(refused.value) == (
        "DATABASE_URL names a database whose table 'tasks' was not made by TaskFlow, and nothing in it was changed: "
        "name another database, or rename that table."
    )
    assert dump(engine) == before


def test_a_table_of_activity_that_we_did_not_make_is_left_alone(engine: Engine) -> None:
    make_course_database(engine)
    run_script(engine, "CREATE TABLE activity (id integer)")
    before = dump(engine)
    with pytest.raises(DatabaseNotOurs, match="whose table 'activity' was not made by TaskFlow"):
        prepare_database(engine)
    assert dump(engine) == before


@pytest.mark.parametrize("made", ["TABLE views (id integer)", "VIEW views AS SELECT 1 AS id"])
def test_a_table_of_views_that_we_did_not_make_is_left_alone(engine: Engine, made: str) -> None:
    make_course_database(engine)
    run_script(engine, f"CREATE {made}")
    before = dump(engine)
    with pytest.raises(DatabaseNotOurs, match="whose table 'views' was not made by TaskFlow"):
        prepare_database(engine)
    assert dump(engine) == before
