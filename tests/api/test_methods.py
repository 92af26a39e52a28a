"""HEAD is GET without the body, OPTIONS says what an address can do, and any other method is 405."""

from __future__ import annotations

import pytest

from tests.api.conftest import Client

ADDRESSES = [
    ("/tasks", "GET, HEAD, OPTIONS, POST"),
    ("/tasks/nobody", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"),
    ("/tasks/nobody/move", "OPTIONS, POST"),
    ("/health", "GET, HEAD, OPTIONS"),
    ("/docs", "GET, HEAD, OPTIONS"),
    ("/openapi.json", "GET, HEAD, OPTIONS"),
    ("/", "GET, HEAD, OPTIONS"),
]
EVERY_METHOD = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "QUERY"}


@pytest.mark.parametrize(("path", "allowed"), ADDRESSES)
def test_a_method_that_an_address_does_not_have_is_405_with_those_it_has(api: Client, path: str, allowed: str) -> None:
    for method in EVERY_METHOD - set(allowed.split(", ")):
        answer = api.request(method, path)
        assert answer.status_code == 405, method
        assert answer.headers["allow"] == allowed
        assert method == "HEAD" or answer.json() == {"detail": "Method Not Allowed"}


@pytest.mark.parametrize(("path", "allowed"), ADDRESSES)
def test_options_says_what_an_address_can_do(api: Client, path: str, allowed: str) -> None:
    answer = api.request("OPTIONS", path)
    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, allowed, b"")


def test_head_answers_like_get_without_the_body(api: Client) -> None:
    task = api.create()
    for path in ("/tasks?limit=1", f"/tasks/{task['id']}", "/tasks/nobody", "/health", "/docs"):
        expected, answer = api.get(path), api.request("HEAD", path)
        assert answer.status_code == expected.status_code, path
        assert answer.headers == expected.headers, path
        # httpx hides a body that should not be there.
        assert api.send_raw("HEAD", path)[1] == b"", path
