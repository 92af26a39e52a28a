"""The connection to the database: one engine per process, tuned for SQLite or PostgreSQL."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy import create_engine as create_sqlalchemy_engine
from sqlalchemy.pool import ConnectionPoolEntry

from taskflow.settings import Settings, settings

CONNECT_TIMEOUT_SECONDS = 5
SQLITE_BUSY_TIMEOUT_MILLISECONDS = 10_000
WRITE_OPTION = "taskflow_write"


def create_engine(configuration: Settings) -> Engine:
    """Return a new engine for the configured database. Nothing is contacted yet."""
    if configuration.is_sqlite:
        engine = create_sqlalchemy_engine(
            configuration.database_url,
            pool_size=configuration.database_pool_size,
            max_overflow=configuration.database_max_overflow,
            pool_timeout=configuration.database_pool_timeout,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_sqlalchemy_engine(
        configuration.database_url,
        pool_size=configuration.database_pool_size,
        max_overflow=configuration.database_max_overflow,
        pool_timeout=configuration.database_pool_timeout,
        # A connection that the server or a pooler closed meanwhile is replaced, not handed out.
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS, "application_name": "taskflow"},
    )


@cache
def engine() -> Engine:
    """Return the engine of this process."""
    return create_engine(settings())


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    # Transactions are begun by _begin_sqlite: the driver's own would begin too late, and never as IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    is_write = connection.get_execution_options().get(WRITE_OPTION, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
