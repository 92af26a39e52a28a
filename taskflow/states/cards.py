"""How a card reads to one visitor: in their language, on their day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taskflow.locales import mark, short_date, translate, translate_plural
from taskflow.models.card import CardRow
from taskflow.models.task import Status
from taskflow.services.search import split_hit
from taskflow.states.reader import Reader

# Between two texts, in neither of them: Unicode's separator of units.
HIT = "\x1f"

# How long a task has been overdue is said in days up to here, then by its date.
COUNTED_DAYS = 6

_LEADING_MARKS = re.compile(r"^\s*(?:#{1,6}\s|>\s?|[-*+]\s(?:\[[ xX]\]\s)?|\d{1,9}[.)]\s)+")
# A link leaves its words, a mark of emphasis or code nothing.
_INLINE_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\*\*|__|~~|`")


@dataclass(frozen=True, slots=True)
class CardView:
    """A card, ready to show. `due_tone` is "overdue", "today", "later" or empty; it goes with words, never alone."""

    id: str
    title: str
    # The place that a search found in the title, else in the excerpt: what stands before it, HIT, and the place itself.
    hit: str
    excerpt: str
    lane: str
    priority: str
    assignee: str
    initials: str
    due: str
    # YYYY-MM-DD
    due_day: str
    due_tone: str


def view_card(row: CardRow, reader: Reader, searched: str = "") -> CardView:
    """Return the card as this reader sees it, who may have searched for something."""
    due, due_tone = _describe_due(row, reader)
    excerpt = _without_marks(row.excerpt)
    return CardView(
        id=row.id,
        title=row.title,
        hit=_find_hit(row.title, excerpt, searched),
        excerpt=excerpt,
        lane=row.lane,
        priority=row.priority.value,
        assignee=row.assignee,
        initials=initials(row.assignee),
        due=due,
        due_day=row.due_date.date().isoformat() if row.due_date else "",
        due_tone=due_tone,
    )


def initials(name: str) -> str:
    """Return up to two letters for a name: of its first and its last word."""
    words = [word for word in name.split() if word[0].isalnum()] or name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def _without_marks(line: str) -> str:
    """Return a line of Markdown as one reads it, near enough for an excerpt."""
    return _INLINE_MARKS.sub(r"\1", _LEADING_MARKS.sub("", line))


def _find_hit(title: str, excerpt: str, searched: str) -> str:
    for text in (title, excerpt) if searched else ():
        before, hit, _ = split_hit(text, searched)
        if hit:
            return f"{before}{HIT}{hit}"
    return ""


def _describe_due(row: CardRow, reader: Reader) -> tuple[str, str]:
    if row.due_date is None:
        return "", ""
    day = row.due_date.date()
    words = short_date(reader.language, day, today=reader.today)
    if row.status is Status.DONE or day > reader.today:
        return words, "later"
    if day == reader.today:
        return translate(reader.language, mark("Due today")), "today"
    days = (reader.today - day).days
    if days <= COUNTED_DAYS:
        late = translate_plural(reader.language, "{n} day overdue", "{n} days overdue", days)
    else:
        late = translate(reader.language, mark("Overdue · {day}"), day=words)
    return late, "overdue"
