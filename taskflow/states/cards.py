"""How a card reads to one visitor: in their language, on their day."""

from __future__ import annotations

from dataclasses import dataclass

from taskflow.locales import full_date, mark, short_date, translate
from taskflow.models.card import CardRow
from taskflow.models.task import Status
from taskflow.states.reader import Reader


@dataclass(frozen=True, slots=True)
class CardView:
    """A card, ready to show. `due_tone` is "overdue", "today", "later" or empty; it goes with words, never alone."""

    id: str
    title: str
    excerpt: str
    priority: str
    assignee: str
    initials: str
    due: str
    due_full: str
    due_tone: str


def view_card(row: CardRow, reader: Reader) -> CardView:
    """Return the card as this reader sees it."""
    due, due_full, due_tone = _describe_due(row, reader)
    return CardView(
        id=row.id,
        title=row.title,
        excerpt=row.excerpt,
        priority=row.priority.value,
        assignee=row.assignee,
        initials=initials(row.assignee),
        due=due,
        due_full=due_full,
        due_tone=due_tone,
    )


def initials(name: str) -> str:
    """Return up to two letters for a name: of its first and its last word."""
    words = [word for word in name.split() if word[0].isalnum()] or name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def _describe_due(row: CardRow, reader: Reader) -> tuple[str, str, str]:
    if row.due_date is None:
        return "", "", ""
    day = row.due_date.date()
    words = short_date(reader.language, day, today=reader.today)
    in_full = full_date(reader.language, day)
    if row.status is Status.DONE or day > reader.today:
        return words, in_full, "later"
    if day == reader.today:
        return translate(reader.language, mark("Due today")), in_full, "today"
    return translate(reader.language, mark("Overdue · {day}"), day=words), in_full, "overdue"
