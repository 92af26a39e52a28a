"""A worker hears of what other processes change, from the database itself, and again after a lost connection."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from taskflow.live import feed as feed_module
from taskflow.live.feed import Feed, Heard
from taskflow.services import writing
from taskflow.settings import read_settings
from tests.states.boards import add

PATIENCE_SECONDS = 20


@contextmanager
def listening(engine: Engine) -> Iterator[Queue[str]]:
    """Listen to the database, and give what is heard, one word after the other."""
    words: Queue[str] = Queue()

    def put(word: str) -> Callable[[], None]:
        return lambda: words.put(word)

    url = engine.url.render_as_string(hide_password=False)
    feed = Feed(read_settings({"DATABASE_URL": url}), Heard(put("change"), put("file"), words.put, put("gap")))
    feed.start()
    try:
        yield words
    finally:
        feed.stop()
        assert not feed._thread.is_alive()


def change_elsewhere(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change the board as another process would."""
    with monkeypatch.context() as patch, Session(engine) as other:
        patch.setattr(writing, "_PROGRAM", "another")
        add(other, "Buy milk")


def test_postgresql_tells_what_another_process_has_changed(
    postgresql_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(postgresql_engine) as words:
        # It says when it begins to listen: what came before has to be read.
        assert words.get(timeout=PATIENCE_SECONDS) == "gap"
        with Session(postgresql_engine) as own:
            add(own, "Buy bread")
        change_elsewhere(postgresql_engine, monkeypatch)
        assert words.get(timeout=PATIENCE_SECONDS) == "change"
        assert words.empty()


def test_a_lost_connection_is_opened_again_and_then_everything_is_read(
    postgresql_engine: Engine, monkeypatch: pytest.MonkeyPatch, log: list[logging.LogRecord]
) -> None:
    monkeypatch.setattr(feed_module, "RECONNECT_SECONDS", 0.01)
    with listening(postgresql_engine) as words:
        assert words.get(timeout=PATIENCE_SECONDS) == "gap"
        with postgresql_engine.connect() as connection:
            ended = connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
            )
            assert ended.all() == [(True,)]
        # That it is lost, and that it is back.
        assert [words.get(timeout=PATIENCE_SECONDS) for _ in range(2)] == ["gap", "gap"]
        change_elsewhere(postgresql_engine, monkeypatch)
        assert words.get(timeout=PATIENCE_SECONDS) == "change"
    assert len(log) == 1
    assert "password" not in log[0].getMessage()
    log.clear()


def test_sqlite_shows_that_its_file_has_changed(sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "LOOK_AT_FILE_SECONDS", 0.01)
    with listening(sqlite_engine) as words:
        heard = ""
        while not heard:
            # It may not have looked for the first time yet, and is no news to itself then.
            with Session(sqlite_engine) as other:
                add(other, "Buy milk")
            heard = "" if words.empty() else words.get()
        assert heard == "file"
