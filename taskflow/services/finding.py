"""Finds the tasks that contain a text, by the index of texts where the database has one.

A rare text is looked up: the index names its tasks. A frequent one need not be: whoever walks the board in its order
and looks into each text soon has a window full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    FromClause,
    String,
    and_,
    false,
    literal,
    select,
    text,
    true,
)
from sqlmodel import Session

from taskflow.models.filter import TaskFilter
from taskflow.models.task import Status, tasks
from taskflow.services.counting import MOST_COUNTED, Total
from taskflow.services.search import conditions, contains, fold

# The index consists of the texts' runs of three letters.
SHORTEST_INDEXED = 3

_SQLITE_INDEX = text(
    "SELECT task_id AS id FROM"
    " (SELECT rowid AS number FROM task_search WHERE task_search MATCH :phrase LIMIT :most) AS hits"
    " JOIN task_numbers USING (number)"
)
_has_index: WeakKeyDictionary[Engine, bool] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the tasks that match a filter with a text, by column; some of them when the text is frequent."""

    ids: dict[str, list[str]]
    is_complete: bool

    def total(self, status: Status) -> Total:
        """Return how many there are in a column."""
        return Total(len(self.ids.get(status.value, [])), not self.is_complete)

    def matching(self, status: Status | None, others: Sequence[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
        """Return the condition to be one of them, in a column or anywhere, and to match still."""
        if not self.is_complete:
            return [*others]
        of = self.ids.values() if status is None else [self.ids.get(status.value, [])]
        ids = [task_id for column in of for task_id in column]
        # Not to be looked up by its column: SQLite would rather walk all of that than sort a few.
        column = [] if status is None else [tasks.c.status + literal("") == status.value]
        return [tasks.c.id.in_(ids), *column, *others] if ids else [false()]


def find(session: Session, wanted: TaskFilter, today: date) -> Found | None:
    """Look up the text of a filter. None when it has none, or one that no index could find."""
    searched = fold(wanted.q or "")
    connection = session.connection()
    if len(searched) < SHORTEST_INDEXED or not _can_look_up(connection):
        return None
    others = conditions(wanted.model_copy(update={"q": None}), today)
    hits = _hits(connection, searched)
    query = select(tasks.c.id, tasks.c.status, and_(true(), *others).label("is_match"))
    rows = connection.execute(query.join_from(hits, tasks, tasks.c.id == hits.c.id)).all()
    ids: dict[str, list[str]] = {}
    for task_id, status, is_match in rows:
        if is_match:
            ids.setdefault(status, []).append(task_id)
    return Found(ids, is_complete=len(rows) <= MOST_COUNTED)


def _hits(connection: Connection, searched: str) -> FromClause:
    if connection.dialect.name == "sqlite":
        phrase = '"' + searched.replace('"', '""') + '"'
        found = _SQLITE_INDEX.bindparams(phrase=phrase, most=MOST_COUNTED + 1)
        return found.columns(Column("id", String)).subquery("found")
    on_board = [tasks.c.deleted_at.is_(None), contains(searched)]
    return select(tasks.c.id).where(*on_board).limit(MOST_COUNTED + 1).subquery("found")


def _can_look_up(connection: Connection) -> bool:
    """Whether the migration could make the index. PostgreSQL needs no asking: it uses what it has."""
    if connection.dialect.name != "sqlite":
        return True
    engine = connection.engine
    if engine not in _has_index:
        # By the driver: asked once for each engine, it is none of a reader's queries.
        cursor = connection.connection.cursor()
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'task_search'")
        _has_index[engine] = cursor.fetchone() == (1,)
        cursor.close()
    return _has_index[engine]
