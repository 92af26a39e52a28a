"""A database that cannot take what is written says why, keeps what it has, and takes it again afterwards."""

from __future__ import annotations

from contextlib import closing

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlmodel import Session

from taskflow.models.fields import DESCRIPTION_LENGTH
from taskflow.models.task import TaskCreate
from taskflow.services.errors import DatabaseFull, DatabaseReadOnly, DatabaseUnavailable
from taskflow.services.outages import outage
from taskflow.services.tasks import create_task
from tests.services.boards import assert_sound, board

# What makes each database refuse, with its own error, everything that is written in a transaction that begins with it.
FULL = {
    # As large as it is now, and not a page more.
    "sqlite": "PRAGMA max_page_count = 1",
    "postgresql": "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
}
READ_ONLY = {"sqlite": "PRAGMA query_only = ON", "postgresql": "SET TRANSACTION READ ONLY"}


@pytest.mark.parametrize(("cause", "expected"), [(FULL, DatabaseFull), (READ_ONLY, DatabaseReadOnly)])
def test_what_cannot_be_written_is_said_and_leaves_nothing_behind(
    engine: Engine, cause: dict[str, str], expected: type[DatabaseUnavailable]
) -> None:
    before = [_create(engine) for _ in range(3)]
    if engine.dialect.name == "sqlite":
        # Pages that other tests have left free would be filled first. By the driver, which begins no transaction.
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(cause[engine.dialect.name])

    event.listen(engine, "begin", begin)
    written: list[str] = []
    try:
        with pytest.raises(SQLAlchemyError) as refused:
            _create_until_refused(engine, written)
    finally:
        event.remove(engine, "begin", begin)
        # What SQLite was told is forgotten with the connection.
        engine.dispose()
    assert type(outage(refused.value)) is expected
    assert sorted(task.id for task in board(engine)) == sorted(before + written)
    assert_sound(engine)
    _create(engine)
    assert_sound(engine)


def test_a_statement_that_makes_no_sense_is_no_outage() -> None:
    assert outage(IntegrityError("INSERT", None, Exception())) is None


def _create_until_refused(engine: Engine, written: list[str]) -> None:
    while len(written) < 100:
        written.append(_create(engine))


def _create(engine: Engine) -> str:
    with Session(engine) as session:
        return create_task(session, TaskCreate(title="Task", description="x" * DESCRIPTION_LENGTH)).id
