"""The lean shape in which a board column reads its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from taskflow.models.task import Priority, Status

# A place in a column: the sort key of a card, one value for each thing that the column is sorted by.
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class CardRow:
    """What a card shows of a task. `due_date` is UTC.

    `excerpt` is the first line of the description; while searching, when only the description has what is searched,
    it is the part around the first hit. `lane` is a priority, a name or `NOBODY`; empty on a board without lanes.
    """

    id: str
    title: str
    excerpt: str
    status: Status
    priority: Priority
    assignee: str
    due_date: datetime | None
    version: int
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Some cards of one column that match a filter, in order: how many match above them, and in all.

    They are the first ones, and none is above them, unless the window begins at another place. With lanes: the first
    cards of each lane, lane by lane, and in `lane_totals` how many match in each lane that was asked for. `total`
    counts the whole column, further lanes included; when it is a minimum, there may be more than were counted.
    """

    status: Status
    cards: tuple[CardRow, ...]
    total: int
    above: int = 0
    lane_totals: Mapping[str, int] = field(default_factory=dict[str, int])
    total_is_minimum: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane across all columns: a priority, an assignee's name or `NOBODY`, and how many tasks match in it."""

    key: str
    total: int
