"""French and English: English is the text in the code, French is looked up in fr.po.

A new language is one more .po file here and one more line in LANGUAGES.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import negotiate_locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = {"en": "English", "fr": "Français"}
DEFAULT_LANGUAGE = "en"

# How many days before and after today are counted ("In 3 days"); what lies further away is a date.
COUNTED_DAYS = 6
# Of the time that has passed, only the largest of these is told: a year, a month, a week, a day, an hour, a minute.
_SPANS_SECONDS = (31_536_000, 2_592_000, 604_800, 86_400, 3600, 60)


def mark(message: str) -> str:
    """Return `message` as it is: marks a text for the catalog that is translated later, when the reader is known."""
    return message


def mark_plural(singular: str, plural: str) -> tuple[str, str]:
    """Return both forms as they are: marks them for the catalog, for a `translate_plural` that comes later."""
    return singular, plural


def translate(language: str, message: str, **values: str | int) -> str:
    """Return `message` in a language of LANGUAGES, with its {names} filled in; English where it has no translation."""
    return _translations(language).ugettext(message).format(**values)


def translate_plural(language: str, singular: str, plural: str, n: int, **values: str | int) -> str:
    """Return the form for `n` things, with {n} and the other {names} filled in."""
    return _translations(language).ungettext(singular, plural, n).format(n=n, **values)


def negotiate_language(accept_language: str) -> str:
    """Return the language of LANGUAGES that a browser's Accept-Language header likes best, else English."""
    wanted: list[tuple[float, str]] = []
    for part in accept_language[:500].split(","):
        tag, _, parameters = part.lower().partition(";")
        quality = parameters.strip().removeprefix("q=")
        try:
            wanted.append((float(quality) if quality else 1.0, tag.strip()))
        except ValueError:
            continue
    preferred = [tag for quality, tag in sorted(wanted, key=lambda item: -item[0]) if quality > 0]
    return negotiate_locale(preferred, list(LANGUAGES), sep="-") or DEFAULT_LANGUAGE


def short_date(language: str, day: date, *, today: date) -> str:
    """Return a day as words near today ("Tomorrow", "In 3 days"), else as a short date; the year only when it differs.

    It stands alone, so it begins with a capital.
    """
    days = (day - today).days
    if days in (-1, 0, 1):
        words = {-1: mark("Yesterday"), 0: mark("Today"), 1: mark("Tomorrow")}
        return translate(language, words[days])
    if abs(days) <= COUNTED_DAYS:
        return _capitalised(_counted(language, timedelta(days=days)))
    return format_skeleton("MMMd" if day.year == today.year else "yMMMd", day, locale=language)


def full_date(language: str, day: date) -> str:
    """Return a day in full, for a tooltip or a screen reader."""
    return _capitalised(format_date(day, "full", locale=language))


def relative_time(language: str, moment: datetime, *, now: datetime) -> str:
    """Return how long ago a moment was ("5 minutes ago"), in whole units; it stands within a line, without a capital.

    Less than a minute is "just now", also ahead of `now`: the clocks of two machines differ. Both moments carry a zone.
    """
    difference = moment - now
    seconds = int(abs(difference).total_seconds())
    span = next((span for span in _SPANS_SECONDS if span <= seconds), None)
    if span is None:
        return translate(language, mark("just now"))
    whole = timedelta(seconds=seconds // span * span)
    return _counted(language, whole if difference > timedelta() else -whole)


def full_moment(language: str, moment: datetime, *, zone: tzinfo) -> str:
    """Return a moment in full, day and time in the reader's zone, for a tooltip or a screen reader."""
    try:
        local = moment.astimezone(zone)
    except OverflowError:
        # The first and last hours that a date can hold: their day elsewhere would lie in the year 0 or 10000.
        local = moment
    return f"{full_date(language, local.date())}, {format_time(local.time(), 'short', locale=language)}"


def _counted(language: str, difference: timedelta) -> str:
    # The threshold keeps the units whole: by default Babel calls six days a week, and 51 minutes an hour.
    return format_timedelta(difference, threshold=1, add_direction=True, locale=language)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _translations(language: str) -> NullTranslations:
    path = Path(__file__).parent / f"{language}.po"
    if language not in LANGUAGES or not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
