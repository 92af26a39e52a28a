"""The one door for every write: the board's lock, one transaction, one commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlmodel import Session

from taskflow.models.database import WRITE_OPTION

# Any fixed number will do, as long as no other program locks the same one in the same database.
BOARD_LOCK = 0x7461736B  # "task"


@contextmanager
def board_lock(session: Session) -> Iterator[Connection]:
    """Hold the board's write lock for one transaction: commit at the end, roll back when the body raises.

    Whoever holds it is alone, so the order of changes is the order of commits, and the ids of activity rows rise in
    that order. The session must not have begun a transaction: what it read before the lock may be out of date.

    Raises:
        RuntimeError: when the session is already in a transaction.
    """
    if session.in_transaction():
        raise RuntimeError("A write begins its own transaction; commit or roll back what the session did before.")
    try:
        # On SQLite this option turns BEGIN into BEGIN IMMEDIATE, which is the lock.
        connection = session.connection(execution_options={WRITE_OPTION: True})
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": BOARD_LOCK})
        yield connection
        session.commit()
    except BaseException:
        session.rollback()
        raise
