"""`api`: a client of the API on an empty database; a test that uses it runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from taskflow.api.app import create_api
from taskflow.migrations.upgrade import prepare_database
from taskflow.models import database
from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.emptying import empty


class Client:
    """Sends requests to an application in this process."""

    def __init__(self, application: FastAPI) -> None:
        self.application = application

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request; an error that the application raises after its answer is the server's business."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.application, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://board.example.org") as client:
                return await client.request(method, path, **options)

        return asyncio.run(send())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def send_raw(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, parts: Iterator[bytes] | None = None
    ) -> tuple[int, bytes]:
        """Send a request as a server hands it over, its body part by part; return status and body as they came back."""
        answer: list[Message] = []

        async def receive() -> Message:
            part = next(parts, None) if parts else None
            return {"type": "http.request", "body": part or b"", "more_body": part is not None}

        async def send(message: Message) -> None:
            answer.append(message)

        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "server": ("board.example.org", 80),
            "client": ("127.0.0.1", 1),
            "root_path": "",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        }
        asyncio.run(self.application(scope, receive, send))
        return answer[0]["status"], b"".join(message.get("body", b"") for message in answer)

    def create(self, title: str = "Water the plants", **fields: Any) -> dict[str, Any]:
        """Create a task and return it."""
        answer = self.request("POST", "/tasks", json={"title": title, **fields})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def titles(self, query: str = "") -> list[str]:
        """Return the titles of a list."""
        answer = self.get(f"/tasks{query}")
        assert answer.status_code == 200, answer.text
        return [task["title"] for task in answer.json()]


async def page_behind(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand in for the page that Reflex mounts behind the API, and for its uploads: all of the body is read."""
    while (await receive()).get("more_body"):
        pass
    await PlainTextResponse("the page", headers={"ETag": '"page"'})(scope, receive, send)


# One database of each kind for all tests of the API: making one takes longer than most of them.


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from _prepared(f"sqlite:///{tmp_path_factory.mktemp('api') / 'tasks.db'}")


@pytest.fixture(scope="session")
def postgresql_engine(postgres_url: str) -> Iterator[Engine]:
    server = create_engine(read_settings({"DATABASE_URL": postgres_url}))
    name = f"taskflow_api_{uuid4().hex}"
    _execute(server, f"CREATE DATABASE {name}")
    yield from _prepared(server.url.set(database=name).render_as_string(hide_password=False))
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


def _prepared(url: str) -> Iterator[Engine]:
    engine = create_engine(read_settings({"DATABASE_URL": url}))
    prepare_database(engine)
    yield engine
    engine.dispose()


# The kind is chosen test by test: chosen for the whole run, it would tear each file in two, see tests/conftest.py.
@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the engine that the API uses in this test, on a board without tasks."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    empty(engine)
    monkeypatch.setattr(database, "engine", lambda: engine)
    return engine


@pytest.fixture
def api(engine: Engine) -> Client:  # noqa: ARG001  (makes the API use it)
    application = create_api()
    application.mount("", page_behind)
    return Client(application)


def _execute(server: Engine, statement: str) -> None:
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
