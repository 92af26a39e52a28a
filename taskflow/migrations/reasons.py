"""Puts a driver's error into words. Its own message may repeat the address, and is never shown for a failed connection."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

# What libpq and PostgreSQL say, in small letters, and what we say instead. The first match counts.
POSTGRESQL_REASONS = {
    "password authentication failed": "the user name or the password was refused",
    "no password supplied": "the server asks for a password and the address has none",
    "tenant or user not found": "the pooler does not know the user or the project",
    "role ": "the server does not know the user",
    "database ": "the server has no database of that name",
    "could not translate host name": "the name of its host is not known",
    "connection refused": "nothing answers at its host and port",
    "no such file or directory": "no server listens at its socket",
    "timeout expired": "its server did not answer within 5 seconds",
    "timed out": "its server did not answer in time",
    "unreachable": "its network cannot be reached from here",
    "too many": "its server has no free connection",
    "max clients": "its pooler has no free connection",
    "connection slots": "its server has no free connection",
    "starting up": "its server is still starting",
    "no pg_hba.conf entry": "its server does not let this user in from here",
    "ssl": "its server and this program do not agree about SSL",
    "certificate": "the certificate of its server was not accepted",
    "invalid dsn": "it has an option that PostgreSQL does not know",
    "invalid": "one of its options has a value that PostgreSQL does not accept",
}

SQLITE_REASONS = {
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened, or its folder does not exist",
    sqlite3.SQLITE_NOTADB: "the file is not a SQLite database",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_READONLY: "the file may not be written",
    sqlite3.SQLITE_PERM: "the file may not be opened",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the file cannot be read or written",
    sqlite3.SQLITE_BUSY: "another program keeps the file locked",
    sqlite3.SQLITE_LOCKED: "another program keeps the file locked",
}


def connection_reason(error: DBAPIError) -> str:
    """Return why no connection came about, without any part of the address."""
    if reason := sqlite_reason(error):
        return reason
    message = str(error.orig).lower()
    return next((words for sign, words in POSTGRESQL_REASONS.items() if sign in message), "its server refused it")


def sqlite_reason(error: DBAPIError) -> str | None:
    """Return what is wrong with the file, or None when the error is about something else."""
    if not isinstance(error.orig, sqlite3.Error):
        return None
    # The low byte is the kind of error; the others detail it. An error of the driver's own has no code at all.
    return SQLITE_REASONS.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)


def upgrade_reason(error: DBAPIError) -> str:
    """Return what the database said about a statement; the connection stood, so the address is not part of it."""
    said = str(error.orig).strip()
    if "lock timeout" in said:
        return "another program keeps its tables locked"
    return said.partition("\n")[0].rstrip(".") or type(error.orig).__name__
