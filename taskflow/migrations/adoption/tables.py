"""The two tables as revision 0001 makes them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    text,
)

COURSE_COLUMNS = (
    "id",
    "title",
    "description",
    "status",
    "priority",
    "assignee",
    "due_date",
    "created_at",
    "updated_at",
)
OWN_COLUMNS = ("position", "version", "completed_at", "deleted_at", "search_text")
INDEX_NAMES = ("uq_tasks_status_position", "ix_tasks_created_at", "ix_tasks_due_date", "ix_tasks_assignee")

BYTEWISE = String().with_variant(String(collation="C"), "postgresql")
TIME = DateTime(timezone=True)
STATUS_CHECK = "status IN ('todo', 'in_progress', 'done')"
PRIORITY_CHECK = "priority IN ('low', 'medium', 'high')"


def create(connection: Connection) -> None:
    """Create both tables, empty."""
    tasks().create(connection)
    create_indexes(connection)
    activity().create(connection)


def kept_name(column: str) -> str:
    """Return under which name a column stays that somebody added to the course's."""
    return f"course_{column}" if column in OWN_COLUMNS else column


def tasks(name: str = "tasks") -> Table:
    """Return the table of tasks, without its indexes, because it may be filled under another name first."""
    return Table(
        name,
        MetaData(),
        Column("id", String, primary_key=True),
        Column("title", String(200), nullable=False),
        Column("description", String(1000)),
        Column("status", String(11), nullable=False),
        Column("priority", String(6), nullable=False),
        Column("assignee", String(100)),
        Column("due_date", TIME),
        Column("created_at", TIME, nullable=False),
        Column("updated_at", TIME, nullable=False),
        Column("position", BYTEWISE, nullable=False),
        Column("version", Integer, nullable=False),
        Column("completed_at", TIME),
        Column("deleted_at", TIME),
        Column("search_text", BYTEWISE, nullable=False),
        CheckConstraint(STATUS_CHECK, name="ck_tasks_status"),
        CheckConstraint(PRIORITY_CHECK, name="ck_tasks_priority"),
    )


def activity() -> Table:
    """Return the table of changes."""
    return Table(
        "activity",
        MetaData(),
        Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
        Column("task_id", String, nullable=False),
        Column("at", TIME, nullable=False),
        Column("actor", String),
        Column("action", String, nullable=False),
        Column("before", JSON, nullable=False),
        Column("after", JSON, nullable=False),
        Index("ix_activity_task_id", "task_id", "id"),
        sqlite_autoincrement=True,
    )


def create_indexes(connection: Connection) -> None:
    """Create the indexes of the table of tasks."""
    columns = tasks().c
    alive = text("deleted_at IS NULL")
    for index in (
        Index(
            "uq_tasks_status_position",
            columns.status,
            columns.position,
            unique=True,
            sqlite_where=alive,
            postgresql_where=alive,
        ),
        Index("ix_tasks_created_at", columns.created_at, columns.id),
        Index("ix_tasks_due_date", columns.due_date, columns.id),
        Index("ix_tasks_assignee", columns.assignee, columns.status, columns.position),
    ):
        index.create(connection)
