"""What a card shows of a task, and of its description the line that a search has found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func

from taskflow.models.card import CardRow
from taskflow.models.fields import DESCRIPTION_LENGTH
from taskflow.models.task import Priority, Status, tasks
from taskflow.services.search import find_hit, fold, is_in_title

EXCERPT_LENGTH = 120


def shown(searched: str) -> Sequence[ColumnElement[Any]]:
    """Return what is read for a card; a whole description only when the search must have found something in it."""
    start = func.substr(tasks.c.description, 1, EXCERPT_LENGTH + 1)
    whole = func.substr(tasks.c.description, 1, DESCRIPTION_LENGTH)
    description = case((is_in_title(searched), start), else_=whole) if fold(searched) else start
    names = ("id", "title", "status", "priority", "assignee", "due_date", "version")
    return [*(tasks.c[name] for name in names), description.label("description")]


def card_of(row: Row[Any], searched: str) -> CardRow:
    """Return the card of a row with the columns `shown` and its lane."""
    return CardRow(
        id=row.id,
        title=row.title,
        excerpt=_excerpt(row.title, row.description or "", searched),
        status=Status(row.status),
        priority=Priority(row.priority),
        assignee=row.assignee or "",
        due_date=row.due_date,
        version=row.version,
        lane=row.lane or "",
    )


def _excerpt(title: str, description: str, searched: str) -> str:
    """Return the first line, or when only the description has the hit, the line around that."""
    hit = find_hit(description, searched) if searched and not find_hit(title, searched) else None
    if hit is None:
        return _cut(description.partition("\n")[0].rstrip(), 0)
    start = description.rfind("\n", 0, hit[0]) + 1
    # White space of any kind stands for any other, so that a hit may go on in the next line.
    line = " ".join((description[start : hit[1]] + description[hit[1] :].partition("\n")[0]).split())
    hit_start, hit_end = find_hit(line, searched) or (0, 0)
    if hit_end <= EXCERPT_LENGTH:
        return _cut(line, 0)
    room = max(EXCERPT_LENGTH - (hit_end - hit_start), 0)
    return _cut(line, min(hit_start - room // 2, len(line) - EXCERPT_LENGTH))


def _cut(line: str, start: int) -> str:
    end = start + EXCERPT_LENGTH
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"
