"""Puts a driver's error into words. What it says itself about a failed connection may repeat the address."""

from __future__ import annotations

import re
import sqlite3

from sqlalchemy.exc import DBAPIError

# What libpq and PostgreSQL say, as patterns in small letters, and what we say instead. The first match counts.
POSTGRESQL_REASONS = {
    r"^invalid dsn": "it has an option that PostgreSQL does not know",
    r"^invalid": "one of its options has a value that PostgreSQL does not accept",
    r"password authentication failed|sasl authentication failed": "the user name or the password was refused",
    r"no password supplied": "its server asks for a password and the address has none",
    r"tenant or user not found": "its pooler does not know the user or the project",
    r'role ".*" (does not exist|is not permitted)': "its server does not let this user in",
    r"no pg_hba.conf entry|peer authentication failed": "its server does not let this user in",
    r'database ".*" does not exist': "its server has no database of that name",
    r"could not translate host name": "the name of its host is not known",
    r"connection refused": "nothing answers at its host and port",
    r"no such file or directory": "no server listens at its socket",
    r"timeout expired": "its server did not answer in time",
    r"unreachable|no route to host|timed out": "its host cannot be reached from here",
    r"invalid response to ssl|expected authentication request": "what answers there is not PostgreSQL",
    r"too many|max clients|connection slots": "its server has no free connection",
    r"starting up|shutting down": "its server is starting or stopping",
    r"certificate|ssl": "its server and this program do not agree about SSL",
}
CONNECTION_ENDED = "its server ended the connection"

SQLITE_REASONS = {
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened, or its folder does not exist",
    sqlite3.SQLITE_NOTADB: "the file is not a SQLite database",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_READONLY: "the file may not be written",
    sqlite3.SQLITE_PERM: "the file may not be opened",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the file cannot be read or written",
    sqlite3.SQLITE_BUSY: "another program keeps it locked",
    sqlite3.SQLITE_LOCKED: "another program keeps it locked",
}


def connection_reason(error: DBAPIError) -> str:
    """Return why no connection came about, without any part of the address."""
    if reason := sqlite_reason(error):
        return reason
    # Before "failed: " stands the address, in which one of the words may occur.
    said = str(error.orig).lower().partition(" failed: ")
    message = said[2] or said[0]
    found = (reason for pattern, reason in POSTGRESQL_REASONS.items() if re.search(pattern, message))
    return next(found, "its server refused the connection")


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
        return "another program keeps it locked"
    return said.partition("\n")[0].rstrip(".") or type(error.orig).__name__
