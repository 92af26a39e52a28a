"""Reads a day from one word: "friday", "demain", "31/12", "+3d"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta


def read_day(word: str, today: date) -> date | None:
    """Return the day that a word without case and accents means, seen from `today`; `None` when it means none.

    English and French words, a weekday being the next one after today; dates, the day first; `3d`, `2w`, `1m` and
    `3j`, `2s` from today.
    """
    try:
        return _named_day(word.replace("'", "").replace("’", ""), today) or _counted_day(word, today)
    except (ValueError, OverflowError):
        # There is no 31st of February, and no year 10000.
        return None


_DAYS_FROM_TODAY = {
    "yesterday": -1,
    "hier": -1,
    "today": 0,
    "aujourdhui": 0,
    "tomorrow": 1,
    "demain": 1,
}
_NEXT_WEEK = ("next-week", "semaine-prochaine")
# Monday first; any beginning of three letters is one of them alone.
_WEEKDAYS = (
    ("monday", "lundi"),
    ("tuesday", "mardi"),
    ("wednesday", "mercredi"),
    ("thursday", "jeudi"),
    ("friday", "vendredi"),
    ("saturday", "samedi"),
    ("sunday", "dimanche"),
)
_DAYS_OF_UNIT = {"d": 1, "j": 1, "w": 7, "s": 7}
# Longest time between two 29ths of February, over a century that has none.
_YEARS_TO_ANY_DAY = 8

_ISO = re.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})(?:[/.]([0-9]{4}|[0-9]{2}))?")
_FROM_TODAY = re.compile(r"\+?([0-9]{1,4})([djwsm])")


def _named_day(word: str, today: date) -> date | None:
    if word in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[word])
    if word in _NEXT_WEEK:
        return today + timedelta(days=7 - today.weekday())
    for weekday, names in enumerate(_WEEKDAYS):
        if len(word) >= 3 and any(name.startswith(word) for name in names):
            return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return None


def _counted_day(word: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(word):
        year, month, day = map(int, iso.groups())
        return date(year, month, day)
    if day_first := _DAY_FIRST.fullmatch(word):
        return _day_of_month(int(day_first[1]), int(day_first[2]), day_first[3], today)
    if span := _FROM_TODAY.fullmatch(word):
        count, unit = int(span[1]), span[2]
        return _months_later(today, count) if unit == "m" else today + timedelta(days=count * _DAYS_OF_UNIT[unit])
    return None


def _day_of_month(day: int, month: int, year: str | None, today: date) -> date | None:
    """Return the day in that year, of which two digits will do; without a year the next such day, today included."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for possible in range(today.year, today.year + _YEARS_TO_ANY_DAY + 1):
        if day <= calendar.monthrange(possible, month)[1] and date(possible, month, day) >= today:
            return date(possible, month, day)
    return None


def _months_later(today: date, count: int) -> date:
    """Return the same day of the month, or its last day where it has fewer."""
    years, month = divmod(today.month - 1 + count, 12)
    year = today.year + years
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
