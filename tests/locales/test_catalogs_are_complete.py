"""Every text of the program is in every catalog, and nothing else is."""

from __future__ import annotations

import pytest

from taskflow.locales import DEFAULT_LANGUAGE, LANGUAGES
from tests.locales.messages import LOCALES, extracted, forms, placeholders, translated

TRANSLATED = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]


def test_the_code_shows_texts() -> None:
    assert ("New task",) in extracted()
    assert ("{n} task", "{n} tasks") in extracted()
    # One that only the server says, and one that stands over two lines of code.
    assert ("The database cannot be reached. Nothing was changed; please try again.",) in extracted()
    assert ("The address holds a filter that does not exist and was left out: {names}.",) in extracted()


def test_every_catalog_is_a_language_and_every_language_has_one() -> None:
    assert sorted(file.stem for file in LOCALES.glob("*.po")) == TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    known = {forms(message.id) for message in translated(language) if all(forms(message.string)) and not message.fuzzy}
    assert extracted() - known == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_over(language: str) -> None:
    assert {forms(message.id) for message in translated(language)} - extracted() == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_fills_in_what_the_text_fills_in(language: str) -> None:
    for message in translated(language):
        for text, translation in zip(forms(message.id), forms(message.string), strict=True):
            assert placeholders(text) == placeholders(translation), text
