"""Turns a filter into conditions of a query; the one place that knows what a filter means."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement

from taskflow.models.filter import Due, TaskFilter
from taskflow.models.task import Status, tasks

# Letters of Latin alphabets that Unicode does not take apart, as people type them who have no key for them: œuvre is
# looked for as "oeuvre", Łódź as "lodz". Turkish writes the small form of I without a dot (\u0131).
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "\u0131": "i"}
)
# They choose between the black and the coloured picture of one emoji.
_VARIATION_SELECTORS = "\ufe0e\ufe0f"


def fold(text: str) -> str:
    """Return `text` as it is searched: without case, accents and invisible marks, any white space as one space."""
    # Twice, because each of the two steps can leave work for the other: "™" becomes "TM", "İ" becomes an i and a dot.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(filter(_is_searched, decomposed)).translate(_LETTERS).split())


def search_text(title: str, description: str | None) -> str:
    """Return what is stored beside a task so that a search finds it; begins with the title, for sorting."""
    return f"{fold(title)}\n{fold(description or '')}"


def _is_searched(character: str) -> bool:
    # Cf: joiners, soft hyphens, marks of the writing direction; copied along with a text and never typed.
    is_accent = unicodedata.combining(character) != 0
    return not is_accent and character not in _VARIATION_SELECTORS and unicodedata.category(character) != "Cf"


def conditions(wanted: TaskFilter, today: date) -> list[ColumnElement[bool]]:
    """Return what a task must fulfil to match; tasks in the bin never do.

    `today` is the day where the reader is. A task's due day is the day of its `due_date` in UTC, so that a date
    without a time is the same day for everybody.
    """
    result: list[ColumnElement[bool]] = [tasks.c.deleted_at.is_(None)]
    searched = fold(wanted.q or "")
    if searched:
        result.append(tasks.c.search_text.contains(searched, autoescape=True))
    if wanted.status:
        result.append(tasks.c.status == wanted.status.value)
    if wanted.priority:
        result.append(tasks.c.priority == wanted.priority.value)
    if wanted.assignee is not None:
        result.append(tasks.c.assignee == wanted.assignee)
    if wanted.due:
        result += _due_conditions(wanted.due, today)
    return result


def _due_conditions(due: Due, today: date) -> list[ColumnElement[bool]]:
    start = datetime.combine(today, time.min, UTC)
    match due:
        case Due.OVERDUE:
            return [tasks.c.due_date < start, tasks.c.status != Status.DONE.value]
        case Due.TODAY:
            return [tasks.c.due_date >= start, tasks.c.due_date < start + timedelta(days=1)]
        case Due.WEEK:
            return [tasks.c.due_date >= start, tasks.c.due_date < start + timedelta(days=7)]
        case Due.NONE:
            return [tasks.c.due_date.is_(None)]
