"""The fields of a task as they enter: how long they may be, what is tidied, and what no database could hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticKnownError

TITLE_LENGTH = 200
DESCRIPTION_LENGTH = 1000
ASSIGNEE_LENGTH = 100

_DATE_FIRST = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def is_storable(value: str) -> bool:
    """Whether both databases can hold the text: PostgreSQL has no NUL, UTF-8 no half of a surrogate pair."""
    return not _UNSTORABLE.search(value)


def storable(value: str) -> str:
    """Return the text, for a pydantic field.

    Raises:
        ValueError: when a database could not hold it.
    """
    if not is_storable(value):
        raise ValueError("must not contain NUL or unpaired surrogate characters")
    return value


def _single_line(value: str) -> str:
    return " ".join(value.split())


def _trimmed_or_none(value: str) -> str | None:
    return value.strip() or None


def _tidied(longest: int, tidy: Callable[[str], str | None]) -> BeforeValidator:
    """Apply `tidy` to a text, unless it is too long: what is sent is measured, as the OpenAPI document says."""

    def apply(value: object) -> object:
        if not isinstance(value, str):
            return value
        if len(value) > longest:
            raise PydanticKnownError("string_too_long", {"max_length": longest})
        return tidy(value)

    return BeforeValidator(apply)


def _written_out(value: object) -> object:
    # pydantic would also read numbers, and text like "5" or "20261231", as seconds since 1970.
    if isinstance(value, datetime) or (isinstance(value, str) and _DATE_FIRST.match(value)):
        return value
    raise ValueError("must be a date such as 2026-12-31 or a time such as 2026-12-31T17:00:00Z")


def _in_utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:
        raise ValueError("must lie between the years 1 and 9999 in UTC") from None


def text_of(longest: int, *, shortest: int = 0) -> FieldInfo:
    """Return the limits of a text, in characters; its pattern tells clients what the validators check."""
    pattern = r"^[^\x00]*[^\s\x00][^\x00]*$" if shortest else r"^[^\x00]*$"
    return Field(min_length=shortest or None, max_length=longest, json_schema_extra={"pattern": pattern})


Title = Annotated[str, _tidied(TITLE_LENGTH, _single_line), text_of(TITLE_LENGTH, shortest=1), AfterValidator(storable)]
Description = Annotated[
    Annotated[str, text_of(DESCRIPTION_LENGTH), AfterValidator(storable)] | None,
    _tidied(DESCRIPTION_LENGTH, _trimmed_or_none),
]
Assignee = Annotated[
    Annotated[str, text_of(ASSIGNEE_LENGTH), AfterValidator(storable)] | None,
    _tidied(ASSIGNEE_LENGTH, lambda value: _single_line(value) or None),
]
DueDate = Annotated[
    datetime,
    BeforeValidator(_written_out),
    AfterValidator(_in_utc),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}),
]
