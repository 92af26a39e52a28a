"""The `tasks` table, and the shapes in which tasks enter and leave."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import uuid4

from pydantic import AwareDatetime, BaseModel, ConfigDict
from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Index,
    Integer,
    String,
    Table,
    case,
    func,
    literal_column,
    text,
)
from sqlalchemy.sql.elements import Grouping
from sqlmodel import Field as Attribute
from sqlmodel import SQLModel

from taskflow.models.fields import (
    ASSIGNEE_LENGTH,
    DESCRIPTION_LENGTH,
    TITLE_LENGTH,
    Assignee,
    Description,
    DueDate,
    Title,
)
from taskflow.models.moment import Moment


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
        Index("ix_tasks_updated_at", "updated_at", "id"),
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

# Stands where a name could: tasks without an assignee. A task that names it is nobody's, too.
NOBODY = "@nobody"
# Of a title, so that a cursor fits into an address. Titles alike up to there follow each other in any order.
SORTED_LENGTH = 100


def _literal(value: str | int) -> ColumnElement[Any]:
    # Written out and not sent as a parameter: SQLite finds an index on an expression only by the very same expression.
    return literal_column(repr(value), Integer() if isinstance(value, int) else String())


# The highest comes first.
PRIORITY_RANK: ColumnElement[Any] = case(
    *(
        (tasks.c.priority == _literal(priority.value), _literal(rank))
        for rank, priority in enumerate(reversed(Priority))
    )
)
# The assignee's name, or NOBODY. The course application stored an empty name for none.
ASSIGNED_TO: ColumnElement[Any] = func.coalesce(func.nullif(tasks.c.assignee, _literal("")), _literal(NOBODY))
# Begins with the title, without case and accents: É sorts beside E in both databases.
SORTED_TITLE: ColumnElement[str] = func.substr(
    tasks.c.search_text, _literal(1), _literal(SORTED_LENGTH), type_=tasks.c.search_text.type
)


def _index_of_the_board(name: str, *parts: ColumnElement[Any]) -> None:
    is_on_the_board = text("deleted_at IS NULL")
    Index(name, *parts, sqlite_where=is_on_the_board, postgresql_where=is_on_the_board)


# A column in each of its other orders.
_index_of_the_board("ix_tasks_status_due_date", tasks.c.status, tasks.c.due_date, tasks.c.position)
_index_of_the_board("ix_tasks_status_priority", tasks.c.status, Grouping(PRIORITY_RANK), tasks.c.position)
_index_of_the_board("ix_tasks_status_created_at", tasks.c.status, tasks.c.created_at.desc(), tasks.c.position)
# One person's column, and a lane.
_index_of_the_board("ix_tasks_assigned_to", ASSIGNED_TO, tasks.c.status, tasks.c.position)
# The list in its orders; those by a time are above.
_index_of_the_board("ix_tasks_priority", tasks.c.priority, tasks.c.id)
_index_of_the_board("ix_tasks_title", SORTED_TITLE, tasks.c.id)


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
