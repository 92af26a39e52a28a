"""The `tasks` table, and the shapes in which tasks enter and leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import uuid4

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticKnownError
from sqlalchemy import CheckConstraint, Column, Index, String, Table, text
from sqlmodel import Field as Attribute
from sqlmodel import SQLModel

from taskflow.models.moment import Moment

TITLE_LENGTH = 200
DESCRIPTION_LENGTH = 1000
ASSIGNEE_LENGTH = 100


class Status(StrEnum):
    """The columns of the board, in their order on the screen."""

    TODO = "todo"
    IN_PROGRESS = "in_progress"
    DONE = "done"


class Priority(StrEnum):
    """How much a task matters, least first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


# Compared byte by byte, alike on both databases: a language's collation would order the position "Z0" after "a0".
BYTEWISE = String().with_variant(String(collation="C"), "postgresql")


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class Task(SQLModel, table=True):
    """A row of `tasks`. Times are UTC; the first nine columns are those of the course application."""

    __tablename__ = "tasks"  # pyright: ignore[reportAssignmentType]  # SQLModel declares it as a function
    __table_args__ = (
        CheckConstraint(_one_of("status", Status), name="ck_tasks_status"),
        CheckConstraint(_one_of("priority", Priority), name="ck_tasks_priority"),
        # The board reads a column in order; two tasks can never hold one place.
        Index(
            "uq_tasks_status_position",
            "status",
            "position",
            unique=True,
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index("ix_tasks_created_at", "created_at", "id"),
        Index("ix_tasks_due_date", "due_date", "id"),
        Index("ix_tasks_assignee", "assignee", "status", "position"),
    )

    id: str = Attribute(default_factory=lambda: str(uuid4()), sa_column=Column(String, primary_key=True))
    title: str = Attribute(max_length=TITLE_LENGTH)
    description: str | None = Attribute(default=None, max_length=DESCRIPTION_LENGTH)
    status: str = Attribute(default=Status.TODO.value, max_length=11)
    priority: str = Attribute(default=Priority.MEDIUM.value, max_length=6)
    assignee: str | None = Attribute(default=None, max_length=ASSIGNEE_LENGTH)
    due_date: AwareDatetime | None = Attribute(default=None, sa_type=Moment)
    created_at: AwareDatetime = Attribute(sa_type=Moment)
    updated_at: AwareDatetime = Attribute(sa_type=Moment)
    position: str = Attribute(sa_column=Column(BYTEWISE, nullable=False))
    version: int = 1
    completed_at: AwareDatetime | None = Attribute(default=None, sa_type=Moment)
    deleted_at: AwareDatetime | None = Attribute(default=None, sa_type=Moment)
    # Title and description without case and accents, so that both databases find "Échéance" by "echeance".
    search_text: str = Attribute(default="", sa_column=Column(BYTEWISE, nullable=False))


tasks: Table = SQLModel.metadata.tables["tasks"]


_DATE_FIRST = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(value: str) -> bool:
    """Whether both databases can hold the text: PostgreSQL has no NUL, UTF-8 no half of a surrogate pair."""
    return not _UNSTORABLE.search(value)


def storable(value: str) -> str:
    """Return the text, for a pydantic field.

    Raises:
        ValueError: when a database could not hold it.
    """
    if not is_storable(value):
        raise ValueError("must not contain NUL or unpaired surrogate characters")
    return value


def _single_line(value: str) -> str:
    return " ".join(value.split())


def _trimmed_or_none(value: str) -> str | None:
    return value.strip() or None


def _tidied(longest: int, tidy: Callable[[str], str | None]) -> BeforeValidator:
    """Apply `tidy` to a text, unless it is too long: what is sent is measured, as the OpenAPI document says."""

    def apply(value: object) -> object:
        if not isinstance(value, str):
            return value
        if len(value) > longest:
            raise PydanticKnownError("string_too_long", {"max_length": longest})
        return tidy(value)

    return BeforeValidator(apply)


def _written_out(value: object) -> object:
    # pydantic would also read numbers, and text like "5" or "20261231", as seconds since 1970.
    if isinstance(value, datetime) or (isinstance(value, str) and _DATE_FIRST.match(value)):
        return value
    raise ValueError("must be a date such as 2026-12-31 or a time such as 2026-12-31T17:00:00Z")


def _in_utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie between the years 1 and 9999 in UTC") from None


def text_of(longest: int, *, shortest: int = 0) -> FieldInfo:
    """Return the limits of a text, in characters; its pattern tells clients what the validators check."""
    pattern = r"^[^\x00]*[^\s\x00][^\x00]*$" if shortest else r"^[^\x00]*$"
    return Field(min_length=shortest or None, max_length=longest, json_schema_extra={"pattern": pattern})


Title = Annotated[str, _tidied(TITLE_LENGTH, _single_line), text_of(TITLE_LENGTH, shortest=1), AfterValidator(storable)]
Description = Annotated[
    Annotated[str, text_of(DESCRIPTION_LENGTH), AfterValidator(storable)] | None,
    _tidied(DESCRIPTION_LENGTH, _trimmed_or_none),
]
Assignee = Annotated[
    Annotated[str, text_of(ASSIGNEE_LENGTH), AfterValidator(storable)] | None,
    _tidied(ASSIGNEE_LENGTH, lambda value: _single_line(value) or None),
]
DueDate = Annotated[
    datetime,
    BeforeValidator(_written_out),
    AfterValidator(_in_utc),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}),
]


def _without_defaults(schema: dict[str, Any]) -> None:
    # What TaskUpdate declares for a field that was not given is never used, so clients need not see it.
    for field in schema["properties"].values():
        field.pop("default", None)


class TaskCreate(BaseModel):
    """What a new task may say. A `due_date` without a zone is UTC; midnight UTC means the whole day."""

    title: Title
    description: Description = None
    status: Status = Status.TODO
    priority: Priority = Priority.MEDIUM
    assignee: Assignee = None
    due_date: DueDate | None = None


class TaskUpdate(BaseModel):
    """A partial change: a field that was not given stays, `null` clears what may be empty."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)

    title: Title = ""
    description: Description = None
    status: Status = Status.TODO
    priority: Priority = Priority.MEDIUM
    assignee: Assignee = None
    due_date: DueDate | None = None

    def changes(self) -> dict[str, Any]:
        """Return only the fields that were given."""
        return self.model_dump(exclude_unset=True)


class TaskMove(BaseModel):
    """Where a task goes: into the column `status`, right above `before_id` or right below `after_id`."""

    status: Status
    before_id: str | None = None
    after_id: str | None = None


class TaskPublic(BaseModel):
    """A task as every client sees it. All times are UTC and carry their zone."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    description: str | None
    status: Status
    priority: Priority
    assignee: str | None
    due_date: AwareDatetime | None
    created_at: AwareDatetime
    updated_at: AwareDatetime
    position: str
    version: int
    completed_at: AwareDatetime | None
