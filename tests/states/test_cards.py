"""What a card says about a task: in the reader's language, on the reader's day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskflow.models.card import CardRow
from taskflow.models.task import Priority, Status
from taskflow.states.cards import initials, view_card
from taskflow.states.reader import Reader

TUESDAY = date(2026, 3, 10)


def row(**fields: Any) -> CardRow:
    usual = {"excerpt": "", "status": Status.TODO, "priority": Priority.LOW, "assignee": "", "due_date": None}
    return CardRow(**{"id": "1", "title": "Buy milk", "version": 1, **usual, **fields})


@pytest.mark.parametrize(
    ("day", "status", "language", "due", "tone"),
    [
        (None, Status.TODO, "en", "", ""),
        (9, Status.TODO, "en", "1 day overdue", "overdue"),
        (4, Status.IN_PROGRESS, "fr", "En retard de 6 jours", "overdue"),
        (3, Status.TODO, "fr", "En retard · 3 mars", "overdue"),
        (3, Status.TODO, "en", "Overdue · Mar 3", "overdue"),
        (9, Status.DONE, "en", "Yesterday", "later"),
        (7, Status.DONE, "en", "3 days ago", "later"),
        (10, Status.TODO, "en", "Due today", "today"),
        (10, Status.TODO, "fr", "Aujourd’hui", "today"),
        (10, Status.DONE, "en", "Today", "later"),
        (11, Status.TODO, "fr", "Demain", "later"),
        (13, Status.TODO, "fr", "Dans 3 jours", "later"),
        (30, Status.TODO, "fr", "30 mars", "later"),
    ],
)
def test_a_due_date_is_words_and_a_tone(day: int | None, status: Status, language: str, due: str, tone: str) -> None:
    # Late in the evening: it is the day that counts.
    due_date = datetime(2026, 3, day, 23, 59, tzinfo=UTC) if day else None
    card = view_card(row(due_date=due_date, status=status), Reader(language, TUESDAY))
    assert (card.due, card.due_tone) == (due, tone)
    assert card.due_day == (f"2026-03-{day:02}" if day else "")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Alice Martin", "AM"),
        ("alice", "A"),
        ("Jean-Luc de la Tour", "JT"),
        ("Émile Zola", "ÉZ"),
        ("(Bob) Smith", "S"),
        ("42 Labs", "4L"),
        ("李 小龙", "李小"),
        ("***", "*"),
        ("ß", "SS"),
        ("", ""),
    ],
)
def test_a_person_is_shown_by_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(st.text())
def test_any_name_has_short_initials(name: str) -> None:
    assert len(initials(name)) <= 6
