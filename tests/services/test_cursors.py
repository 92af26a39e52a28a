"""A cursor that this program did not give out for this very list is refused, and does nothing else."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from taskflow.models.filter import Sort, TaskFilter
from taskflow.services.errors import InvalidCursor
from taskflow.services.listing import list_tasks
from tests.services.boards import TODAY, add
from tests.services.properties import STEADY


@pytest.fixture
def known(session: Session) -> set[str]:
    ids = set(add(session, "alice", "Émile", "bob", "Zoé", "🚀"))
    session.rollback()
    return ids


def test_a_cursor_of_another_order_is_refused(session: Session, known: set[str]) -> None:
    assert known
    for sort in Sort:
        cursor = list_tasks(session, TaskFilter(), sort=sort, today=TODAY, limit=1).next_cursor
        for other in Sort:
            if other is not sort:
                with pytest.raises(InvalidCursor):
                    list_tasks(session, TaskFilter(), sort=other, today=TODAY, cursor=cursor)


def _cursor(content: object) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "é", "\ud800", "=", _cursor(5), _cursor([]), _cursor({}), _cursor(None), _cursor("created"), "W" * 99_999]
    + [_cursor(["created", value, "id"]) for value in (None, 5, "today", "2026-03-10", "0001-01-01T00:00:00+14:00")]
    + [_cursor(["created", "2026-03-10T00:00:00Z", value]) for value in (None, 5, True, [], "\0", "\ud800")]
    + [_cursor(["created", "9999-12-31T23:59:59-14:00", "id"]), _cursor(["created", "2026-03-10T00:00:00Z"])]
    + [urlsafe_b64encode(b"[" * 100_000).decode(), urlsafe_b64encode(b"9" * 10_000).decode()],
)
def test_a_cursor_that_was_never_given_out_is_refused(session: Session, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        list_tasks(session, TaskFilter(), today=TODAY, limit=2, cursor=cursor)


@pytest.mark.parametrize("rank", [10**30, -(10**30), 10**400, 1.5, True, "1", None, float("nan"), 2**31])
def test_a_forged_rank_is_refused(session: Session, rank: object) -> None:
    with pytest.raises(InvalidCursor):
        list_tasks(session, TaskFilter(), sort=Sort.PRIORITY, today=TODAY, cursor=_cursor(["priority", rank, "id"]))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_no_forged_cursor_does_anything_but_be_refused_or_continue_a_list(session: Session, known: set[str]) -> None:
    true_cursors = {
        sort: list_tasks(session, TaskFilter(), sort=sort, today=TODAY, limit=3).next_cursor for sort in Sort
    }

    @settings(STEADY, max_examples=250)
    @given(st.sampled_from(Sort), st.text() | JSON.map(_cursor), st.lists(JSON, max_size=4), st.integers(0, 200))
    def forge(sort: Sort, invented: str, keys: list[Any], flipped: int) -> None:
        content = bytearray(urlsafe_b64decode((true_cursors[sort] or "") + "=="))
        content[flipped % len(content)] ^= 1 << flipped % 7
        for cursor in (invented, _cursor([sort.value, *keys]), urlsafe_b64encode(content).decode()):
            try:
                page = list_tasks(session, TaskFilter(), sort=sort, today=TODAY, limit=3, cursor=cursor)
            except InvalidCursor:
                continue
            assert {task.id for task in page.tasks} <= known

    forge()
