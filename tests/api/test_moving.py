"""POST /tasks/{id}/move puts a task beside the neighbours that the client names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Client


@pytest.fixture
def column(api: Client) -> dict[str, dict[str, Any]]:
    return {title: api.create(title) for title in ("a", "b", "c", "d")}


def move(api: Client, task: dict[str, Any], status: str, **neighbours: str | None) -> Any:
    return api.request("POST", f"/tasks/{task['id']}/move", json={"status": status, **neighbours})


def test_it_goes_right_above_before_id(api: Client, column: dict[str, dict[str, Any]]) -> None:
    answer = move(api, column["d"], "todo", before_id=column["b"]["id"])
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"2"'
    assert api.titles("?sort=board") == ["a", "d", "b", "c"]


def test_it_goes_right_below_after_id(api: Client, column: dict[str, dict[str, Any]]) -> None:
    move(api, column["a"], "todo", after_id=column["b"]["id"])
    assert api.titles("?sort=board") == ["b", "a", "c", "d"]


def test_without_neighbours_it_goes_to_the_bottom_of_the_column(api: Client, column: dict[str, dict[str, Any]]) -> None:
    move(api, column["c"], "in_progress")
    moved = move(api, column["a"], "in_progress", before_id=None, after_id=None).json()
    assert moved["status"] == "in_progress"
    assert api.titles("?status=in_progress&sort=board") == ["c", "a"]


@pytest.mark.parametrize("neighbour", ["nobody", "", "\x00", "x" * 10_000])
def test_a_neighbour_that_is_not_there_is_no_error(
    api: Client, column: dict[str, dict[str, Any]], neighbour: str
) -> None:
    assert move(api, column["a"], "todo", before_id=neighbour).status_code == 200
    assert api.titles("?sort=board") == ["b", "c", "d", "a"]


def test_a_task_beside_itself_stays_on_the_board(api: Client, column: dict[str, dict[str, Any]]) -> None:
    assert move(api, column["b"], "todo", before_id=column["b"]["id"]).status_code == 200
    assert sorted(api.titles()) == ["a", "b", "c", "d"]


def test_a_move_to_where_it_is_changes_nothing(api: Client, column: dict[str, dict[str, Any]]) -> None:
    assert move(api, column["b"], "todo", after_id=column["a"]["id"]).json() == column["b"]


@pytest.mark.parametrize("body", [{}, {"status": None}, {"status": "later"}, {"status": "done", "before_id": 1}])
def test_what_is_no_move_is_refused(api: Client, column: dict[str, dict[str, Any]], body: dict[str, Any]) -> None:
    assert api.request("POST", f"/tasks/{column['a']['id']}/move", json=body).status_code == 422
    assert api.get(f"/tasks/{column['a']['id']}").json() == column["a"]


def test_a_task_that_does_not_exist_is_404(api: Client) -> None:
    assert move(api, {"id": "nobody"}, "done").json() == {"detail": "Task nobody not found"}
