"""What a search has found is shown in the text as it was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taskflow.services.search import find_hit, fold, split_hit
from tests.services.properties import STEADY

# Characters that fold to several, to none, to white space, or together with their neighbours.
ODD = (
    "aAeéÉœŒæßﬁİ\u0131\u03c3\u03c2\u0345\u0301\u0308 \t\n\u00a0\u00ad\u200d\ufe0f\u1fb3\u037a"
    "¨…ﷺ👍🏽👩\u202b\u3000\uac00\u1100"
)
TEXT = st.text(st.sampled_from(ODD) | st.characters(), max_size=20)


@pytest.mark.parametrize(
    ("text", "searched", "pieces"),
    [
        ("Buy milk today", "milk", ("Buy ", "milk", " today")),
        ("milk", "milk", ("", "milk", "")),
        ("milk, Milk, MILK", "MILK", ("", "milk", ", Milk, MILK")),
        ("L’Échéance du jour", "echeance", ("L’", "Échéance", " du jour")),
        ("Une œuvre d’art", "oeuvre", ("Une ", "œuvre", " d’art")),
        ("Une œuvre d’art", "eu", ("Une ", "œu", "vre d’art")),
        ("Une oeuvre d’art", "ŒUVRE", ("Une ", "oeuvre", " d’art")),
        ("À ﬁnir", "fini", ("À ", "ﬁni", "r")),
        ("À ﬁnir", "inir", ("À ", "ﬁnir", "")),
        ("Große Straße 5", "STRASSE", ("Große ", "Straße", " 5")),
        ("un cafe\u0301 noir", "café", ("un ", "cafe\u0301", " noir")),
        ("un cafe\u0301 noir", "caf", ("un ", "caf", "e\u0301 noir")),
        ("un café noir", "cafe\u0301", ("un ", "café", " noir")),
        ("Prix\u00a0: 10\u202f€", "prix : 10 €", ("", "Prix\u00a0: 10\u202f€", "")),
        ("two \n\t litres", "o l", ("tw", "o \n\t l", "itres")),
        ("co\u00adoperate", "cooperate", ("", "co\u00adoperate", "")),
        ("🚀🚀 I ❤️ tea", "❤", ("🚀🚀 I ", "❤️", " tea")),
        ("100 % sûr", "%", ("100 ", "%", " sûr")),
        ("milk", "beer", ("milk", "", "")),
        ("milk", "", ("milk", "", "")),
        ("milk", " \u200b\u0301", ("milk", "", "")),
        ("", "milk", ("", "", "")),
    ],
)
def test_the_first_hit_is_cut_out_of_the_text_as_it_was_written(
    text: str, searched: str, pieces: tuple[str, str, str]
) -> None:
    assert split_hit(text, searched) == pieces


def test_offsets_count_characters_as_python_does() -> None:
    assert find_hit("🚀 Échéance", "ÉCHE") == (2, 6)
    assert find_hit("🚀 Échéance", "rocket") is None


@settings(STEADY, max_examples=1500)
@given(TEXT, TEXT, st.integers(0, 19), st.integers(1, 20))
def test_it_is_found_exactly_when_the_search_finds_it(text: str, other: str, start: int, length: int) -> None:
    for searched in (other, text[start : start + length]):
        hit = find_hit(text, searched)
        wanted = fold(searched)
        assert (hit is not None) == (wanted != "" and wanted in fold(text))
        if hit:
            assert wanted in fold(text[slice(*hit)])


@settings(STEADY, max_examples=1500)
@given(TEXT, st.integers(0, 19), st.integers(1, 20))
def test_a_hit_is_the_first_and_no_longer_than_it_must_be(text: str, start: int, length: int) -> None:
    searched = text[start : start + length]
    hit = find_hit(text, searched)
    if hit is None:
        return
    first, end = hit
    wanted = fold(searched)
    while is_mark(text[end - 1]) and end - 1 > first and wanted in fold(text[first : end - 1]):
        end -= 1
    assert wanted not in fold(text[first + 1 : end])
    assert wanted not in fold(text[: end - 1])


@settings(STEADY, max_examples=1000)
@given(st.text("aAéÉ \nzZ", max_size=20), st.integers(0, 19), st.integers(1, 20))
def test_where_each_letter_stays_one_the_hit_is_what_was_searched(text: str, start: int, length: int) -> None:
    searched = text[start : start + length]
    hit = find_hit(text, searched)
    assert hit is not None or not searched.split()
    if hit:
        assert fold(text[slice(*hit)]) == fold(searched)


@settings(STEADY, max_examples=300)
@given(TEXT, TEXT)
def test_the_pieces_are_the_whole_text(text: str, searched: str) -> None:
    assert "".join(split_hit(text, searched)) == text


def is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0 or character in "\ufe0e\ufe0f"
