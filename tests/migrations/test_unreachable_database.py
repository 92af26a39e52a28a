"""A database that cannot be used is explained in one sentence, which shows nothing of its address."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from taskflow.migrations import DatabaseUnreachable, prepare_database
from taskflow.migrations.reasons import connection_reason
from tests.migrations.databases import engine_of

PASSWORD = "s3cret"
NOBODY = 65534


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Return a port where connections are taken and nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def folder_of_somebody_else() -> Iterator[Path]:
    """Return a folder, with a database in it, that this process may read and not write."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # the folders of pytest are closed to others
        folder = Path(name)
        engine = engine_of(f"sqlite:///{folder / 'taskflow.db'}")
        prepare_database(engine)
        engine.dispose()
        (folder / "taskflow.db").chmod(0o444)
        folder.chmod(0o555)
        # Root may write everything.
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            folder.chmod(0o755)


def test_it_works_when_nothing_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    url = f"postgresql://alice:{PASSWORD}@127.0.0.1:{port}/board"
    assert refusal(url) == "DATABASE_URL cannot be used: nothing answers at its host and port."


def test_a_server_that_says_nothing_is_given_five_seconds(silent_port: int) -> None:
    before = time.monotonic()
    said = refusal(f"postgresql://alice:{PASSWORD}@127.0.0.1:{silent_port}/board")
    assert said == "DATABASE_URL cannot be used: its server did not answer in time."
    assert time.monotonic() - before < 8


def test_a_host_that_does_not_exist() -> None:
    said = refusal(f"postgresql://alice:{PASSWORD}@db.invalid/board")
    assert said == "DATABASE_URL cannot be used: the name of its host is not known."


def test_a_database_that_does_not_exist(postgres_url: str) -> None:
    said = refusal(make_url(postgres_url).set(database="starting up").render_as_string(hide_password=False))
    assert said == "DATABASE_URL cannot be used: its server has no database of that name."


def test_a_user_that_does_not_exist(postgres_url: str) -> None:
    url = make_url(postgres_url).set(username="alice_of_nowhere", password=PASSWORD)
    said = refusal(url.render_as_string(hide_password=False))
    assert said == "DATABASE_URL cannot be used: its server does not let this user in."


# A throwaway server asks nobody for a password; these are the words of one that does, and of Supabase's pooler.
@pytest.mark.parametrize(
    ("said_by_server", "reason"),
    [
        ('FATAL:  password authentication failed for user "ssl"', "the user name or the password was refused"),
        ("fe_sendauth: no password supplied", "its server asks for a password and the address has none"),
        ("FATAL:  Tenant or user not found", "its pooler does not know the user or the project"),
        ("FATAL:  sorry, too many clients already", "its server has no free connection"),
        ("FATAL:  MaxClientsInSessionMode: max clients reached", "its server has no free connection"),
        ("FATAL:  the database system is starting up", "its server is starting or stopping"),
        ("received invalid response to SSL negotiation: H", "what answers there is not PostgreSQL"),
        ("server does not support SSL, but SSL was required", "its server and this program do not agree about SSL"),
        ("SSL error: certificate verify failed", "its server and this program do not agree about SSL"),
        ("Etwas ging schief", "its server refused the connection"),
    ],
)
def test_what_a_server_says_is_put_into_our_words(said_by_server: str, reason: str) -> None:
    message = f'connection to server at "ssl.timeout.example.org" (::1), port 5432 failed: {said_by_server}\n'
    error = OperationalError(None, None, psycopg2.OperationalError(message))
    assert connection_reason(error) == reason


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        ("pgbouncer=true", "it has an option that PostgreSQL does not know"),
        ("sslmode=perhaps", "one of its options has a value that PostgreSQL does not accept"),
    ],
)
def test_an_option_that_does_not_fit(postgres_url: str, option: str, reason: str) -> None:
    name, _, value = option.partition("=")
    url = make_url(postgres_url).update_query_dict({name: value}).render_as_string(hide_password=False)
    assert refusal(url) == f"DATABASE_URL cannot be used: {reason}."


def test_a_sqlite_file_in_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    said = refusal(f"sqlite:///{tmp_path / 'nowhere' / 'taskflow.db'}")
    assert said == "DATABASE_URL cannot be used: the file cannot be opened, or its folder does not exist."


def test_a_sqlite_file_that_is_a_folder(tmp_path: Path) -> None:
    said = refusal(f"sqlite:///{tmp_path}")
    assert said == "DATABASE_URL cannot be used: the file cannot be opened, or its folder does not exist."


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Milk, eggs, bread\n" * 100)
    assert refusal(f"sqlite:///{path}") == "DATABASE_URL cannot be used: the file is not a SQLite database."
    assert path.read_text() == "Milk, eggs, bread\n" * 100


def test_a_sqlite_file_that_may_not_be_written(folder_of_somebody_else: Path) -> None:
    said = refusal(f"sqlite:///{folder_of_somebody_else / 'taskflow.db'}")
    assert said == "DATABASE_URL cannot be used: the file may not be written."


def test_a_sqlite_folder_that_may_not_be_written(folder_of_somebody_else: Path) -> None:
    said = refusal(f"sqlite:///{folder_of_somebody_else / 'new.db'}")
    assert said == "DATABASE_URL cannot be used: the file cannot be opened, or its folder does not exist."


def test_a_password_that_looks_like_an_error_is_not_shown(postgres_url: str) -> None:
    password = "too many: failed: ssl"
    url = make_url(postgres_url).set(username="nobody_of_that_name", password=password)
    said = refusal(url.render_as_string(hide_password=False))
    assert said == "DATABASE_URL cannot be used: its server does not let this user in."


def refusal(url: str) -> str:
    """Return the sentence with which the start stops."""
    engine = engine_of(url)
    with pytest.raises(DatabaseUnreachable) as refused:
        prepare_database(engine)
    engine.dispose()
    said = str(refused.value)
    assert said.count(".") == 1
    assert said.endswith(".")
    assert PASSWORD not in said
    # What a traceback would show of the driver's own error.
    assert refused.value.__suppress_context__
    return said
