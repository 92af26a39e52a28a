"""If-Match: the version that a writer last saw."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header
from pydantic import AfterValidator

# RFC 9110, 8.8.3 and 13.1.1: * or a list of entity tags.
_TAG = r'(W/)?"[!#-~]*"'
_LIST = rf"^(\*|{_TAG}( *, *{_TAG})*)$"
_LIST_PATTERN = re.compile(_LIST)
_VERSION = re.compile(r'(W/)?"([^"]*)"')


def _well_formed(value: str) -> str:
    if not _LIST_PATTERN.match(value):
        raise ValueError('must be * or a list of ETags such as "3"')
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
    # A weak tag never matches, because If-Match compares strongly.
    tags = [tag for weak, tag in _VERSION.findall(if_match) if not weak]
    return frozenset(int(tag) for tag in tags if re.fullmatch(r"[1-9][0-9]{0,17}", tag))
