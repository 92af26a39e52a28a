"""Texts are set as a printer of their language would set them."""

from __future__ import annotations

import re

from tests.locales.messages import extracted, forms, translated

NO_BREAK_SPACES = "\u00a0\u202f"
FRENCH = [text for message in translated("fr") for text in forms(message.string)]
ENGLISH = [text for texts in extracted() for text in texts]


def offending(pattern: str, texts: list[str]) -> list[str]:
    return [text for text in texts if re.search(pattern, text)]


def test_french_has_a_no_break_space_before_double_punctuation_and_inside_guillemets() -> None:
    assert offending(f"[^{NO_BREAK_SPACES}][;?!:»]", FRENCH) == []
    assert offending(f"«[^{NO_BREAK_SPACES}]", FRENCH) == []


def test_french_quotes_with_guillemets() -> None:
    assert offending("[“”„]", FRENCH) == []


def test_apostrophes_and_quotation_marks_are_not_those_of_the_typewriter() -> None:
    assert offending("['\"]", [*FRENCH, *ENGLISH]) == []


def test_three_dots_are_one_character() -> None:
    assert offending(r"\.\.", [*FRENCH, *ENGLISH]) == []


def test_no_space_is_doubled_or_left_at_an_end() -> None:
    assert offending(r"^\s|\s$|\s\s", [*FRENCH, *ENGLISH]) == []


def test_a_sentence_ends_in_both_languages_or_in_none() -> None:
    for message in translated("fr"):
        for text, translation in zip(forms(message.id), forms(message.string), strict=True):
            assert text[-1] == translation[-1] or {text[-1], translation[-1]}.isdisjoint(".?!…:"), text
