"""A database that an older TaskFlow has left behind gets what is new and keeps what it has."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.migrations import upgrade
from taskflow.migrations.upgrade import FOLDER
from taskflow.models.task import TaskCreate
from taskflow.models.view import ViewCreate
from taskflow.services.tasks import create_task
from taskflow.services.views import list_views, save_view
from tests.migrations.databases import rows, shape

NEWEST = [("0003",)]
REVISION = "SELECT version_num FROM alembic_version"


def test_it_works(engine: Engine) -> None:
    upgrade_to(engine, "0001")
    with Session(engine) as session:
        task = create_task(session, TaskCreate(title="Buy milk"))
    content = {table: rows(engine, f"SELECT * FROM {table}") for table in ("tasks", "activity")}  # noqa: S608
    older = shape(engine)
    upgrade(engine)
    assert rows(engine, REVISION) == NEWEST
    assert {table: rows(engine, f"SELECT * FROM {table}") for table in content} == content  # noqa: S608
    # Its successor knows nobody, too.
    assert {line for line in older if "ix_tasks_assignee " not in line} < shape(engine)
    if engine.dialect.name == "sqlite":
        number = rows(engine, "SELECT number FROM task_numbers")
        assert rows(engine, "SELECT rowid FROM task_search WHERE task_search MATCH '\"uy m\"'") == number
    assert rows(engine, "SELECT * FROM task_counts") == [("@nobody", "todo", "medium", 1)]
    with Session(engine) as session:
        view = save_view(session, ViewCreate(name="Milk", query=f"q={task.title}"))
        assert list_views(session) == [view]


def test_the_course_s_database_ends_at_the_newest_revision(course_engine: Engine) -> None:
    upgrade(course_engine)
    assert rows(course_engine, REVISION) == NEWEST
    with Session(course_engine) as session:
        assert list_views(session) == []


def upgrade_to(engine: Engine, revision: str) -> None:
    """Do what the TaskFlow of that revision did."""
    with engine.begin() as connection:
        alembic = Config()
        alembic.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, revision)
