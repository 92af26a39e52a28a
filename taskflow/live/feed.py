"""How a worker hears that another process has changed something: a thread of its own that waits for the database.

PostgreSQL says so on a channel, on one connection beside the pool that stays open and is opened again when it was lost.
The file of a SQLite database counts its changes. A thread rather than the event loop, because it can simply wait.
"""

from __future__ import annotations

import logging
import select
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from threading import Thread
from typing import Any

import psycopg2
from sqlalchemy import make_url

from taskflow.models.database import POSTGRESQL_OPTIONS
from taskflow.services.writing import CHANNEL, PEOPLE_CHANNEL, process_name
from taskflow.settings import Settings

logger = logging.getLogger(__name__)

# A change by another process shows within a second; one look takes microseconds.
LOOK_AT_FILE_SECONDS = 0.5
RECONNECT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What to call, from the thread of the feed, when something was heard."""

    # Another process has changed something, and it is recorded.
    change: Callable[[], None]
    # The file has changed, by our hand or another's.
    file: Callable[[], None]
    # Another worker tells who is there.
    people: Callable[[str], None]
    # Nobody has told us for a while, or will for a while.
    gap: Callable[[], None]


class Feed:
    """Listens from `start` to `stop`."""

    def __init__(self, configuration: Settings, heard: Heard) -> None:
        self._configuration = configuration
        self._heard = heard
        self._is_stopping = False
        # Ends the waiting when the other end is closed.
        self._ending, self._end = socket.socketpair()
        self._thread = Thread(target=self._run, name="taskflow-feed", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Listen no more; return when the connection is closed."""
        self._is_stopping = True
        self._end.close()
        self._thread.join()
        self._ending.close()

    def _run(self) -> None:
        listen = self._listen_to_file if self._configuration.is_sqlite else self._listen_to_channel
        has_warned = False
        while not self._is_stopping:
            try:
                listen()
            except (psycopg2.Error, sqlite3.Error) as error:
                self._heard.gap()
                if not has_warned:
                    # Its message may repeat the address of the database.
                    logger.warning("Lost the database's word of changes (%s); trying again", type(error).__name__)
                has_warned = True
                self._wait(RECONNECT_SECONDS)

    def _listen_to_channel(self) -> None:
        url = make_url(self._configuration.database_url).set(drivername="postgresql")
        options: dict[str, Any] = {name: value for name, value in POSTGRESQL_OPTIONS.items() if name not in url.query}
        connection: Any = psycopg2.connect(url.render_as_string(hide_password=False), **options)
        with closing(connection):
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}; LISTEN {PEOPLE_CHANNEL}")
            # Only now: what happens from here on is told, what happened before is read.
            self._heard.gap()
            own = process_name()
            while self._wait(None, connection):
                connection.poll()
                notices, connection.notifies = connection.notifies, []
                if any(notice.channel == CHANNEL and notice.payload != own for notice in notices):
                    self._heard.change()
                for notice in notices:
                    if notice.channel == PEOPLE_CHANNEL:
                        self._heard.people(notice.payload)

    def _listen_to_file(self) -> None:
        file = make_url(self._configuration.database_url).database or ""
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            version = None
            while True:
                (now,) = connection.execute("PRAGMA data_version").fetchone()
                if now != version and version is not None:
                    self._heard.file()
                version = now
                if not self._wait(LOOK_AT_FILE_SECONDS):
                    return

    def _wait(self, seconds: float | None, connection: Any = None) -> bool:
        """Wait for the time, or until the connection has something to say; return whether to go on."""
        waiting = [self._ending] if connection is None else [self._ending, connection]
        select.select(waiting, [], [], seconds)
        return not self._is_stopping
