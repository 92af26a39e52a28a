"""Every text of the program, as the catalogs must know it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.program import ROOT

KEYWORDS: dict[str, Any] = {
    "t": None,
    "tn": (1, 2),
    "mark": None,
    "mark_plural": (1, 2),
    "translate": (2,),
    "translate_plural": (2, 3),
}
LOCALES = ROOT / "taskflow" / "locales"

_PLACEHOLDER = re.compile(r"\{[^}]*\}")


@cache
def extracted() -> frozenset[tuple[str, ...]]:
    """Return every text that the code shows, with its plural where it has one."""
    found = extract_from_dir(ROOT / "taskflow", [("**.py", "python")], keywords=KEYWORDS)
    return frozenset(forms(message) for _, _, message, _, _ in found)


@cache
def catalog(language: str) -> Catalog:
    """Return the catalog of a language."""
    with (LOCALES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def translated(language: str) -> list[Message]:
    """Return the entries of a catalog, without its head."""
    return [message for message in catalog(language) if message.id]


def forms(texts: Any) -> tuple[str, ...]:  # Babel types it as anything that may stand in a catalog
    """Return the singular and the plural, or the one text."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def placeholders(text: str) -> list[str]:
    """Return what is filled in, sorted."""
    return sorted(_PLACEHOLDER.findall(text))
