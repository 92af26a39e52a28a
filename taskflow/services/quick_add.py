"""Reads a task from one typed line: "Send the invoice !high @ada due:friday", in English or French words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from taskflow.models.fields import ASSIGNEE_LENGTH, is_storable
from taskflow.models.task import Priority, Status, TaskCreate
from taskflow.services.due_words import read_day
from taskflow.services.search import fold

# A longer line is no quick note: it is taken as it is, without looking for tokens.
SCANNED_LENGTH = 1000
LINES_LIMIT = 200

Value = TypeVar("Value", Priority, str, date)


class Kind(StrEnum):
    """What a token says about the task."""

    PRIORITY = "priority"
    ASSIGNEE = "assignee"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A token that was understood: the text as typed, and what it means."""

    kind: Kind
    text: str
    value: Priority | str | date


@dataclass(frozen=True, slots=True)
class QuickTask:
    """What a line says: the title, empty when there is none, and what its tokens say; the last of a kind wins.

    `recognised` holds every token in the order of the line, those that a later one overrides too.
    """

    title: str
    priority: Priority | None = None
    assignee: str | None = None
    due_date: date | None = None
    recognised: tuple[Recognised, ...] = ()

    def to_create(self, *, status: Status = Status.TODO) -> TaskCreate:
        """Return the task to create in a column, of the usual priority where the line names none.

        Raises:
            ValidationError: when there is no title, or one too long or not storable.
        """
        return TaskCreate(
            title=self.title,
            status=status,
            priority=self.priority or TaskCreate.model_fields["priority"].default,
            assignee=self.assignee,
            due_date=self.due_date and datetime.combine(self.due_date, time.min, UTC),
        )


def parse(
    text: str,
    *,
    language: str,  # noqa: ARG001  # no word of one language means something else in the other; in a third one it may
    today: date,
    assignees: Sequence[str] = (),
) -> QuickTask:
    r"""Return the task that a line describes, seen from `today`, the day where the writer is.

    Between spaces, `!high`, `@name` or `@"Full Name"`, and `due:friday` are tokens, in English and French alike. A
    token that is not understood, or stands behind a backslash (`\!high`), stays in the title. A name is spelled as in
    `assignees` when it is one of them, or the beginning of only one.
    """
    if len(text) > SCANNED_LENGTH:
        return QuickTask(" ".join(text.split()))
    known = {fold(name): name for name in reversed(assignees)} if "@" in text else {}
    words: list[str] = []
    recognised: list[Recognised] = []
    for word in _WORDS.findall(text):
        token = _recognise(word, today, known)
        if token:
            recognised.append(token)
        else:
            is_escaped = word.startswith("\\") and _recognise(word[1:], today, known) is not None
            words.append(word[1:] if is_escaped else word)
    return QuickTask(
        # Split once more: a quoted name that was not understood may hold any white space.
        title=" ".join(" ".join(words).split()),
        priority=_last(recognised, Kind.PRIORITY, Priority),
        assignee=_last(recognised, Kind.ASSIGNEE, str),
        due_date=_last(recognised, Kind.DUE, date),
        recognised=tuple(recognised),
    )


def split_lines(text: str, *, limit: int = LINES_LIMIT) -> list[str]:
    """Return the lines of a pasted list without list markers and blank lines, at most the first `limit` of them."""
    result: list[str] = []
    for line in text.splitlines():
        if len(result) == limit:
            break
        bare = _LIST_MARKER.sub("", line.strip(), count=1)
        if bare:
            result.append(bare)
    return result


# A comma or a full stop right behind a token goes with it.
_QUOTED = re.compile('["“„«][^"“”„«»]{1,100}["”“»]')
_WORDS = re.compile(rf"\\?@{_QUOTED.pattern}[,;.]*(?!\S)|\S+")
_LIST_MARKER = re.compile(r"(?:(?:[-*+•‣◦▪–]|[0-9]{1,3}[.)])(?:\s+|$))?(?:(?:\[[ xX]?\]|[☐☑☒])(?:\s+|$))?")

_PRIORITIES = {
    "high": Priority.HIGH,
    "haute": Priority.HIGH,
    "medium": Priority.MEDIUM,
    "moyenne": Priority.MEDIUM,
    "low": Priority.LOW,
    "basse": Priority.LOW,
}
_DUE = ("due", "echeance", "pour")

# A name begins with a letter, so that "@10:30" and "@3pm" are none, and holds no sign of an address or a path.
_NAME = re.compile(r"""[^\W\d_][^\s@/\\:;,!?"“”„«»()\[\]{}<>#]*""")


def _recognise(word: str, today: date, known: Mapping[str, str]) -> Recognised | None:
    bare = word.rstrip(",;.")
    if bare.startswith("@"):
        name = _name(bare[1:], known)
        return Recognised(Kind.ASSIGNEE, word, name) if name else None
    folded = fold(bare)
    if folded.startswith("!"):
        priority = _priority(folded[1:])
        return Recognised(Kind.PRIORITY, word, priority) if priority else None
    keyword, colon, value = folded.partition(":")
    day = read_day(value, today) if colon and keyword in _DUE else None
    return Recognised(Kind.DUE, word, day) if day else None


def _last(recognised: Sequence[Recognised], kind: Kind, type_: type[Value]) -> Value | None:
    values = [token.value for token in recognised if token.kind is kind and isinstance(token.value, type_)]
    return values[-1] if values else None


def _name(typed: str, known: Mapping[str, str]) -> str | None:
    is_quoted = _QUOTED.fullmatch(typed) is not None
    name = " ".join((typed[1:-1] if is_quoted else typed.replace("_", " ")).split())
    folded = fold(name)
    if not folded:
        return None
    if folded in known:
        return known[folded]
    # In quotation marks it is the whole name, so that a new Al can be named beside an Alice.
    beginning = [] if is_quoted else [spelling for key, spelling in known.items() if key.startswith(folded)]
    if len(beginning) == 1:
        return beginning[0]
    is_name = len(name) <= ASSIGNEE_LENGTH and is_storable(name) and (is_quoted or _NAME.fullmatch(typed))
    return name if is_name else None


def _priority(word: str) -> Priority | None:
    meant = {priority for name, priority in _PRIORITIES.items() if word and name.startswith(word)}
    return meant.pop() if len(meant) == 1 else None
