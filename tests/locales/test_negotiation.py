"""The first visit is in the language that the browser likes best, among those there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskflow.locales import LANGUAGES, negotiate_language

TAGS = st.sampled_from(["fr", "fr-FR", "FR-ca", "en", "en-GB", "de", "*", "zh-Hant-TW", "x-klingon", "fr_FR", ""])
WEIGHTS = st.sampled_from(
    ["", ";q=1", ";q=0.5", ";q=0", "; q=0.8", " ;q=0.7", ";Q=0.6", ";q=nan", ";q=-1", ";q=", ";;"]
)


@pytest.mark.parametrize(
    ("accept_language", "expected"),
    [
        ("fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7", "fr"),
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"),
        ("en-US,en;q=0.9", "en"),
        ("en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("de-DE,de;q=0.9,fr;q=0.8,en;q=0.7", "fr"),
        ("de-DE,de;q=0.9,en;q=0.8,fr;q=0.7", "en"),
        ("en;q=0.1,fr;q=0.9", "fr"),
        ("fr;q=0,en", "en"),
        ("FR-fr", "fr"),
        ("fr-Latn-CA-x-private", "fr"),
        # White space before the semicolon and a large Q are allowed by RFC 9110.
        ("en ;q=0.2 , fr ; q=0.8", "fr"),
        ("en;Q=0.2,fr;Q=0.8", "fr"),
        ("ja,ko;q=0.9", "en"),
        ("*", "en"),
        ("", "en"),
        ("fr;q=often", "en"),
        ("fro", "en"),
        (",;=,;q=,,", "en"),
    ],
)
def test_the_best_liked_language_wins(accept_language: str, expected: str) -> None:
    assert negotiate_language(accept_language) == expected


@given(st.text())
def test_any_text_gives_a_language(accept_language: str) -> None:
    assert negotiate_language(accept_language) in LANGUAGES


@given(st.lists(st.tuples(TAGS, WEIGHTS)))
def test_any_list_gives_a_language(wanted: list[tuple[str, str]]) -> None:
    assert negotiate_language(",".join(tag + weight for tag, weight in wanted)) in LANGUAGES


def test_a_huge_header_gives_a_language() -> None:
    assert negotiate_language("x," * 500_000 + "fr") == "en"
