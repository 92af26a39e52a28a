"""What students may have done to the table: every row and every text stays, and so does what they added."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, event, text
from sqlmodel import Session

from taskflow.migrations import upgrade
from taskflow.models.filter import TaskFilter
from taskflow.models.task import TaskCreate, TaskPublic
from taskflow.services.listing import list_tasks
from taskflow.services.tasks import create_task
from tests.conftest import NewDatabase
from tests.migrations.databases import engine_of, make_course_database, rows, run_script

PLAIN_TABLE = """
CREATE TABLE tasks (id varchar NOT NULL PRIMARY KEY, title text, description text, status varchar, priority varchar,
    assignee text, due_date timestamp, created_at timestamp, updated_at timestamp)
"""


@pytest.fixture
def plain_engine(engine: Engine) -> Engine:
    """Return an engine on a course table that has plain text instead of enumerations and limits."""
    run_script(engine, PLAIN_TABLE)
    return engine


def test_texts_longer_than_the_program_accepts_stay_as_they_are(plain_engine: Engine) -> None:
    long = {"title": "t" * 300, "description": "d" * 5000, "assignee": "a" * 200}
    add(plain_engine, id="1", **long)
    upgrade(plain_engine)
    assert tasks_of(plain_engine)["1"].model_dump(include=set(long)) == long


@pytest.mark.parametrize("title", ["", "   ", "two\nlines", "100% ':colon' \\ é 🎉"])
def test_titles_that_nobody_could_enter_today_stay_as_they_are(plain_engine: Engine, title: str) -> None:
    add(plain_engine, id="1", title=title)
    upgrade(plain_engine)
    assert tasks_of(plain_engine)["1"].title == title


def test_a_missing_title_becomes_an_empty_one(plain_engine: Engine) -> None:
    add(plain_engine, id="1", title=None)
    upgrade(plain_engine)
    assert tasks_of(plain_engine)["1"].title == ""


@pytest.mark.parametrize(
    ("status", "becomes"),
    [("TODO", "todo"), ("in_progress", "in_progress"), ("Done", "done"), ("", "todo"), ("WAITING_FOR_REVIEW", "todo")],
)
def test_a_status_in_any_case_is_understood_and_an_unknown_one_is_todo(
    plain_engine: Engine, status: str, becomes: str
) -> None:
    add(plain_engine, id="1", status=status)
    upgrade(plain_engine)
    assert tasks_of(plain_engine)["1"].status == becomes


@pytest.mark.parametrize(("priority", "becomes"), [("high", "high"), ("LOW", "low"), ("urgent", "medium")])
def test_a_priority_in_any_case_is_understood_and_an_unknown_one_is_medium(
    plain_engine: Engine, priority: str, becomes: str
) -> None:
    add(plain_engine, id="1", priority=priority)
    upgrade(plain_engine)
    assert tasks_of(plain_engine)["1"].priority == becomes


@pytest.mark.parametrize(
    ("stored", "due"),
    [
        ("2025-12-01", datetime(2025, 12, 1, tzinfo=UTC)),
        ("2025-12-01 18:00:00", datetime(2025, 12, 1, 18, tzinfo=UTC)),
        ("2025-12-01T18:00:00Z", datetime(2025, 12, 1, 18, tzinfo=UTC)),
        ("2025-12-01 18:00:00.5+02:00", datetime(2025, 12, 1, 16, 0, 0, 500_000, tzinfo=UTC)),
        ("soon", None),
        (20251201, None),
        ("0001-01-01 00:00:00+05:00", None),
    ],
)
def test_sqlite_times_in_any_format_are_understood_and_unreadable_ones_are_none(
    new_database: NewDatabase, stored: object, due: datetime | None
) -> None:
    engine = engine_of(new_database("sqlite"))
    run_script(engine, PLAIN_TABLE)
    add(engine, id="1", due_date=stored)
    upgrade(engine)
    assert tasks_of(engine)["1"].due_date == due
    engine.dispose()


def test_tasks_made_in_the_same_second_keep_the_order_of_their_rows_on_sqlite(new_database: NewDatabase) -> None:
    engine = engine_of(new_database("sqlite"))
    run_script(engine, PLAIN_TABLE)
    for identifier in ("b", "a", "c"):
        add(engine, id=identifier, created_at="2025-11-03 09:12:44")
    upgrade(engine)
    assert rows(engine, "SELECT id FROM tasks ORDER BY position") == [("b",), ("a",), ("c",)]
    engine.dispose()


def test_columns_that_somebody_added_stay_and_may_be_empty(course_engine: Engine) -> None:
    run_script(course_engine, "ALTER TABLE tasks ADD COLUMN \"Mood %\" varchar(20) NOT NULL DEFAULT 'good'")
    upgrade(course_engine)
    with Session(course_engine) as session:
        create_task(session, TaskCreate(title="New"))
    moods = rows(course_engine, 'SELECT "Mood %" FROM tasks')
    assert moods.count(("good",)) >= 4


def test_an_added_column_with_one_of_our_names_stays_under_another(course_engine: Engine) -> None:
    with course_engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE tasks ADD COLUMN position integer")
        connection.exec_driver_sql("UPDATE tasks SET position = 7")
    upgrade(course_engine)
    assert rows(course_engine, "SELECT DISTINCT course_position FROM tasks") == [(7,)]
    assert {task.position for task in tasks_of(course_engine).values()} == {"a0", "a1"}


def test_what_refers_to_a_task_still_does(course_engine: Engine) -> None:
    run_script(
        course_engine,
        """CREATE TABLE notes (task_id varchar REFERENCES tasks (id) ON DELETE CASCADE);
           INSERT INTO notes SELECT id FROM tasks;
           CREATE VIEW titles AS SELECT title FROM tasks""",
    )
    upgrade(course_engine)
    assert rows(course_engine, "SELECT count(*) FROM notes") == [(4,)]
    assert rows(course_engine, "SELECT count(*) FROM titles") == [(4,)]
    with course_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM tasks")
    assert rows(course_engine, "SELECT count(*) FROM notes") == [(0,)]


def test_indexes_with_our_names_are_replaced(course_engine: Engine) -> None:
    with course_engine.begin() as connection:
        connection.exec_driver_sql("CREATE INDEX ix_tasks_assignee ON tasks (assignee)")
    upgrade(course_engine)
    assert len(tasks_of(course_engine)) == 4


def test_enumerations_that_another_table_uses_stay(new_database: NewDatabase) -> None:
    engine = engine_of(new_database("postgresql"))
    make_course_database(engine)
    run_script(engine, "CREATE TABLE archive (status taskstatus)")
    upgrade(engine)
    types = "SELECT typname FROM pg_type WHERE typname IN ('taskstatus', 'taskpriority')"
    assert rows(engine, types) == [("taskstatus",)]
    engine.dispose()


def test_a_trigger_that_notes_every_change_does_not_touch_the_times(new_database: NewDatabase) -> None:
    engine = engine_of(new_database("postgresql"))
    make_course_database(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$"
        )
        connection.exec_driver_sql("CREATE TRIGGER note BEFORE UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION note()")
    upgrade(engine)
    assert tasks_of(engine)["7c9e6679-7425-40de-944b-e07fc1f90ae7"].updated_at == datetime(
        2025, 11, 5, 8, 30, tzinfo=UTC
    )
    assert rows(engine, "SELECT tgenabled FROM pg_trigger WHERE tgname = 'note'") == [("O",)]
    engine.dispose()


def test_times_that_already_have_a_zone_stay_the_same_moments(new_database: NewDatabase) -> None:
    engine = engine_of(new_database("postgresql"))
    run_script(engine, PLAIN_TABLE.replace("due_date timestamp", "due_date timestamptz"))
    add(engine, id="1", due_date="2025-12-01 18:00:00+02:00")
    upgrade(engine)
    assert tasks_of(engine)["1"].due_date == datetime(2025, 12, 1, 16, tzinfo=UTC)
    engine.dispose()


def test_a_large_table_takes_statements_by_the_thousand_rows(plain_engine: Engine) -> None:
    with plain_engine.begin() as connection:
        statement = text("INSERT INTO tasks (id, title) VALUES (:id, 'One of many')")
        connection.execute(statement, [{"id": f"{number:05}"} for number in range(5_000)])
    statements: list[str] = []
    event.listen(plain_engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    upgrade(plain_engine)
    assert len(statements) < 100
    assert rows(plain_engine, "SELECT count(DISTINCT position) FROM tasks") == [(5_000,)]


def add(engine: Engine, **values: object) -> None:
    values = {"title": "One", **values}
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO tasks ({names}) VALUES ({marks})"), values)  # noqa: S608


def tasks_of(engine: Engine) -> dict[str, TaskPublic]:
    with Session(engine) as session:
        page = list_tasks(session, TaskFilter(), today=datetime.now(UTC).date())
    return {task.id: task for task in page.tasks}
