"""Tells from what a database's driver says why nothing could be read or written."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from taskflow.services.errors import DatabaseFull, DatabaseReadOnly, DatabaseUnavailable

# https://www.postgresql.org/docs/current/errcodes-appendix.html
DISK_FULL = "53100"
# A standby, or a hosted database that its host has closed to writers because its disk is nearly full.
READ_ONLY_TRANSACTION = "25006"
# A file system that has become read-only, or a quota that is used up, is no more than a failed write to SQLite.
FAILED_WRITES = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}


def outage(error: SQLAlchemyError) -> DatabaseUnavailable | None:
    """Return what has failed, or None when the database is well and the error is about the statement."""
    code = _code(error)
    if code in {DISK_FULL, sqlite3.SQLITE_FULL}:
        return DatabaseFull()
    if code in {READ_ONLY_TRANSACTION, *FAILED_WRITES} or _kind(code) == sqlite3.SQLITE_READONLY:
        return DatabaseReadOnly()
    return DatabaseUnavailable() if isinstance(error, OperationalError | InterfaceError | NoFreeConnection) else None


def _code(error: SQLAlchemyError) -> str | int | None:
    """Return PostgreSQL's code of an error, which is a text, or SQLite's, which is a number."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    return getattr(cause, "pgcode", None) or getattr(cause, "sqlite_errorcode", None)


def _kind(code: str | int | None) -> int | None:
    # The low byte is the kind of error; the others detail it.
    return code & 0xFF if isinstance(code, int) else None
