"""A body over 1 MB is refused with 413, without being read to its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from taskflow.api.body_limit import LARGEST_BODY_BYTES
from tests.api.conftest import Client

JSON = {"Content-Type": "application/json"}
PART = 65_536
START = b'{"title": "x", "extra": "'


def body_of(size: int) -> bytes:
    return START + b"y" * (size - len(START) - 2) + b'"}'


def test_one_megabyte_is_not_too_much(api: Client) -> None:
    assert api.request("POST", "/tasks", content=body_of(LARGEST_BODY_BYTES), headers=JSON).status_code == 201


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/tasks"), ("PUT", "/tasks/x"), ("PATCH", "/tasks/x"), ("POST", "/tasks/x/move")]
)
def test_one_byte_more_is(api: Client, method: str, path: str) -> None:
    answer = api.request(method, path, content=body_of(LARGEST_BODY_BYTES + 1), headers=JSON)
    assert (answer.status_code, answer.json()) == (413, {"detail": "The body is larger than 1 MB"})
    assert answer.headers["cache-control"] == "no-store"
    assert api.titles() == []


def test_a_body_that_does_not_say_its_size_is_read_no_further_than_that(api: Client) -> None:
    parts = 0

    def more_than_enough() -> Iterator[bytes]:
        nonlocal parts
        while parts < 100:
            parts += 1
            yield b" " * PART

    assert api.send_raw("POST", "/tasks", JSON, more_than_enough())[0] == 413
    assert parts * PART <= LARGEST_BODY_BYTES + PART


@pytest.mark.parametrize("declared", ["5", "-1", "many", "1e9", "9" * 5000])
def test_a_size_that_is_not_true_helps_nobody(api: Client, declared: str) -> None:
    parts = iter([b" " * PART] * 40)
    assert api.send_raw("POST", "/tasks", {**JSON, "content-length": declared}, parts)[0] == 413


def test_what_is_behind_the_api_has_its_own_limits(api: Client) -> None:
    assert api.request("POST", "/_upload", content=body_of(LARGEST_BODY_BYTES * 2)).text == "the page"
