"""Turns a filter into conditions of a query, and shows in a text what a search has found there.

The one place that knows what a filter means.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from taskflow.models.filter import Due, TaskFilter
from taskflow.models.task import ASSIGNED_TO, PRIORITY_RANK, Priority, Status, tasks

# Letters of Latin alphabets that Unicode does not take apart, as people type them who have no key for them: œuvre is
# looked for as "oeuvre", Łódź as "lodz". Turkish writes the small form of I without a dot (\u0131).
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "\u0131": "i"}
)
# They choose between the black and the coloured picture of one emoji.
_VARIATION_SELECTORS = "\ufe0e\ufe0f"


def fold(text: str) -> str:
    """Return `text` as it is searched: without case, accents and invisible marks, any white space as one space."""
    return " ".join(_plain(text).split())


def search_text(title: str, description: str | None) -> str:
    """Return what is stored beside a task so that a search finds it; begins with the title, for sorting."""
    return f"{fold(title)}\n{fold(description or '')}"


def find_hit(text: str, searched: str) -> tuple[int, int] | None:
    """Return where in `text` a search finds its first hit, from its first character to behind its last.

    None when it does not, or when `searched` has nothing that can be seen. A character of which only a part was
    searched, such as the o of œ, is a hit as a whole, and an accent goes with its letter.

    Python counts code points. JavaScript counts UTF-16 units, where an emoji is two: for a browser use `split_hit`.
    """
    wanted = fold(searched)
    folded, origins = _fold_with_origins(text)
    found = folded.find(wanted)
    if not wanted or found < 0:
        return None
    start, end = origins[found], origins[found + len(wanted) - 1] + 1
    while end < len(text) and _modifies_previous(text[end]):
        end += 1
    return start, end


def split_hit(text: str, searched: str) -> tuple[str, str, str]:
    """Return what is before the first hit, the hit, and what is after it; all is before when there is none."""
    start, end = find_hit(text, searched) or (len(text), len(text))
    return text[:start], text[start:end], text[end:]


def conditions(wanted: TaskFilter, today: date) -> list[ColumnElement[bool]]:
    """Return what a task must fulfil to match; tasks in the bin never do.

    `today` is the day where the reader is. A task's due day is the day of its `due_date` in UTC, so that a date
    without a time is the same day for everybody.
    """
    result: list[ColumnElement[bool]] = [tasks.c.deleted_at.is_(None)]
    searched = fold(wanted.q or "")
    if searched:
        result.append(contains(searched))
    if wanted.status:
        result.append(tasks.c.status == wanted.status.value)
    if wanted.priority:
        result.append(has_priority(wanted.priority))
    if wanted.assignee is not None:
        # An empty name, which the course application stored, is nobody's name and still one that can be asked for.
        result.append(is_assigned_to(wanted.assignee) if wanted.assignee else tasks.c.assignee == "")
    if wanted.due:
        result += _due_conditions(wanted.due, today)
    return result


def matches(session: Session, task_id: str, wanted: TaskFilter, *, today: date) -> bool:
    """Whether a task on the board is among those that match the filter."""
    found = select(tasks.c.id).where(tasks.c.id == task_id, tasks.c.deleted_at.is_(None), *conditions(wanted, today))
    return session.connection().scalar(found) is not None


def contains(folded: str) -> ColumnElement[bool]:
    """Return the condition that a task contains a folded text."""
    return tasks.c.search_text.contains(folded, autoescape=True)


def has_priority(priority: Priority) -> ColumnElement[bool]:
    """Return the condition that a task has a priority, as the index of a column by priority knows it."""
    return PRIORITY_RANK.bool_op("=")(list(reversed(Priority)).index(priority))


def is_assigned_to(name: str) -> ColumnElement[bool]:
    """Return the condition that a task is of a person, or nobody's when that is the name."""
    return ASSIGNED_TO.bool_op("=")(name)


def is_in_title(searched: str) -> ColumnElement[bool]:
    """Return the condition that a search finds its text in the title."""
    literally = re.sub("[/%_]", r"/\g<0>", fold(searched))
    return tasks.c.search_text.like(f"%{literally}%\n%", escape="/")


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


def _plain(text: str) -> str:
    """Return the text as `fold` does, its white space still apart. Each character on its own gives the same."""
    # Twice, because each of the two steps can leave work for the other: "™" becomes "TM", "İ" becomes an i and a dot.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(filter(_is_searched, decomposed)).translate(_LETTERS)


# Texts are made of the same few characters, and looking one up takes a tenth of the time.
_plain_character = lru_cache(maxsize=4096)(_plain)


def _is_searched(character: str) -> bool:
    # Cf: joiners, soft hyphens, marks of the writing direction; copied along with a text and never typed.
    return not _modifies_previous(character) and unicodedata.category(character) != "Cf"


def _modifies_previous(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in _VARIATION_SELECTORS


def _fold_with_origins(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its characters the index of the one in `text` that it comes from."""
    folded: list[str] = []
    origins: list[int] = []
    is_after_space = False
    for index, original in enumerate(text):
        for character in _plain_character(original):
            if character.isspace():
                is_after_space = bool(folded)
                continue
            if is_after_space:
                folded.append(" ")
                origins.append(index)
                is_after_space = False
            folded.append(character)
            origins.append(index)
    return "".join(folded), origins
