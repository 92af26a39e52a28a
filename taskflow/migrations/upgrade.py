"""Runs the migrations: in one transaction, and only once when several workers start together."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from taskflow.migrations.errors import DatabaseNotUpgraded, DatabaseTooNew, DatabaseUnreachable
from taskflow.migrations.reasons import (
    CONNECTION_ENDED,
    SQLITE_REASONS,
    connection_reason,
    sqlite_reason,
    upgrade_reason,
)
from taskflow.models.database import WRITE_OPTION

FOLDER = Path(__file__).resolve().parent
# How long a worker waits for another one that migrates, or for a program that still uses the tables.
LOCK_TIMEOUT_SECONDS = 60.0
# Any fixed number will do, as long as no other program locks the same one in the same database.
UPGRADE_LOCK = 0x7461736B75706772  # "taskupgr"


def prepare_database(engine: Engine) -> None:
    """Check that the database can be reached and bring it up to date.

    Raises:
        DatabaseUnreachable: when there is no connection; after five seconds at most for each address of the server.
        DatabaseTooNew: when a newer program has changed the database.
        DatabaseNotOurs: when another program's table is in the way.
        DatabaseNotUpgraded: when a migration failed, or another program held the tables for a minute.
    """
    try:
        engine.connect().close()
    except DBAPIError as error:
        # Without the cause: the driver's message may hold parts of the address.
        raise DatabaseUnreachable(connection_reason(error)) from None
    # SQLite opens a file that can only be read without a word, and refuses the first write.
    if engine.dialect.name == "sqlite" and not os.access(engine.url.database or "", os.W_OK):
        raise DatabaseUnreachable(SQLITE_REASONS[sqlite3.SQLITE_READONLY])
    try:
        upgrade(engine)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseUnreachable(CONNECTION_ENDED) from None
        if reason := sqlite_reason(error):
            raise DatabaseUnreachable(reason) from None
        raise DatabaseNotUpgraded(upgrade_reason(error)) from error


def upgrade(engine: Engine) -> None:
    """Bring an empty database, one of the course application or one of an older TaskFlow to the newest revision.

    All of it happens or, when anything fails, nothing. What is up to date stays untouched.

    Raises:
        DatabaseTooNew: when the database is at a revision that is not among ours.
        DatabaseNotOurs: when a table with one of our names has another shape.
    """
    with _alone(engine) as connection:
        alembic = Config()
        # Percent signs are doubled because Alembic's configuration expands them.
        alembic.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        alembic.attributes["connection"] = connection
        _refuse_unknown_revision(connection, ScriptDirectory.from_config(alembic))
        command.upgrade(alembic, "head")


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Give a transaction during which nobody else can migrate or write, on a connection that is closed afterwards."""
    with engine.connect().execution_options(**{WRITE_OPTION: True}) as connection:
        # Nothing that is set here may reach the next user of the pool, and a pooler gets its connection back at once.
        connection.detach()
        if connection.dialect.name == "sqlite":
            _let_tables_be_replaced(connection)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
            yield connection


def _let_tables_be_replaced(connection: Connection) -> None:
    # On SQLite a table is changed by replacing it, and these three can only be set before the transaction: without the
    # first, dropping the old table would delete what refers to it; without the second, views would forbid the renaming.
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    driver.execute("PRAGMA legacy_alter_table = ON")
    driver.execute(f"PRAGMA busy_timeout = {int(LOCK_TIMEOUT_SECONDS * 1000)}")
    driver.close()


def _refuse_unknown_revision(connection: Connection, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    for revision in MigrationContext.configure(connection).get_current_heads():
        if revision not in known:
            raise DatabaseTooNew(revision)
