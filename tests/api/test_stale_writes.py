"""A change that names an old version in If-Match is refused, with the current task in the answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Client

WRITES: list[tuple[str, str, dict[str, Any] | None]] = [
    ("PUT", "", {"title": "Mine"}),
    ("PATCH", "", {"title": "Mine"}),
    ("POST", "/move", {"status": "done"}),
    ("DELETE", "", None),
]


def write(api: Client, task: dict[str, Any], if_match: str, *, which: int = 0) -> Any:
    method, suffix, body = WRITES[which]
    return api.request(method, f"/tasks/{task['id']}{suffix}", json=body, headers={"If-Match": if_match})


@pytest.mark.parametrize("which", range(len(WRITES)), ids=[f"{method}{suffix}" for method, suffix, _ in WRITES])
def test_a_stale_write_changes_nothing_and_shows_the_current_task(api: Client, which: int) -> None:
    task = api.create("Original")
    current = api.request("PATCH", f"/tasks/{task['id']}", json={"title": "Theirs"}).json()
    answer = write(api, task, '"1"', which=which)
    assert answer.status_code == 412
    assert answer.json()["current"] == current
    assert "version 2" in answer.json()["detail"]
    assert answer.headers["etag"] == '"2"'
    assert api.get(f"/tasks/{task['id']}").json() == current


@pytest.mark.parametrize("which", range(len(WRITES)), ids=[f"{method}{suffix}" for method, suffix, _ in WRITES])
@pytest.mark.parametrize("if_match", ['"1"', "*", "1", '"7", "1"', '"x" , W/"1","1"'])
def test_a_write_that_names_the_current_version_succeeds(api: Client, which: int, if_match: str) -> None:
    assert write(api, api.create(), if_match, which=which).status_code in {200, 204}


@pytest.mark.parametrize("if_match", ['W/"1"', '"01"', '"+1"', '"one"', "null", '""', '"7", "8"', f'"{"9" * 5000}"'])
def test_a_tag_that_is_not_exactly_the_current_one_does_not_match(api: Client, if_match: str) -> None:
    assert write(api, api.create(), if_match).status_code == 412


@pytest.mark.parametrize("if_match", ['"1', '"1 "', "'1'", '*, "1"', '"1" "2"', '"1",', "", "W/1", "*1", 'w/"1"'])
def test_a_malformed_if_match_is_refused_and_not_ignored(api: Client, if_match: str) -> None:
    task = api.create()
    answer = write(api, task, if_match)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["header", "If-Match"]
    assert api.get(f"/tasks/{task['id']}").json() == task


@pytest.mark.parametrize("if_match", ["*", '"1"'])
def test_a_task_that_is_gone_is_404_whatever_version_is_named(api: Client, if_match: str) -> None:
    assert write(api, {"id": "nobody"}, if_match).status_code == 404
