"""French and English: English is the text in the code, French is looked up in fr.po.

A new language is one more .po file here and one more line in LANGUAGES.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import negotiate_locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = {"en": "English", "fr": "Français"}
DEFAULT_LANGUAGE = "en"


def mark(message: str) -> str:
    """Return `message` as it is: marks a text for the catalog that is translated later, when the reader is known."""
    return message


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
    """Return a day as words near today ("Tomorrow", "Friday"), else as a short date; the year only when it differs."""
    days = (day - today).days
    if days in (-1, 0, 1):
        words = {-1: mark("Yesterday"), 0: mark("Today"), 1: mark("Tomorrow")}
        return translate(language, words[days])
    if 1 < days < 7:
        return _capitalised(format_date(day, "EEEE", locale=language))
    return format_skeleton("MMMd" if day.year == today.year else "yMMMd", day, locale=language)


def full_date(language: str, day: date) -> str:
    """Return a day in full, for a tooltip or a screen reader."""
    return _capitalised(format_date(day, "full", locale=language))


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
