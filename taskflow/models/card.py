"""The lean shape in which a board column reads its tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from taskflow.models.task import Priority, Status


@dataclass(frozen=True, slots=True)
class CardRow:
    """What a card shows of a task. `excerpt` is the first line of the description, `due_date` is UTC."""

    id: str
    title: str
    excerpt: str
    status: Status
    priority: Priority
    assignee: str
    due_date: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Window:
    """The first cards of one column that match a filter, and how many match in all."""

    status: Status
    cards: tuple[CardRow, ...]
    total: int
