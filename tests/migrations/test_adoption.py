"""A database that the course application left behind is taken over in place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, SQLModel

import taskflow.models.count
import taskflow.models.view  # noqa: F401  # declares its table
from taskflow.migrations import upgrade
from taskflow.models.activity import activity
from taskflow.models.filter import Sort, TaskFilter
from taskflow.models.task import TaskCreate, TaskPublic, TaskUpdate, tasks
from taskflow.services.listing import list_tasks
from taskflow.services.search import search_text
from taskflow.services.tasks import create_task, edit_task
from tests.conftest import NewDatabase
from tests.migrations.databases import dump, engine_of, rows, shape

TESTED = "0f8fad5b-d9cb-469f-a165-70867728950e"
SHOPPING = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
HELLO = "16fd2706-8baf-433b-82eb-8c7fada847da"
BARE = "6fa459ea-ee8a-3ca4-894e-db77e160355e"


def test_it_works(course_engine: Engine) -> None:
    upgrade(course_engine)
    found = adopted(course_engine)
    assert {task.id: (task.title, task.description, task.assignee) for task in found.values()} == {
        TESTED: ("Test production", None, None),
        SHOPPING: ("Acheter des courses", "Lait, œufs, pain", "léa@example.org"),
        HELLO: ("HelloWorld", "Very OG", ""),
        BARE: ("Sans statut", None, None),
    }
    assert {task.id: (task.status.value, task.priority.value) for task in found.values()} == {
        TESTED: ("todo", "high"),
        SHOPPING: ("in_progress", "medium"),
        HELLO: ("done", "low"),
        BARE: ("todo", "medium"),
    }


def test_times_without_a_zone_were_utc(course_engine: Engine) -> None:
    upgrade(course_engine)
    task = adopted(course_engine)[SHOPPING]
    assert task.due_date == datetime(2025, 12, 1, 18, tzinfo=UTC)
    assert task.created_at == datetime(2025, 11, 4, 10, tzinfo=UTC)
    assert task.updated_at == datetime(2025, 11, 5, 8, 30, tzinfo=UTC)


def test_missing_times_become_now(course_engine: Engine) -> None:
    before = datetime.now(UTC)
    upgrade(course_engine)
    task = adopted(course_engine)[BARE]
    assert before <= task.created_at == task.updated_at <= datetime.now(UTC)
    assert task.due_date is None


def test_times_are_stored_like_those_of_new_tasks(course_engine: Engine) -> None:
    upgrade(course_engine)
    with Session(course_engine) as session:
        due = datetime(2025, 12, 1, 18, tzinfo=UTC) + timedelta(seconds=1)
        create_task(session, TaskCreate(title="A second later", due_date=due))
    query = "SELECT title FROM tasks WHERE due_date >= '2025-12-01 18:00:00.000000' ORDER BY due_date"
    if course_engine.dialect.name == "postgresql":
        query = query.replace("000000'", "000000+00'")
    assert rows(course_engine, query) == [("Acheter des courses",), ("A second later",)]


def test_a_column_keeps_the_order_of_creation(course_engine: Engine) -> None:
    upgrade(course_engine)
    with Session(course_engine) as session:
        create_task(session, TaskCreate(title="Newest"))
        page = list_tasks(session, TaskFilter(), sort=Sort.BOARD, today=datetime.now(UTC).date())
    assert [task.title for task in page.tasks] == [
        "Test production",
        "Sans statut",
        "Newest",
        "Acheter des courses",
        "HelloWorld",
    ]


def test_what_is_done_was_completed_when_it_was_last_changed(course_engine: Engine) -> None:
    upgrade(course_engine)
    found = adopted(course_engine)
    assert found[HELLO].completed_at == datetime(2025, 11, 6, 12, tzinfo=UTC)
    assert [task.completed_at for task in found.values() if task.id != HELLO] == [None, None, None]


def test_every_task_begins_at_version_1_and_can_be_changed(course_engine: Engine) -> None:
    upgrade(course_engine)
    assert {task.version for task in adopted(course_engine).values()} == {1}
    with Session(course_engine) as session:
        assert edit_task(session, BARE, TaskUpdate(title="Avec titre"), expected_version=1).version == 2


def test_every_task_is_found_by_its_text(course_engine: Engine) -> None:
    upgrade(course_engine)
    with course_engine.connect() as connection:
        for row in connection.execute(select(tasks)):
            assert row.search_text == search_text(row.title, row.description)


def test_activity_replays_to_the_board(course_engine: Engine) -> None:
    upgrade(course_engine)
    with course_engine.connect() as connection:
        changes = connection.execute(select(activity).order_by(activity.c.id)).all()
    assert [(change.action, change.actor, change.before) for change in changes] == [("create", None, {})] * 4
    replayed = {change.task_id: TaskPublic.model_validate(change.after) for change in changes}
    assert replayed == adopted(course_engine)
    assert [change.at for change in changes] == [replayed[change.task_id].created_at for change in changes]


def test_activity_of_an_adopted_task_says_what_a_new_one_says(course_engine: Engine) -> None:
    upgrade(course_engine)
    with Session(course_engine) as session:
        create_task(session, TaskCreate(title="Newest"))
        *adopted_, new = session.connection().execute(select(activity.c.after).order_by(activity.c.id)).scalars()
    assert [set(after) for after in adopted_] == [set(new)] * 4


def test_the_tables_are_those_of_the_models(course_engine: Engine, new_database: NewDatabase) -> None:
    upgrade(course_engine)
    described = engine_of(new_database("postgresql" if course_engine.dialect.name == "postgresql" else "sqlite"))
    SQLModel.metadata.create_all(described)
    assert shape(course_engine) == shape(described)
    described.dispose()


def test_starting_again_changes_nothing(course_engine: Engine) -> None:
    upgrade(course_engine)
    before = dump(course_engine)
    upgrade(course_engine)
    assert dump(course_engine) == before


def test_a_table_without_rows_is_adopted(course_engine: Engine) -> None:
    with course_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM tasks")
    upgrade(course_engine)
    assert adopted(course_engine) == {}
    assert rows(course_engine, "SELECT count(*) FROM activity") == [(0,)]


def adopted(engine: Engine) -> dict[Any, TaskPublic]:
    with Session(engine) as session:
        page = list_tasks(session, TaskFilter(), today=datetime.now(UTC).date())
    return {task.id: task for task in page.tasks}
