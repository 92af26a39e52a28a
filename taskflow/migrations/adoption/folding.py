"""The rule of search as it was at revision 0001: a frozen copy of taskflow/services/search.py.

When that rule changes, the change comes with a revision that rewrites `search_text`, and this copy stays as it is.
"""

from __future__ import annotations

import unicodedata

LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "\u0131": "i"}
)
VARIATION_SELECTORS = "\ufe0e\ufe0f"


def search_text(title: str, description: str | None) -> str:
    """Return what is stored beside a task so that a search finds it."""
    return f"{_folded(title)}\n{_folded(description or '')}"


def _folded(text: str) -> str:
    if text.isascii():
        # The same, ten times as fast: most of a large table is plain letters.
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(filter(_is_searched, decomposed)).translate(LETTERS).split())


def _is_searched(character: str) -> bool:
    is_accent = unicodedata.combining(character) != 0
    return not is_accent and character not in VARIATION_SELECTORS and unicodedata.category(character) != "Cf"
