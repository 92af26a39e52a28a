"""The API behind the deployment's real server, together with the page."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.program import Program

LISTED = "http://localhost:5173"


@pytest.fixture(scope="module")
def client(program: Program) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=program.api_url, trust_env=False, timeout=30) as client:
        yield client


def test_a_program_is_greeted_and_a_browser_gets_the_page(client: httpx.Client) -> None:
    greeting = client.get("/")
    assert greeting.json()["message"] == "Welcome to TaskFlow API"
    page = client.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<html" in page.text
    assert {part.strip() for part in page.headers["vary"].split(",")} >= {"Accept"}


def test_a_task_lives_its_life(client: httpx.Client) -> None:
    created = client.post("/tasks", json={"title": "Water the plants"})
    address = created.headers["location"]
    changed = client.patch(address, json={"assignee": "Alice"}, headers={"If-Match": created.headers["etag"]})
    assert client.get(address).json() == changed.json()
    assert client.patch(address, json={"assignee": "Bob"}, headers={"If-Match": '"1"'}).status_code == 412
    assert client.post(f"{address}/move", json={"status": "done"}).json()["status"] == "done"
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_what_is_no_method_of_an_address_does_not_reach_the_page(client: httpx.Client) -> None:
    for method, path in [("DELETE", "/tasks"), ("PUT", "/health"), ("POST", "/docs"), ("GET", "/tasks/x/move")]:
        answer = client.request(method, path)
        assert answer.status_code == 405, path
        assert answer.headers["allow"]


def test_the_docs_are_there_with_all_their_files(client: httpx.Client) -> None:
    assert "swagger-ui" in client.get("/docs", headers={"Accept": "text/html"}).text
    assert client.get("/docs/files/swagger-ui-bundle.js").status_code == 200
    assert client.get("/openapi.json").json()["info"]["title"] == "TaskFlow"


def test_a_listed_site_may_read_the_answers_and_their_headers(client: httpx.Client) -> None:
    for path, status in [("/tasks", 200), ("/tasks/nobody", 404), ("/tasks?limit=0", 422)]:
        answer = client.get(path, headers={"Origin": LISTED})
        assert answer.status_code == status
        assert answer.headers.get_list("access-control-allow-origin") == [LISTED]
        assert answer.headers.get_list("access-control-allow-credentials") == ["true"]
        exposed = answer.headers.get_list("access-control-expose-headers")
        assert len(exposed) == 1
        assert {"ETag", "Location", "Link", "X-Total-Count"} <= set(exposed[0].split(", "))
        assert "Origin" in answer.headers["vary"]


def test_another_site_may_not(client: httpx.Client) -> None:
    answer = client.get("/tasks", headers={"Origin": "https://elsewhere.example.com"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_a_listed_site_may_ask_first(client: httpx.Client, method: str) -> None:
    headers = {
        "Origin": LISTED,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type, if-match",
    }
    answer = client.options("/tasks/nobody", headers=headers)
    assert answer.status_code == 200
    assert method in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_large_body_is_refused(client: httpx.Client, is_chunked: bool) -> None:
    parts = [b'{"title": "', b"x" * 1_500_000, b'"}']
    content = iter(parts) if is_chunked else b"".join(parts)
    answer = client.post("/tasks", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/tasks", "/health", "/docs", "/"])
def test_head_leaves_the_connection_in_order(program: Program, path: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(program.api_url).netloc, timeout=10)
    for _ in range(2):
        connection.request("HEAD", path)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
        assert int(answer.headers["content-length"]) > 0
    connection.close()


@pytest.mark.parametrize(
    "path", ["/tasks/%00", "/tasks/%FF", "/tasks/a%2Fb", "/tasks/%0A", "/tasks/%ED%A0%80", "/tasks/?q=%00"]
)
def test_odd_addresses_reach_the_api_and_get_its_errors(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {307, 400, 404}
    assert "<html" not in answer.text
