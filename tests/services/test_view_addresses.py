"""A view holds what the address bar of a board can hold, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from taskflow.models.filter import TaskFilter
from taskflow.models.view import NAME_LENGTH, QUERY_LENGTH, ViewCreate
from tests.services.properties import STEADY


def refusals(**given: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refusal:
        ViewCreate.model_validate({"name": "Mine", "query": "", **given})
    return [(str(error["loc"][0]), error["type"]) for error in refusal.value.errors(include_url=False)]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=abc&priority=high&sort=due",
        "sort=newest&group=priority&status=todo",
        "assignee=%40nobody&due=overdue",
        "q=%C3%89ch%C3%A9ance+%26+100+%25&assignee=Zo%C3%A9+%2B+Max",
    ],
)
def test_it_is_kept_as_the_address_bar_writes_it(query: str) -> None:
    assert ViewCreate(name="Mine", query=query).query == query


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=&priority=&sort=due", "sort=due"),
        ("q=é à", "q=%C3%A9+%C3%A0"),
        ("q=a%20b", "q=a+b"),
        ("q=a#b?c=d/e", "q=a%23b%3Fc%3Dd%2Fe"),
        ("q=<script>", "q=%3Cscript%3E"),
    ],
)
def test_another_way_to_write_it_becomes_that_one(query: str, kept: str) -> None:
    assert ViewCreate(name="Mine", query=query).query == kept
    assert ViewCreate(name="Mine", query=kept).query == kept


@pytest.mark.parametrize(
    "query",
    [
        "?q=milk",
        "/?q=milk",
        "q",
        "milk",
        "q=a&&sort=due",
        "q=a&q=b",
        "q=a&q=",
        "task=7",
        "task=",
        "Q=a",
        "limit=5",
        "priority=urgent",
        "status=TODO",
        "due=someday",
        "sort=-created",
        "sort=title",
        "group=status",
        "q=%FF",
        "q=%ED%A0%80",
        "q=a%00b",
        "q=\ud800",
        "\0",
        f"q={'x' * 201}",
        f"assignee={'x' * 101}",
        "https://example.org/?q=a",
    ],
)
def test_what_a_board_does_not_understand_is_refused(query: str) -> None:
    assert refusals(query=query) == [("query", "value_error")]


@pytest.mark.parametrize("query", ["q=" + "x" * QUERY_LENGTH, f"q={'é' * 180}"])
def test_a_query_that_is_too_long_is_refused(query: str) -> None:
    assert refusals(query=query) == [("query", "string_too_long")]


@pytest.mark.parametrize("wrong", [None, 5, ["q=a"], {"q": "a"}, b"q=\xff"])
def test_another_type_is_refused(wrong: object) -> None:
    assert [name for name, _ in refusals(query=wrong)] == ["query"]
    assert [name for name, _ in refusals(name=wrong if wrong != b"q=\xff" else b"\xff")] == ["name"]


def test_a_name_is_one_tidy_line() -> None:
    assert ViewCreate(name=" My \n  week ", query="").name == "My week"
    assert ViewCreate(name="🚀" * NAME_LENGTH, query="").name == "🚀" * NAME_LENGTH
    assert refusals(name="x" * (NAME_LENGTH + 1)) == [("name", "string_too_long")]
    for blank in ("", " ", "\t\n", "\u2003"):
        assert refusals(name=blank) == [("name", "string_too_short")]
    for unstorable in ("a\0b", "\ud800"):
        assert [name for name, _ in refusals(name=unstorable)] == ["name"]


@settings(STEADY, max_examples=500)
@given(st.text(max_size=40) | st.text("q=&%sort due#+;0é", max_size=30))
def test_no_text_does_more_than_being_refused(query: str) -> None:
    try:
        kept = ViewCreate(name="Mine", query=query).query
    except ValidationError:
        return
    assert kept.isascii()
    assert ViewCreate(name="Mine", query=kept).query == kept


def test_every_filter_of_the_board_can_be_kept() -> None:
    values = {"q": "a", "status": "todo", "priority": "low", "assignee": "alice", "due": "today"}
    assert values.keys() == TaskFilter.model_fields.keys()
    query = "&".join(f"{name}={value}" for name, value in values.items())
    assert ViewCreate(name="Mine", query=query).query == query
