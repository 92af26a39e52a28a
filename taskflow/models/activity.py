"""The append-only record of every change: history, undo, live updates and charts all read this one table."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime
from sqlalchemy import JSON, BigInteger, Column, Index, Integer, Table
from sqlmodel import Field as Attribute
from sqlmodel import SQLModel


class Action(StrEnum):
    """What happened to a task."""

    CREATE = "create"
    EDIT = "edit"
    MOVE = "move"
    DELETE = "delete"
    # Out of the bin, where DELETE had put it.
    RESTORE = "restore"
    # The task kept its place among its neighbours, only the key of that place was rewritten.
    REINDEX = "reindex"


class Activity(SQLModel, table=True):
    """One change to one task. `id` increases in the order of commits and is the board's revision."""

    __tablename__ = "activity"  # pyright: ignore[reportAssignmentType]  # SQLModel declares it as a function
    __table_args__ = (Index("ix_activity_task_id", "task_id", "id"), {"sqlite_autoincrement": True})

    id: int | None = Attribute(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    )
    task_id: str
    at: AwareDatetime
    actor: str | None = None
    action: str
    # Only the fields that changed, as JSON; times are ISO 8601 in UTC.
    before: dict[str, Any] = Attribute(sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Attribute(sa_column=Column(JSON, nullable=False))


activity: Table = SQLModel.metadata.tables["activity"]
