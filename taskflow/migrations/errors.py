"""Why a start stops: each message is one sentence that names DATABASE_URL and shows nothing of the address in it."""

from __future__ import annotations


class DatabaseNotReady(Exception):
    """The program cannot work with its database."""


class DatabaseUnreachable(DatabaseNotReady):
    """No connection, or the file cannot be read and written."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"DATABASE_URL cannot be used: {reason}.")


class DatabaseTooNew(DatabaseNotReady):
    """The database is at a revision that this program does not know."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"DATABASE_URL names a database at revision {revision[:32]!r}, which this version of TaskFlow does not "
            "know: start the newer version that made it, or name another database."
        )


class DatabaseNotOurs(DatabaseNotReady):
    """A table has one of our names and another shape."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f"DATABASE_URL names a database whose table {table!r} was not made by TaskFlow, and nothing in it was "
            "changed: name another database, or rename that table."
        )


class DatabaseNotUpgraded(DatabaseNotReady):
    """The upgrade failed and was taken back."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"DATABASE_URL names a database that could not be brought up to date and was left as it was: {reason}."
        )
