"""The course's table on PostgreSQL, which is changed where it stands, so that rights and references to it stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.dialects.postgresql import ENUM, TIMESTAMP
from sqlalchemy.exc import DBAPIError

from taskflow.migrations.adoption import tables

# What every row gets, with the type in which it is sent. The other columns stay as they are.
WRITTEN = {
    "id": "text",
    "title": "text",
    "status": "text",
    "priority": "text",
    "created_at": "timestamptz",
    "updated_at": "timestamptz",
    "position": "text",
    "version": "integer",
    "completed_at": "timestamptz",
    "search_text": "text",
}
REQUIRED = tuple(name for name in WRITTEN if name not in {"id", "completed_at"})


class PostgresqlTable:
    """Reads and writes the table once it has our types."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        inspector = inspect(connection)
        self._columns = inspector.get_columns("tasks")
        self._indexes = {str(index["name"]) for index in inspector.get_indexes("tasks")}

    def begin(self) -> None:
        """Give the columns their types and add ours, still without the rules that the rows do not keep yet."""
        changes = [change for column in self._columns for change in self._changes(dict(column))]
        added = tables.tasks()
        for name in tables.OWN_COLUMNS:
            kind = added.c[name].type.compile(self._connection.dialect)
            changes.append(f"ADD COLUMN {name} {kind}")
        self._rename_what_is_in_the_way()
        self._alter(changes)

    def read_order(self) -> Sequence[tuple[Any, Any, Any]]:
        """Return (key, status, created_at) of every row."""
        return [tuple(row) for row in self._connection.execute(text("SELECT id, status, created_at FROM tasks"))]

    def read(self, keys: Sequence[Any]) -> Mapping[Any, dict[str, Any]]:
        """Return the rows with these keys, by key."""
        query = text(f"SELECT {', '.join(tables.COURSE_COLUMNS)} FROM tasks WHERE id = ANY(:keys)")  # noqa: S608  # fixed
        return {row["id"]: dict(row) for row in self._connection.execute(query, {"keys": list(keys)}).mappings()}

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Change these rows in one statement."""
        sent = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in WRITTEN.items())
        changed = ", ".join(f"{name} = new.{name}" for name in WRITTEN if name != "id")
        statement = (
            f"UPDATE tasks SET {changed} FROM unnest({sent}) AS new({', '.join(WRITTEN)}) WHERE tasks.id = new.id"  # noqa: S608  # fixed
        )
        self._connection.execute(text(statement), {name: [row[name] for row in rows] for name in WRITTEN})

    def finish(self) -> None:
        """Set the rules that all rows keep now, and drop what the old ones needed."""
        self._alter(
            [
                *(f"ALTER COLUMN {name} SET NOT NULL" for name in REQUIRED),
                f"ADD CONSTRAINT ck_tasks_status CHECK ({tables.STATUS_CHECK})",
                f"ADD CONSTRAINT ck_tasks_priority CHECK ({tables.PRIORITY_CHECK})",
                "ENABLE TRIGGER USER",
            ]
        )
        for column in self._columns:
            if isinstance(column["type"], ENUM) and column["name"] in {"status", "priority"}:
                self._drop_type_unless_used(column["type"])

    def _changes(self, column: dict[str, Any]) -> list[str]:
        name, kind = column["name"], column["type"]
        if name not in tables.COURSE_COLUMNS:
            # Our rows have no value for it.
            return [] if column["nullable"] else [f"ALTER COLUMN {self._quoted(tables.kept_name(name))} DROP NOT NULL"]
        changes = [f"ALTER COLUMN {name} DROP DEFAULT"] if column["default"] else []
        if name in {"status", "priority"}:
            length = tables.tasks().c[name].type.length  # pyright: ignore[reportAttributeAccessIssue]  # a String
            # Longer than the longest of ours, it is none of ours.
            changes.append(f"ALTER COLUMN {name} TYPE varchar({length}) USING left({name}::text, {length})")
        elif name in {"due_date", "created_at", "updated_at"} and not (isinstance(kind, TIMESTAMP) and kind.timezone):
            changes.append(f"ALTER COLUMN {name} TYPE timestamptz USING {name}::timestamp AT TIME ZONE 'UTC'")
        return changes

    def _rename_what_is_in_the_way(self) -> None:
        for column in self._columns:
            name = column["name"]
            if name in tables.OWN_COLUMNS:
                self._alter([f"RENAME COLUMN {self._quoted(name)} TO {self._quoted(tables.kept_name(name))}"])
        # The primary key has an index of its own; ours are made when the rows are in place.
        for name in sorted(self._indexes & {"ix_tasks_id", *tables.INDEX_NAMES}):
            self._connection.execute(text(f"DROP INDEX {self._quoted(name)}"))
        # A trigger that notes the time of every change would overwrite the times that we keep.
        self._alter(["DISABLE TRIGGER USER"])

    def _drop_type_unless_used(self, kind: ENUM) -> None:
        try:
            with self._connection.begin_nested():
                self._connection.execute(text(f"DROP TYPE {self._quoted(str(kind.name))}"))
        except DBAPIError:
            # Another table still has a column of it.
            return

    def _alter(self, changes: Sequence[str]) -> None:
        if changes:
            self._connection.exec_driver_sql(f"ALTER TABLE tasks {', '.join(changes)}")

    def _quoted(self, name: str) -> str:
        return self._connection.dialect.identifier_preparer.quote(name)
