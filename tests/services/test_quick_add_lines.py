"""A pasted list becomes one task a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taskflow.services.quick_add import LINES_LIMIT, split_lines
from tests.services.properties import STEADY


def test_every_line_is_one_task() -> None:
    assert split_lines("milk\n\n  bread  \r\n\t\neggs") == ["milk", "bread", "eggs"]


@pytest.mark.parametrize(
    "marker",
    ["- ", "* ", "+ ", "• ", "– ", "1. ", "12) ", "- [ ] ", "- [x] ", "* [X]  ", "[x] ", "[] ", "1. [ ] ", "☐ ", "☑ "],
)
def test_list_markers_are_left_out(marker: str) -> None:
    assert split_lines(f"  {marker}milk\n{marker}\n{marker}bread") == ["milk", "bread"]


@pytest.mark.parametrize(
    "line", ["-5 °C", "1.5 l milk", "*urgent* call", "[draft] letter", "2026. The end", "!high", "#1"]
)
def test_what_only_looks_like_a_marker_stays(line: str) -> None:
    assert split_lines(line) == [line]


def test_a_long_list_is_cut() -> None:
    text = "\n".join(f"task {number}" for number in range(LINES_LIMIT + 1))
    assert split_lines(text)[-1] == f"task {LINES_LIMIT - 1}"
    # How a screen finds out that there was more.
    assert len(split_lines(text, limit=LINES_LIMIT + 1)) == LINES_LIMIT + 1


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(["-", " ", "[x]", "1.", "\n", "\x00", "\ud83d", "🚀"])).map("".join))
)
@STEADY
def test_any_text_is_split(text: str) -> None:
    assert all(line and line == line.strip() for line in split_lines(text))


@pytest.mark.parametrize("piece", ["\n", "x", " ", "- ", "- \n", "x\n", "[x] "])
def test_a_pasted_megabyte_is_split(piece: str) -> None:
    assert len(split_lines(piece * (1_000_000 // len(piece)))) <= LINES_LIMIT
