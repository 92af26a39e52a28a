"""A request during which the database cannot be reached gets a sentence: no traceback, no secret, try again."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import OperationalError

from taskflow.models import database
from taskflow.models.database import create_engine
from taskflow.services.errors import DatabaseFull, DatabaseReadOnly, DatabaseUnavailable
from taskflow.settings import read_settings
from tests.api.conftest import Client

REQUESTS = [
    ("GET", "/tasks", None),
    ("GET", "/tasks/x", None),
    ("POST", "/tasks", {"title": "Private matters"}),
    ("PATCH", "/tasks/x", {"title": "Private matters"}),
    ("DELETE", "/tasks/x", None),
    ("POST", "/tasks/x/move", {"status": "done"}),
]
SENTENCE = "The database cannot be reached at the moment. Try again in a few seconds."


@pytest.fixture
def unreachable(api: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    engine = create_engine(read_settings({"DATABASE_URL": "postgresql://bob:hunter2@127.0.0.1:1/tasks"}))
    monkeypatch.setattr(database, "engine", lambda: engine)
    return api


@pytest.mark.parametrize(("method", "path", "body"), REQUESTS)
def test_an_unreachable_database_is_503_with_a_sentence(
    unreachable: Client,
    caplog: pytest.LogCaptureFixture,
    method: str,
    path: str,
    body: dict[str, str] | None,
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = unreachable.request(method, path, json=body)
    assert (answer.status_code, answer.json()) == (503, {"detail": SENTENCE})
    assert answer.headers["retry-after"] == "5"
    assert answer.headers["cache-control"] == "no-store"
    assert "The database cannot be reached, which a" in caplog.text
    for secret in ("hunter2", "bob", "127.0.0.1", "Private matters"):
        assert secret not in caplog.text
        assert secret not in answer.text


@pytest.mark.parametrize(
    ("failure", "status", "sentence"),
    [
        (DatabaseFull(), 507, "The database has no room left, so nothing was changed."),
        (DatabaseReadOnly(), 503, "The database cannot be written at the moment, so nothing was changed."),
    ],
)
def test_a_database_that_takes_no_writes_says_why(
    api: Client,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    failure: DatabaseUnavailable,
    status: int,
    sentence: str,
) -> None:
    def refuse() -> Engine:
        raise failure

    monkeypatch.setattr(database, "engine", refuse)
    answer = api.request("POST", "/tasks", json={"title": "Water the plants"})
    assert answer.status_code == status
    assert answer.json()["detail"].startswith(sentence)
    monkeypatch.setattr(database, "engine", lambda: engine)
    assert api.titles() == []


def test_a_database_whose_host_lets_nobody_write_is_503_and_can_be_read(api: Client, engine: Engine) -> None:
    """So does Supabase with a database whose disk is nearly full."""
    if engine.dialect.name != "postgresql":
        return
    task = api.create("Water the plants")

    def read_only(connection: Connection) -> None:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    event.listen(engine, "begin", read_only)
    answers = [
        api.request("POST", "/tasks", json={"title": "x"}),
        api.request("POST", f"/tasks/{task['id']}/move", json={"status": "done"}),
        api.request("DELETE", f"/tasks/{task['id']}"),
    ]
    titles = api.titles()
    event.remove(engine, "begin", read_only)
    assert [answer.status_code for answer in answers] == [503] * 3
    assert all("cannot be written" in answer.json()["detail"] for answer in answers)
    assert titles == ["Water the plants"]


def test_no_free_connection_is_503(api: Client, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"DATABASE_URL": database_url, "DATABASE_POOL_SIZE": "1", "DATABASE_MAX_OVERFLOW": "0"}
    engine = create_engine(read_settings({**settings, "DATABASE_POOL_TIMEOUT": "0.1"}))
    monkeypatch.setattr(database, "engine", lambda: engine)
    with engine.connect():
        assert api.get("/tasks").status_code == 503
    engine.dispose()


@pytest.fixture
def failing_commit(engine: Engine) -> Iterator[None]:
    """Let the connection break when a transaction is committed."""

    def fail(_: object) -> None:
        statement = "COMMIT"
        raise OperationalError(statement, {}, Exception("the line is dead"))

    event.listen(engine, "commit", fail)
    yield
    event.remove(engine, "commit", fail)


@pytest.mark.usefixtures("failing_commit")
def test_a_write_that_could_not_be_committed_is_503(api: Client) -> None:
    assert api.request("POST", "/tasks", json={"title": "x"}).status_code == 503


def test_a_database_that_was_restarted_meanwhile_is_no_error(api: Client, engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        return
    assert api.get("/tasks").status_code == 200
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert api.get("/tasks").status_code == 200
    assert api.request("POST", "/tasks", json={"title": "x"}).status_code == 201


def test_an_error_that_nobody_expected_is_500_without_its_text(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Engine:
        raise ZeroDivisionError("hunter2")

    monkeypatch.setattr(database, "engine", broken)
    answer = api.get("/tasks")
    assert answer.status_code == 500
    assert answer.json() == {"detail": "Something went wrong in the server. It has been logged."}
