"""If-Match: the version that a writer last saw."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header
from pydantic import AfterValidator

# RFC 9110, 8.8.3 and 13.1.1: * or a list of entity tags. A word without quotes is taken for a tag, too: quotes are
# easily lost in a shell, and the worst that can come of it is a refusal.
_TAG = r'((W/)?"[!#-~]*"|[0-9A-Za-z]+)'
_LIST = rf"^(\*|{_TAG}( *, *{_TAG})*)$"
_WELL_FORMED = re.compile(_LIST)
_EACH_TAG = re.compile(_TAG)
_VERSION = re.compile("[1-9][0-9]{0,17}")


class MalformedIfMatchError(ValueError):
    """If-Match is no list of entity tags."""

    def __init__(self) -> None:
        super().__init__('must be * or a list of ETags such as "3"')


def _well_formed(value: str) -> str:
    if not _WELL_FORMED.match(value):
        raise MalformedIfMatchError
    return value


IfMatch = Annotated[
    Annotated[str, AfterValidator(_well_formed)] | None,
    Header(
        alias="If-Match",
        description="The ETag last seen. When the task is at another version nothing is changed and the answer is 412.",
        examples=['"3"'],
        json_schema_extra={"pattern": _LIST, "minLength": 1},
    ),
]


def expected_versions(if_match: str | None) -> frozenset[int] | None:
    """Return the versions that a writer accepts, none of them when no tag is ours; `None` when any will do."""
    if if_match is None or if_match == "*":
        return None
    tags = [match.group().strip('"') for match in _EACH_TAG.finditer(if_match)]
    # A weak tag never matches, because If-Match compares strongly.
    return frozenset(int(tag) for tag in tags if _VERSION.fullmatch(tag))
