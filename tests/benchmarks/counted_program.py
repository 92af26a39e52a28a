"""The program, which also counts the queries that reach the database.

    QUERIES=file granian … --factory tests.benchmarks.counted_program:app

The file begins with the number, eight bytes that another process may read at any time: see `QueryCount`. Counted is
what reads for somebody, as in tests/states/test_costs.py.
"""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import Engine, event

from taskflow.taskflow import app
from tests.benchmarks.query_count import QueryCount

__all__ = ["app"]

# Taking the board's lock reads nothing, and what happened since a revision the worker asks by itself, now and then.
_NOBODYS = ("pg_advisory", "activity.id >")

_count = QueryCount(os.environ["QUERIES"])


@event.listens_for(Engine, "before_cursor_execute")
def _note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    is_query = statement.lstrip("( ").upper().startswith(("SELECT", "WITH"))
    if is_query and not any(words in statement for words in _NOBODYS):
        _count.add()
