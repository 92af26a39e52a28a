"""A database on PostgreSQL that can go away and come back."""

from __future__ import annotations

import uuid
from contextlib import closing

import psycopg2
from sqlalchemy import make_url


class Database:
    """A database on PostgreSQL that can be told to turn everybody away."""

    def __init__(self, server: str) -> None:
        self._name = f"taskflow_{uuid.uuid4().hex}"
        self._server = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
        self.url = make_url(server).set(database=self._name).render_as_string(hide_password=False)
        self._execute(f"CREATE DATABASE {self._name} TEMPLATE template0")

    def go(self) -> None:
        """End every connection and let nobody in."""
        self._execute(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS false")
        self._execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'")  # noqa: S608

    def come_back(self) -> None:
        """Let everybody in again."""
        self._execute(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS true")

    def cut_listeners(self) -> None:
        """End the connections on which programs wait for word of changes."""
        self._execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "  # noqa: S608  (the name is ours)
            f"WHERE datname = '{self._name}' AND query LIKE 'LISTEN %'"
        )

    def drop(self) -> None:
        """Remove it, whoever still uses it."""
        self._execute(f"DROP DATABASE {self._name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with closing(psycopg2.connect(self._server)) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)
