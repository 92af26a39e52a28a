"""What the index of texts finds is what reading each text would find, where the database has an index and where not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.migrations.scale import searching
from taskflow.migrations.upgrade import upgrade
from taskflow.models.filter import TaskFilter
from taskflow.models.task import Status
from taskflow.services import counting, finding
from taskflow.services.finding import find
from tests.conftest import Kind, NewDatabase
from tests.migrations.databases import engine_of
from tests.services.boards import TODAY, add
from tests.services.properties import STEADY
from tests.services.searched_board import SearchedBoard

# What means something to SQL, to the index's own language or to a regular expression, and letters of many kinds.
SIGNS = ["%", "_", '"', "'", "*", "-", "^", "(", ")", ":", "+", "/", "\\", ".", "{", ";"]
WORDS = [
    "AND",
    "or",
    "NEAR",
    "not",
    "search_text",
    "é",
    "œ",
    "ß",
    "I",
    "ю",
    "Ёж",
    "مع",
    "漢字",
    "한",
    "🚀",
    "👩\u200d🚀",
]
PIECES = st.sampled_from([*SIGNS, *WORDS, *"abc", " ", " ", "\n"])
TEXTS = st.lists(PIECES, min_size=1, max_size=9).map("".join)
TITLES = TEXTS.filter(lambda text: bool(text.split()))
WHO = st.integers(0, 5)
STATUSES = st.sampled_from(Status)
CHANGES = st.one_of(
    st.tuples(st.just("create"), st.tuples(TITLES, TEXTS, STATUSES)),
    st.tuples(st.just("edit"), st.tuples(WHO, st.fixed_dictionaries({"title": TITLES}))),
    st.tuples(st.just("edit"), st.tuples(WHO, st.fixed_dictionaries({"description": TEXTS, "status": STATUSES}))),
    st.tuples(st.just("move"), st.tuples(WHO, STATUSES)),
    st.tuples(st.just("delete"), st.tuples(WHO)),
    st.tuples(st.just("restore"), st.tuples()),
    st.tuples(st.just("rewrite_elsewhere"), st.tuples(WHO, TITLES)),
    st.tuples(st.just("delete_elsewhere"), st.tuples(WHO)),
)
# A search is a part of one of the texts, or anything.
SEARCHES = st.one_of(st.tuples(WHO, st.integers(0, 6), st.integers(1, 9)), TEXTS)
FREQUENT = "aé 100% (c)"


@pytest.fixture(params=["sqlite", "postgresql"])
def plain_engine(
    request: pytest.FixtureRequest, new_database: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """Return an engine on a database that has no index of texts to offer."""
    kind: Kind = request.param
    # As if SQLite had been built without FTS5, and nobody had installed PostgreSQL's extensions.
    for name in ("SQLITE_TABLES", "POSTGRESQL"):
        statements = [
            statement.replace("fts5", "not_built").replace("pg_trgm", "not_installed")
            for statement in getattr(searching, name)
        ]
        monkeypatch.setattr(searching, name, statements)
    engine = engine_of(new_database(kind))
    upgrade(engine)
    yield engine
    engine.dispose()


def search_after_changes(engine: Engine, session: Session, examples: int) -> None:
    """Change a board at random, and search it."""

    @settings(STEADY, max_examples=examples)
    @given(st.lists(CHANGES, min_size=3, max_size=8), st.lists(SEARCHES, min_size=3, max_size=6))
    def everybody_works(changes: list[tuple[str, tuple[Any, ...]]], searches: list[tuple[int, int, int] | str]) -> None:
        board = SearchedBoard(engine, session)
        for status in [*Status, Status.TODO]:
            board.create(FREQUENT, "AND\nü", status)
        for name, arguments in changes:
            getattr(board, name)(*arguments)
        texts = ["\n".join(text or "" for text in both) for both in board.texts.values()]
        assume(texts)
        for search in [*searches, FREQUENT, FREQUENT[3:7]]:
            if isinstance(search, str):
                board.assert_found(search)
            else:
                who, start, length = search
                text = texts[who % len(texts)]
                board.assert_found(text[start % len(text) :][:length])

    everybody_works()


def test_it_works(session: Session) -> None:
    milk, _ = add(session, "Buy milk", "Bake bread")
    found = find(session, TaskFilter(q="MÏLK"), TODAY)
    assert found is not None
    assert (found.ids, found.is_complete) == ({"todo": [milk]}, True)
    # Too short to be in the index.
    assert find(session, TaskFilter(q="b"), TODAY) is None


def test_a_search_finds_what_is_in_the_texts(engine: Engine, session: Session) -> None:
    search_after_changes(engine, session, 30)


@pytest.mark.parametrize("most", [0, 1, 2])
def test_so_does_one_for_a_frequent_text(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    for module in (counting, finding):
        monkeypatch.setattr(module, "MOST_COUNTED", most)
    search_after_changes(engine, session, 10)


def test_so_does_one_without_an_index(plain_engine: Engine) -> None:
    with Session(plain_engine) as session:
        search_after_changes(plain_engine, session, 15)
