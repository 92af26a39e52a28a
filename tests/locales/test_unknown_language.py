"""A language without a catalog, and a text without a translation, are English."""

from __future__ import annotations

import pytest

from taskflow.locales import translate


@pytest.mark.parametrize("language", ["en", "de", "", "../../etc/passwd", "fr\x00", "x" * 300])
def test_it_is_english(language: str) -> None:
    assert translate(language, "Save") == "Save"


def test_a_text_without_a_translation_is_english() -> None:
    assert translate("fr", "Nobody has translated {this}.", this="it") == "Nobody has translated it."


def test_what_is_filled_in_is_only_text() -> None:
    assert translate("fr", "“{title}” was added, but the filters hide it.", title="{0.__class__} %s {title}") == (
        "«\u00a0{0.__class__} %s {title}\u00a0» a été ajoutée, mais les filtres la masquent."
    )
