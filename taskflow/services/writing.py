"""The one door for every write: the board's lock, one transaction, one commit."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection, bindparam, func, select
from sqlmodel import Session

from taskflow.models.database import WRITE_OPTION
from taskflow.services.turns import Turns

# Any fixed number will do, as long as no other program locks the same one in the same database.
BOARD_LOCK = 0x7461736B  # "task"
TURN_TIMEOUT_SECONDS = 10

_LOCK_BOARD = select(func.pg_advisory_xact_lock(bindparam("key", BOARD_LOCK)))
# The writers of this process wait here and not in the database. SQLite polls while it waits, so that one of eight
# writers can starve for seconds; on PostgreSQL every waiting writer would keep a connection from the readers.
_turns = Turns()


@contextmanager
def board_lock(session: Session) -> Generator[Connection]:
    """Hold the board's write lock for one transaction: commit at the end, roll back when the body raises.

    Whoever holds it is alone, so the order of changes is the order of commits, and the ids of activity rows rise in
    that order. The session must not have begun a transaction: what it read before the lock may be out of date.

    Raises:
        RuntimeError: when the session is already in a transaction.
        DatabaseUnavailable: when the writers before did not finish within ten seconds.
    """
    if session.in_transaction():
        raise RuntimeError("A write begins its own transaction; commit or roll back what the session did before.")
    with _turns.taken(TURN_TIMEOUT_SECONDS):
        try:
            # On SQLite this option turns BEGIN into BEGIN IMMEDIATE, which is the lock.
            connection = session.connection(execution_options={WRITE_OPTION: True})
            if connection.dialect.name == "postgresql":
                connection.execute(_LOCK_BOARD)
            yield connection
            session.commit()
        except BaseException:
            session.rollback()
            raise
