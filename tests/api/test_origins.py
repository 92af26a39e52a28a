"""Pages of other sites may use API and websocket only if CORS_ORIGINS lists them; the program's own page always may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from taskflow.api.origins import OriginRule
from tests.program import Program, start_program

LISTED = "https://team.example.org"
FOREIGN = "https://elsewhere.example.com"
# The fixed key of the websocket standard's own example
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}


@pytest.fixture(scope="module")
def listing_program(built_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    scratch = tmp_path_factory.mktemp("origins")
    environment = {"CORS_ORIGINS": f"{LISTED},http://localhost:5173"}
    with start_program(
        "deployment", built_program, scratch, f"sqlite:///{scratch / 'taskflow.db'}", environment
    ) as running:
        yield running


def websocket_answer(program: Program, **headers: str) -> int:
    address = f"{program.api_url}/_event/?EIO=4&transport=websocket"
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with (
        httpx.Client(trust_env=False) as client,
        client.stream("GET", address, headers={**HANDSHAKE, **named}) as answer,
    ):
        return answer.status_code


def test_its_own_page_may_connect(listing_program: Program) -> None:
    assert websocket_answer(listing_program, Origin=listing_program.url) == 101


def test_its_own_page_may_connect_under_the_name_that_a_host_gives_it(listing_program: Program) -> None:
    assert (
        websocket_answer(
            listing_program, Origin="https://board.example.net", Host="board.example.net", X_Forwarded_Proto="https"
        )
        == 101
    )
    assert (
        websocket_answer(
            listing_program,
            Origin="https://board.example.net",
            X_Forwarded_Host="board.example.net, inner.example.net",
            X_Forwarded_Proto="https, http",
        )
        == 101
    )
    assert websocket_answer(listing_program, Origin="https://board.example.net", Host="board.example.net:443") == 101, (
        "a proxy that ends TLS and does not say so"
    )


@pytest.mark.parametrize("origin", [LISTED, "http://localhost:5173"])
def test_a_listed_page_may_connect(listing_program: Program, origin: str) -> None:
    assert websocket_answer(listing_program, Origin=origin) == 101


def test_a_program_that_is_no_page_may_connect(listing_program: Program) -> None:
    assert websocket_answer(listing_program) == 101


@pytest.mark.parametrize(
    "origin",
    [
        FOREIGN,
        "null",
        "http://localhost:3000",
        "http://localhost.example.com",
        "file://",
        "https://[",
        "http://localhost:99999",
        f"{LISTED}.example.com",
    ],
)
def test_any_other_page_is_refused(listing_program: Program, origin: str) -> None:
    assert websocket_answer(listing_program, Origin=origin) == 403


def test_an_unsafe_page_of_a_safe_host_is_refused(listing_program: Program) -> None:
    assert (
        websocket_answer(
            listing_program, Origin="http://board.example.net", Host="board.example.net", X_Forwarded_Proto="https"
        )
        == 403
    )


@pytest.mark.parametrize(
    ("origin", "host", "is_allowed"),
    [
        ("http://localhost:3001", "localhost:8001", True),
        ("http://192.168.1.5:3001", "192.168.1.5:8001", True),
        ("http://[::1]:3001", "[::1]:8001", True),
        ("http://localhost:3002", "localhost:8001", False),
        ("http://elsewhere.example.com:3001", "localhost:8001", False),
    ],
)
def test_the_page_of_reflex_run_is_known_by_its_port(origin: str, host: str, *, is_allowed: bool) -> None:
    rule = OriginRule(listed=frozenset(), page_port=3001)
    assert rule(origin, {"HTTP_HOST": host, "wsgi.url_scheme": "http"}) is is_allowed


def test_http_answers_name_the_listed_origin_and_never_everybody(listing_program: Program) -> None:
    answer = httpx.get(f"{listing_program.api_url}/health", headers={"Origin": LISTED}, trust_env=False)
    assert answer.headers["access-control-allow-origin"] == LISTED
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "X-Total-Count" in answer.headers["access-control-expose-headers"]
    assert "Origin" in answer.headers["vary"]


def test_http_answers_do_not_name_a_foreign_origin(listing_program: Program) -> None:
    answer = httpx.get(f"{listing_program.api_url}/health", headers={"Origin": FOREIGN}, trust_env=False)
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(("origin", "status"), [(LISTED, 200), (FOREIGN, 400)])
def test_only_a_listed_page_may_announce_a_change(listing_program: Program, origin: str, status: int) -> None:
    answer = httpx.options(
        f"{listing_program.api_url}/tasks",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "PATCH",
            "Access-Control-Request-Headers": "content-type,if-match",
        },
        trust_env=False,
    )
    assert answer.status_code == status
    assert answer.headers.get("access-control-allow-origin") == (origin if status == 200 else None)
