"""An empty database gets the tables that the models describe."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlmodel import Session, SQLModel

import taskflow.models.count
import taskflow.models.view  # noqa: F401  # declares its table
from taskflow.migrations import upgrade
from taskflow.models.filter import TaskFilter
from taskflow.models.task import TaskCreate
from taskflow.services.listing import list_tasks
from taskflow.services.tasks import create_task
from tests.conftest import NewDatabase
from tests.migrations.databases import UNDESCRIBED, dump, engine_of, shape


def test_it_works(engine: Engine) -> None:
    upgrade(engine)
    with Session(engine) as session:
        task = create_task(session, TaskCreate(title="Buy milk"))
    with Session(engine) as session:
        assert list_tasks(session, TaskFilter(), today=datetime.now(UTC).date()).tasks == [task]


def test_the_tables_are_those_of_the_models(engine: Engine, new_database: NewDatabase) -> None:
    upgrade(engine)
    described = engine_of(new_database("postgresql" if engine.dialect.name == "postgresql" else "sqlite"))
    SQLModel.metadata.create_all(described)
    assert shape(engine) == shape(described)
    described.dispose()


# SQLite does not say of which expressions an index consists; the shape of the tables above does.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_alembic_finds_nothing_left_to_migrate(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_object": is_compared}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_positions_are_compared_byte_by_byte(engine: Engine) -> None:
    upgrade(engine)
    if engine.dialect.name == "postgresql":
        collations = {column["name"]: getattr(column["type"], "collation", None) for column in _columns(engine)}
        assert collations["position"] == "C"
        assert collations["search_text"] == "C"
    with Session(engine) as session:
        first, second = (create_task(session, TaskCreate(title=title)) for title in ("one", "two"))
        connection = session.connection()
        connection.exec_driver_sql(f"UPDATE tasks SET position = 'Zz' WHERE id = '{second.id}'")  # noqa: S608
        found = connection.exec_driver_sql("SELECT id FROM tasks ORDER BY position").scalars().all()
        session.rollback()
    assert found == [second.id, first.id]


def test_starting_again_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    with Session(engine) as session:
        create_task(session, TaskCreate(title="Buy milk"))
    before = dump(engine)
    upgrade(engine)
    assert dump(engine) == before


def test_other_tables_are_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (id integer)")
        connection.exec_driver_sql("INSERT INTO notes VALUES (7)")
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT id FROM notes").scalars().all() == [7]


def is_compared(_thing: object, name: str | None, *_rest: object) -> bool:
    # PostgreSQL writes the expression of this index in words of its own; the shape of the tables above compares it.
    return not (name or "").startswith((*UNDESCRIBED, "ix_tasks_status_priority"))


def _columns(engine: Engine) -> list[dict[str, object]]:
    return [dict(column) for column in inspect(engine).get_columns("tasks")]
