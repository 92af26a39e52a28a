"""The course's table on SQLite, which changes a table by filling a new one and renaming it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, insert
from sqlalchemy.types import NullType

from taskflow.migrations.adoption import tables

NEW_NAME = "tasks_being_adopted"


class SqliteTable:
    """Reads the old table as it is stored, and writes the new one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._new = tables.tasks(NEW_NAME)
        # What is read, as SQL: the course's columns, and those that somebody added.
        self._selected = ["rowid AS key", *tables.COURSE_COLUMNS]

    def begin(self) -> None:
        """Create the new table, with the columns that somebody added to the old one."""
        self._new.create(self._connection)
        quote = self._connection.dialect.identifier_preparer.quote
        for column in self._connection.exec_driver_sql("PRAGMA table_info(tasks)").all():
            if column.name in tables.COURSE_COLUMNS:
                continue
            name = tables.kept_name(column.name)
            self._selected.append(f"{quote(column.name)} AS {quote(name)}")
            self._connection.exec_driver_sql(f"ALTER TABLE {NEW_NAME} ADD COLUMN {quote(name)} {column.type}")
            # Its values pass as they are stored, whatever the column says of its type.
            self._new.append_column(Column(name, NullType()))

    def read_order(self) -> Sequence[tuple[Any, Any, Any]]:
        """Return (key, status, created_at) of every row; the keys rise in the order in which rows were added."""
        rows = self._connection.exec_driver_sql("SELECT rowid, status, created_at FROM tasks")
        return [tuple(row) for row in rows]

    def read(self, keys: Sequence[Any]) -> Mapping[Any, dict[str, Any]]:
        """Return the rows with these keys, by key."""
        marks = ", ".join("?" * len(keys))
        query = f"SELECT {', '.join(self._selected)} FROM tasks WHERE rowid IN ({marks})"  # noqa: S608  # quoted above
        return {
            (row := dict(found)).pop("key"): row
            for found in self._connection.exec_driver_sql(query, tuple(keys)).mappings()
        }

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows to the new table."""
        self._connection.execute(insert(self._new), rows)

    def finish(self) -> None:
        """Put the new table in the place of the old one."""
        self._connection.exec_driver_sql("DROP TABLE tasks")
        self._connection.exec_driver_sql(f"ALTER TABLE {NEW_NAME} RENAME TO tasks")
