"""Takes over the one table of the course application, in place: every row with its id and its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from fractional_indexing import generate_n_keys_between
from sqlalchemy import Connection, String, insert, inspect

from taskflow.migrations.adoption import tables
from taskflow.migrations.adoption.folding import search_text
from taskflow.migrations.adoption.postgresql import PostgresqlTable
from taskflow.migrations.adoption.sqlite import SqliteTable
from taskflow.migrations.errors import DatabaseNotOurs

STATUSES = ("todo", "in_progress", "done")
PRIORITIES = ("low", "medium", "high")
ROWS_AT_ONCE = 2_000
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "\u0131": "i"}
)


class Place(NamedTuple):
    """Where a row of the old table goes. `key` finds it there."""

    created_at: datetime
    key: Any
    status: str
    position: str


def is_present(connection: Connection) -> bool:
    """Whether the course application has been here; only asked when TaskFlow has not.

    Raises:
        DatabaseNotOurs: when another program's table has one of our names.
    """
    inspector = inspect(connection)
    names = inspector.get_table_names()
    if "activity" in names:
        raise DatabaseNotOurs("activity")
    if "tasks" not in names:
        return False
    columns = {column["name"]: column["type"] for column in inspector.get_columns("tasks")}
    has_text_ids = isinstance(columns.get("id"), String)
    has_our_key = inspector.get_pk_constraint("tasks")["constrained_columns"] == ["id"]
    if not (has_text_ids and has_our_key and columns.keys() >= set(tables.COURSE_COLUMNS)):
        raise DatabaseNotOurs("tasks")
    return True


def adopt(connection: Connection) -> None:
    """Give the table our shape and record one creation per task, in the order in which they were created.

    A missing or unknown status becomes todo, a missing or unknown priority medium; missing or unreadable times of
    creation and change become now, an unreadable due date none. Times without a zone are UTC. Texts stay as they
    are, even those that the program would not accept today; so do columns that somebody added.
    """
    now = datetime.now(UTC)
    table = PostgresqlTable(connection) if connection.dialect.name == "postgresql" else SqliteTable(connection)
    activity = tables.activity()
    activity.create(connection)
    table.begin()
    places = _places(table.read_order(), now)
    for start in range(0, len(places), ROWS_AT_ONCE):
        chunk = places[start : start + ROWS_AT_ONCE]
        rows = table.read([place.key for place in chunk])
        adopted = [_adopted(rows[place.key], place, now) for place in chunk]
        table.write(adopted)
        connection.execute(insert(activity), [_creation(row) for row in adopted])
    table.finish()
    tables.create_indexes(connection)


def _places(order: Sequence[tuple[Any, Any, Any]], now: datetime) -> list[Place]:
    """Return the rows, given as (key, status, created_at), in the order of their creation, each with its position."""
    unplaced = [(_utc(created_at) or now, key, _one_of(STATUSES, status, "todo")) for key, status, created_at in order]
    unplaced.sort()
    positions = {status: _positions(sum(row[2] == status for row in unplaced)) for status in STATUSES}
    return [Place(*row, position=next(positions[row[2]])) for row in unplaced]


def _positions(count: int) -> Iterator[str]:
    return iter(generate_n_keys_between(None, None, count))


def _adopted(old: Mapping[str, Any], place: Place, now: datetime) -> dict[str, Any]:
    title, description = _text(old["title"]) or "", _text(old["description"])
    updated_at = _utc(old["updated_at"]) or now
    return {
        **old,
        "title": title,
        "description": description,
        "status": place.status,
        "priority": _one_of(PRIORITIES, old["priority"], "medium"),
        "assignee": _text(old["assignee"]),
        "due_date": _utc(old["due_date"]),
        "created_at": place.created_at,
        "updated_at": updated_at,
        "position": place.position,
        "version": 1,
        "completed_at": updated_at if place.status == "done" else None,
        "deleted_at": None,
        "search_text": search_text(title, description),
    }


def _creation(row: Mapping[str, Any]) -> dict[str, Any]:
    names = (*tables.COURSE_COLUMNS, "position", "version", "completed_at")
    after = {name: row[name].isoformat() if isinstance(row[name], datetime) else row[name] for name in names}
    return {"task_id": row["id"], "at": row["created_at"], "action": "create", "before": {}, "after": after}


def _one_of(choices: Sequence[str], value: object, otherwise: str) -> str:
    # The course stores the NAMES of the members; their values differ from them in case only.
    found = str(value).strip().lower()
    return found if found in choices else otherwise


def _utc(value: object) -> datetime | None:
    """Return a time of the old table, or None when it is missing or no time. SQLite keeps times as text."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(moment, datetime):
            return None
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(value: object) -> str | None:
    # SQLite keeps whatever it was given, numbers included.
    return value if value is None or isinstance(value, str) else str(value)
