"""A due day is typed as a word, a weekday, a date or a distance, in English or French."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskflow.services.quick_add import parse
from tests.services.properties import STEADY

TUESDAY = date(2026, 3, 10)


def due(typed: str, today: date = TUESDAY) -> date | None:
    return parse(f"milk {typed}", language="en", today=today).due_date


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("due:2026-12-31", date(2026, 12, 31)),
        ("DUE:2026-3-1", date(2026, 3, 1)),
        ("pour:yesterday", date(2026, 3, 9)),
        ("due:hier", date(2026, 3, 9)),
        ("due:today", TUESDAY),
        ("échéance:aujourd'hui", TUESDAY),
        ("echeance:Aujourd’hui", TUESDAY),
        ("due:tomorrow", date(2026, 3, 11)),
        ("pour:demain.", date(2026, 3, 11)),
        ("due:wednesday", date(2026, 3, 11)),
        ("due:mer", date(2026, 3, 11)),
        ("due:Fri,", date(2026, 3, 13)),
        ("pour:vendredi", date(2026, 3, 13)),
        ("due:thurs", date(2026, 3, 12)),
        ("pour:Dimanche", date(2026, 3, 15)),
        ("due:mon", date(2026, 3, 16)),
        # The weekday of today is that of next week.
        ("due:tuesday", date(2026, 3, 17)),
        ("pour:mar", date(2026, 3, 17)),
        ("due:next-week", date(2026, 3, 16)),
        ("pour:semaine-prochaine", date(2026, 3, 16)),
        ("due:+3d", date(2026, 3, 13)),
        ("due:3d", date(2026, 3, 13)),
        ("pour:3j", date(2026, 3, 13)),
        ("due:0d", TUESDAY),
        ("due:2w", date(2026, 3, 24)),
        ("pour:+2s", date(2026, 3, 24)),
        ("due:+1m", date(2026, 4, 10)),
        ("due:10m", date(2027, 1, 10)),
        ("due:31/12", date(2026, 12, 31)),
        ("due:10/3", TUESDAY),
        ("due:09/03", date(2027, 3, 9)),
        ("due:31/12/2026", date(2026, 12, 31)),
        ("due:31.12.2026", date(2026, 12, 31)),
        ("due:31.12.", date(2026, 12, 31)),
        ("due:31.12.26", date(2026, 12, 31)),
        ("due:29/2", date(2028, 2, 29)),
    ],
)
def test_a_day(typed: str, day: date) -> None:
    assert due(typed) == day


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("due:1m", date(2026, 1, 31), date(2026, 2, 28)),
        ("due:1m", date(2026, 12, 31), date(2027, 1, 31)),
        ("due:12m", date(2028, 2, 29), date(2029, 2, 28)),
        ("due:next-week", date(2026, 3, 9), date(2026, 3, 16)),
        ("due:next-week", date(2026, 3, 15), date(2026, 3, 16)),
        ("due:29/2", date(2096, 3, 1), date(2104, 2, 29)),
        # The calendar ends.
        ("due:1d", date.max, None),
        ("due:1m", date.max, None),
        ("due:1/1", date.max, None),
        ("due:monday", date.max, None),
        ("due:yesterday", date.min, None),
    ],
)
def test_at_the_edges_of_the_calendar(typed: str, today: date, day: date | None) -> None:
    assert due(typed, today) == day


@pytest.mark.parametrize(
    "word", ["mo", "1/13", "0/1", "32/1", "29/02/2027", "2026-02-30", "0000-01-01", "٣d", "-3d", "d"]
)
def test_what_is_no_day(word: str) -> None:
    assert due(f"due:{word}") is None


@given(
    word=st.from_regex(
        r"(\+?[0-9]{1,4}[djwsm]|[0-9]{1,2}[/.][0-9]{1,2}([/.][0-9]{2,4})?|[0-9-]{8,10})", fullmatch=True
    ),
    today=st.dates(),
)
@STEADY
def test_any_date_is_read_or_left(word: str, today: date) -> None:
    quick = parse(f"due:{word}", language="fr", today=today)
    assert (quick.due_date is None) is (quick.title != "")
