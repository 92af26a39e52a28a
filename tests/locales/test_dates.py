"""Days near today are words, others short dates, with the year only where it is another one; the past is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskflow.locales import LANGUAGES, full_date, full_moment, relative_time, short_date

TUESDAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2026, 3, 3), "Mar 3", "3 mars"),
        (date(2026, 3, 4), "6 days ago", "Il y a 6 jours"),
        (date(2026, 3, 8), "2 days ago", "Il y a 2 jours"),
        (date(2026, 3, 9), "Yesterday", "Hier"),
        (TUESDAY, "Today", "Aujourd’hui"),
        (date(2026, 3, 11), "Tomorrow", "Demain"),
        (date(2026, 3, 12), "In 2 days", "Dans 2 jours"),
        (date(2026, 3, 16), "In 6 days", "Dans 6 jours"),
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
        (date(2027, 1, 3), "In 2 days", "Dans 2 jours"),
        (date(2026, 12, 26), "6 days ago", "Il y a 6 jours"),
        (date(2026, 12, 25), "Dec 25, 2026", "25 déc. 2026"),
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


@pytest.mark.parametrize(
    ("ago", "english", "french"),
    [
        (timedelta(), "just now", "à l’instant"),
        (timedelta(seconds=59), "just now", "à l’instant"),
        (timedelta(seconds=60), "1 minute ago", "il y a 1 minute"),
        (timedelta(minutes=5), "5 minutes ago", "il y a 5 minutes"),
        # Never more than has passed, and never a unit that has not.
        (timedelta(minutes=59, seconds=59), "59 minutes ago", "il y a 59 minutes"),
        (timedelta(hours=2, minutes=40), "2 hours ago", "il y a 2 heures"),
        (timedelta(hours=23, minutes=59), "23 hours ago", "il y a 23 heures"),
        (timedelta(days=1), "1 day ago", "il y a 1 jour"),
        (timedelta(days=6, hours=23), "6 days ago", "il y a 6 jours"),
        (timedelta(days=20), "2 weeks ago", "il y a 2 semaines"),
        (timedelta(days=89), "2 months ago", "il y a 2 mois"),
        (timedelta(days=800), "2 years ago", "il y a 2 ans"),
        (timedelta(seconds=-59), "just now", "à l’instant"),
        (timedelta(minutes=-5), "in 5 minutes", "dans 5 minutes"),
    ],
)
def test_what_happened_is_told_by_how_long_ago_it_was(ago: timedelta, english: str, french: str) -> None:
    assert relative_time("en", NOON - ago, now=NOON) == english
    assert relative_time("fr", NOON - ago, now=NOON) == french


def test_how_long_ago_does_not_depend_on_the_zones() -> None:
    elsewhere = NOON.astimezone(ZoneInfo("Pacific/Auckland"))
    assert relative_time("en", elsewhere, now=NOON + timedelta(hours=3)) == "3 hours ago"


def test_a_moment_in_full_is_told_in_the_zone_of_the_reader() -> None:
    assert full_moment("en", NOON, zone=UTC) == "Tuesday, March 10, 2026, 12:00\u202fPM"
    assert full_moment("fr", NOON, zone=ZoneInfo("Europe/Paris")) == "Mardi 10 mars 2026, 13:00"
    assert full_moment("fr", NOON, zone=ZoneInfo("Pacific/Auckland")) == "Mercredi 11 mars 2026, 01:00"
    # Where it would already be the year 10000.
    last = datetime.max.replace(tzinfo=UTC)
    assert full_moment("en", last, zone=ZoneInfo("Pacific/Auckland")) == "Friday, December 31, 9999, 11:59\u202fPM"


@given(
    moment=st.datetimes(timezones=st.just(UTC)),
    now=st.datetimes(timezones=st.just(UTC)),
    hours=st.integers(-23, 23),
    language=st.sampled_from(sorted(LANGUAGES)),
)
def test_every_moment_has_a_name(moment: datetime, now: datetime, hours: int, language: str) -> None:
    assert relative_time(language, moment, now=now)
    assert full_moment(language, moment, zone=timezone(timedelta(hours=hours)))
