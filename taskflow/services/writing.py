"""The one door for every write: the board's lock, one transaction, one commit, and word of it to whoever listens."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection, bindparam, func, select
from sqlmodel import Session

from taskflow.models.database import WRITE_OPTION
from taskflow.services.activity import APPENDED_OPTION, COMMITTED, Change
from taskflow.services.turns import Turns

# Any fixed number will do, as long as no other program locks the same one in the same database.
BOARD_LOCK = 0x7461736B  # "task"
TURN_TIMEOUT_SECONDS = 10

# The channel on which PostgreSQL tells the other processes that something was committed.
CHANNEL = "taskflow_changes"
# The one on which they tell each other who is looking.
PEOPLE_CHANNEL = "taskflow_people"
_PROGRAM = uuid4().hex


def process_name() -> str:
    """Return what this process calls itself on the channel: unique among those of a database, also after a fork."""
    return f"{_PROGRAM}-{os.getpid()}"


# Whoever makes the writes of this context, as the listeners know them; empty for a program without a screen.
ORIGIN: ContextVar[str] = ContextVar("taskflow_origin", default="")

# PostgreSQL delivers the notification when the transaction commits and forgets it when it does not, so that it can ride
# along with the lock and costs no round trip of its own.
_LOCK_BOARD = select(
    func.pg_advisory_xact_lock(bindparam("key", BOARD_LOCK)),
    func.pg_notify(CHANNEL, bindparam("process", callable_=process_name)),
)
# The writers of this process wait here and not in the database. SQLite polls while it waits, so that one of eight
# writers can starve for seconds; on PostgreSQL every waiting writer would keep a connection from the readers.
_turns = Turns()


@dataclass(frozen=True, slots=True)
class Commit:
    """What one transaction has changed, and who made it."""

    changes: tuple[Change, ...]
    origin: str


Listener = Callable[[Commit], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Callable[[], None]:
    """Call `listener` after each commit of this process that changed tasks; return what ends that.

    It is called in the thread that wrote, after the lock was given back, and must neither wait nor raise.
    """
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


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
        appended: list[Change] = []
        try:
            # On SQLite the first option turns BEGIN into BEGIN IMMEDIATE, which is the lock.
            connection = session.connection(execution_options={WRITE_OPTION: True, APPENDED_OPTION: appended})
            if connection.dialect.name == "postgresql":
                connection.execute(_LOCK_BOARD)
            yield connection
            session.commit()
            session.info.setdefault(COMMITTED, []).extend(change.id for change in appended)
        except BaseException:
            session.rollback()
            raise
    if appended:
        commit = Commit(tuple(appended), ORIGIN.get())
        for listener in tuple(_listeners):
            listener(commit)
