"""The one description of what a visitor or a client wants to see."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from taskflow.models.fields import ASSIGNEE_LENGTH, storable, text_of
from taskflow.models.task import NOBODY, Priority, Status

__all__ = ["NOBODY", "SEARCH_LENGTH", "Due", "Group", "Order", "Sort", "TaskFilter"]

SEARCH_LENGTH = 200


class Due(StrEnum):
    """When a task is due, seen from a given day. `week` is that day and the six after it."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    NONE = "none"


class Sort(StrEnum):
    """The order of a list; a leading minus turns it round."""

    CREATED = "created"
    CREATED_DESC = "-created"
    UPDATED = "updated"
    UPDATED_DESC = "-updated"
    DUE = "due"
    DUE_DESC = "-due"
    PRIORITY = "priority"
    PRIORITY_DESC = "-priority"
    TITLE = "title"
    TITLE_DESC = "-title"
    BOARD = "board"


class Order(StrEnum):
    """The order of the cards in a column; cards alike keep the order that people gave them."""

    MANUAL = "manual"
    DUE = "due"
    PRIORITY = "priority"
    NEWEST = "newest"


class Group(StrEnum):
    """What the lanes that run across all columns stand for."""

    ASSIGNEE = "assignee"
    PRIORITY = "priority"


class TaskFilter(BaseModel):
    """Which tasks to show; a field left `None` does not restrict. Used alike by board, address bar and API."""

    model_config = ConfigDict(frozen=True)

    q: Annotated[str, text_of(SEARCH_LENGTH), AfterValidator(storable)] | None = Field(
        default=None, description="Text to find, taken literally; case and accents do not matter."
    )
    status: Status | None = None
    priority: Priority | None = None
    assignee: Annotated[str, text_of(ASSIGNEE_LENGTH), AfterValidator(storable)] | None = Field(
        default=None, description=f"The exact name, or {NOBODY} for tasks without one."
    )
    due: Due | None = Field(default=None, description="Seen from today in UTC; overdue leaves out what is done.")

    @property
    def is_empty(self) -> bool:
        """Whether every task matches."""
        return self == TaskFilter()
