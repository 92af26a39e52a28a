"""Days near today are words, others short dates; with the year only where it is another one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskflow.locales import LANGUAGES, full_date, short_date

TUESDAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2026, 3, 8), "Mar 8", "8 mars"),
        (date(2026, 3, 9), "Yesterday", "Hier"),
        (TUESDAY, "Today", "Aujourd’hui"),
        (date(2026, 3, 11), "Tomorrow", "Demain"),
        (date(2026, 3, 12), "Thursday", "Jeudi"),
        (date(2026, 3, 16), "Monday", "Lundi"),
        (date(2026, 3, 17), "Mar 17", "17 mars"),
        (date(2026, 12, 31), "Dec 31", "31 déc."),
        (date(2027, 1, 1), "Jan 1, 2027", "1 janv. 2027"),
        (date(2025, 12, 31), "Dec 31, 2025", "31 déc. 2025"),
    ],
)
def test_a_day_reads_as_one_would_say_it(day: date, english: str, french: str) -> None:
    assert short_date("en", day, today=TUESDAY) == english
    assert short_date("fr", day, today=TUESDAY) == french


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2026, 12, 31), "Yesterday", "Hier"),
        (date(2027, 1, 2), "Tomorrow", "Demain"),
        (date(2027, 1, 3), "Sunday", "Dimanche"),
        (date(2026, 12, 30), "Dec 30, 2026", "30 déc. 2026"),
    ],
)
def test_at_new_year_words_win_over_the_year(day: date, english: str, french: str) -> None:
    new_year = date(2027, 1, 1)
    assert (short_date("en", day, today=new_year), short_date("fr", day, today=new_year)) == (english, french)


def test_a_day_in_full_begins_with_a_capital() -> None:
    assert full_date("en", TUESDAY) == "Tuesday, March 10, 2026"
    assert full_date("fr", TUESDAY) == "Mardi 10 mars 2026"


@given(day=st.dates(), today=st.dates(), language=st.sampled_from(sorted(LANGUAGES)))
def test_every_day_has_a_name(day: date, today: date, language: str) -> None:
    assert short_date(language, day, today=today)
    assert full_date(language, day)
