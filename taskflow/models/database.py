"""The connection to the database: one engine per process, tuned for SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
from functools import cache
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy import create_engine as create_sqlalchemy_engine
from sqlalchemy.pool import ConnectionPoolEntry

from taskflow.settings import Settings, settings

CONNECT_TIMEOUT_SECONDS = 5
SQLITE_BUSY_TIMEOUT_SECONDS = 10
WRITE_OPTION = "taskflow_write"

POSTGRESQL_OPTIONS = {
    "connect_timeout": CONNECT_TIMEOUT_SECONDS,
    "application_name": "taskflow",
    # A server that vanished without a word is noticed after ten seconds, not after the quarter of an hour of TCP.
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def create_engine(configuration: Settings) -> Engine:
    """Return a new engine for the configured database. Nothing is contacted yet.

    A connection goes back to the pool without a transaction, whatever its user left behind. PostgreSQL is given five
    seconds to let a connection in; an option that the address itself names wins over ours.
    """
    url = make_url(configuration.database_url)
    engine = create_sqlalchemy_engine(
        url,
        pool_size=configuration.database_pool_size,
        max_overflow=configuration.database_max_overflow,
        pool_timeout=configuration.database_pool_timeout,
        # A connection that the server or a pooler closed meanwhile is replaced, not handed out. A file stays.
        pool_pre_ping=not configuration.is_sqlite,
        # What people write is theirs: an error in a log names the statement and does not list the texts.
        hide_parameters=True,
        connect_args={}
        if configuration.is_sqlite
        else {name: value for name, value in POSTGRESQL_OPTIONS.items() if name not in url.query},
    )
    if configuration.is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


@cache
def engine() -> Engine:
    """Return the engine of this process.

    A server that forks its workers must not use it before: two processes cannot share a connection.
    """
    return create_engine(settings())


def _prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # Transactions are begun by _begin_sqlite: the driver's own would begin too late, and never as IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_SECONDS * 1000}")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    _use_write_ahead_log(cursor)
    cursor.close()


def _use_write_ahead_log(cursor: sqlite3.Cursor) -> None:
    # The file remembers the mode. The very first switch is the one statement that does not wait for the others of
    # several processes that open a new file together: SQLite refuses it at once, whatever the busy timeout.
    deadline = monotonic() + SQLITE_BUSY_TIMEOUT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    is_write = connection.get_execution_options().get(WRITE_OPTION, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


def _prepare_postgresql(connection: Any, _record: ConnectionPoolEntry) -> None:
    # The server hands out times in its own zone, where the last hours of the year 9999 may lie in 10000, a year that
    # the driver cannot read. Not as a startup option: connection poolers refuse those they do not know.
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.autocommit = False
