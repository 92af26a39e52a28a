"""What a task may say: anything a person writes, within limits; everything else is refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from taskflow.models.task import Priority, Status, TaskCreate, TaskMove, TaskUpdate

BOTH = pytest.mark.parametrize("shape", [TaskCreate, TaskUpdate])
LIMITS = {"title": 200, "description": 1000, "assignee": 100}
WIDEST = ["x", "é", "🚀", "👩‍🚀", "ﷺ", "א"]


def _refusals(shape: type[BaseModel], **given: object) -> set[str]:
    with pytest.raises(ValidationError) as refusal:
        shape.model_validate({"title": "milk", **given})
    return {str(error["loc"][0]) for error in refusal.value.errors(include_input=False, include_url=False)}


def test_a_title_is_enough() -> None:
    new = TaskCreate.model_validate({"title": "milk"})
    assert new.model_dump() == {
        "title": "milk",
        "description": None,
        "status": Status.TODO,
        "priority": Priority.MEDIUM,
        "assignee": None,
        "due_date": None,
    }
    with pytest.raises(ValidationError):
        TaskCreate.model_validate({})


def test_an_update_changes_only_what_it_names() -> None:
    assert TaskUpdate().changes() == {}
    assert TaskUpdate.model_validate({"assignee": None}).changes() == {"assignee": None}
    assert TaskUpdate.model_validate({"title": " oat  milk "}).changes() == {"title": "oat milk"}


@BOTH
@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize("character", WIDEST)
def test_length_is_counted_in_characters_not_bytes(shape: type[BaseModel], field: str, character: str) -> None:
    longest = (character * LIMITS[field])[: LIMITS[field]]
    kept = shape.model_validate({"title": "milk", field: longest}).model_dump()[field]
    assert kept == longest
    assert _refusals(shape, **{field: longest + "x"}) == {field}


@BOTH
@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u00a0", "\u2003\u3000", "\u2028"])
def test_a_title_is_never_blank_and_other_texts_are_empty_then(shape: type[BaseModel], blank: str) -> None:
    assert _refusals(shape, title=blank) == {"title"}
    empty = shape.model_validate({"title": "milk", "description": blank, "assignee": blank}).model_dump()
    assert (empty["description"], empty["assignee"]) == (None, None)


@BOTH
def test_white_space_around_texts_is_dropped_and_lines_stay_in_the_description_only(shape: type[BaseModel]) -> None:
    given = {"title": " buy \n milk ", "assignee": "\talice  b ", "description": "\n one\n  two \n"}
    kept = shape.model_validate(given).model_dump()
    assert kept["title"] == "buy milk"
    assert kept["assignee"] == "alice b"
    assert kept["description"] == "one\n  two"


@BOTH
@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize("text", ["a\0b", "\0", "\ud800", "a\udfffb", "\udc80\ud83d"])
def test_text_that_no_database_can_hold_is_refused(shape: type[BaseModel], field: str, text: str) -> None:
    assert _refusals(shape, **{field: text}) == {field}


@BOTH
@pytest.mark.parametrize("field", ["title", "status", "priority"])
def test_what_may_not_be_empty_cannot_be_null(shape: type[BaseModel], field: str) -> None:
    assert _refusals(shape, **{field: None}) == {field}


@BOTH
@pytest.mark.parametrize("field", TaskCreate.model_fields)
@pytest.mark.parametrize("wrong", [5, 1.5, True, [], ["milk"], {}, {"title": "milk"}, b"milk\xff", object()])
def test_another_type_is_refused(shape: type[BaseModel], field: str, wrong: object) -> None:
    assert _refusals(shape, **{field: wrong}) == {field}


@BOTH
@pytest.mark.parametrize("field", ["status", "priority"])
@pytest.mark.parametrize("value", ["", "TODO", "Todo", " todo", "urgent", "in progress", "0", "\0"])
def test_an_unknown_choice_is_refused(shape: type[BaseModel], field: str, value: str) -> None:
    assert _refusals(shape, **{field: value}) == {field}


@BOTH
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-10", datetime(2026, 3, 10, tzinfo=UTC)),
        ("2026-03-10T17:30", datetime(2026, 3, 10, 17, 30, tzinfo=UTC)),
        ("2026-03-10T17:30:00Z", datetime(2026, 3, 10, 17, 30, tzinfo=UTC)),
        ("2026-03-10 17:30:00.5+02:00", datetime(2026, 3, 10, 15, 30, 0, 500_000, tzinfo=UTC)),
        ("2024-02-29", datetime(2024, 2, 29, tzinfo=UTC)),
        ("0001-01-01", datetime.min.replace(tzinfo=UTC)),
        ("0001-01-01T00:00:00-12:00", datetime(1, 1, 1, 12, tzinfo=UTC)),
        ("9999-12-31T23:59:59.999999Z", datetime.max.replace(tzinfo=UTC)),
        (datetime(2026, 3, 10, 17), datetime(2026, 3, 10, 17, tzinfo=UTC)),  # noqa: DTZ001  # without a zone on purpose
        (datetime(2026, 3, 10, 17, tzinfo=timezone(timedelta(hours=5))), datetime(2026, 3, 10, 12, tzinfo=UTC)),
        (None, None),
    ],
)
def test_a_date_without_a_zone_is_utc_and_every_date_is_kept_in_utc(
    shape: type[BaseModel], written: Any, meant: datetime | None
) -> None:
    kept = shape.model_validate({"title": "milk", "due_date": written}).model_dump()["due_date"]
    assert kept == meant
    assert kept is None or kept.tzinfo is UTC


@BOTH
@pytest.mark.parametrize(
    "written",
    [
        *["", "tomorrow", "2026-02-30", "2026-13-01", "2023-02-29", "10/03/2026", "2026-03-10T25:00", "0000-01-01"],
        *["10000-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-01:00", "2026-03-10\0", "1e300", "20260310"],
        *["-0001-01-01", "NaN", "2026-03-10T17:30:00+99:99", "2026", "2026-3-1"],
    ],
)
def test_an_impossible_date_is_refused(shape: type[BaseModel], written: str) -> None:
    assert _refusals(shape, due_date=written) == {"due_date"}


def test_a_move_names_a_column_and_perhaps_neighbours() -> None:
    assert TaskMove.model_validate({"status": "done"}).model_dump() == {
        "status": Status.DONE,
        "before_id": None,
        "after_id": None,
    }
    for wrong in ({}, {"status": "gone"}, {"status": None}, {"status": "done", "before_id": 5}):
        with pytest.raises(ValidationError):
            TaskMove.model_validate(wrong)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(TaskCreate.model_fields, st.text() | st.from_type(object))))
def test_whatever_arrives_is_either_within_limits_or_refused(given_fields: dict[str, Any]) -> None:
    try:
        new = TaskCreate.model_validate(given_fields)
    except ValidationError:
        return
    assert 1 <= len(new.title) <= 200
    assert new.title == " ".join(new.title.split())
    for text in (new.title, new.description, new.assignee):
        assert text is None or (text.encode() and "\0" not in text)
    assert TaskCreate.model_validate(new.model_dump()) == new
