"""GET /tasks/{id} returns one task, GET /tasks those that match."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.api.conftest import Client


def day(distance: int) -> str:
    return (datetime.now(UTC) + timedelta(days=distance)).date().isoformat()


@pytest.fixture
def board(api: Client) -> Client:
    api.create("Overdue report", priority="high", assignee="Alice", due_date=day(-1))
    api.create("Finished report", status="done", priority="low", assignee="Alice", due_date=day(-1))
    api.create("Échéance du jour", description="100% sûr", due_date=day(0), assignee="Bob")
    api.create("Later this week", status="in_progress", due_date=day(6), assignee="Émile")
    api.create("Next week", due_date=day(7))
    api.create("Some day", priority="low")
    return api


def test_a_task_comes_with_all_its_fields_and_its_version_as_etag(api: Client) -> None:
    created = api.create("Write", description="Two pages", assignee="Alice", due_date="2026-12-01T09:30:00+02:00")
    answer = api.get(f"/tasks/{created['id']}")
    assert answer.status_code == 200
    assert answer.json() == created
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


def test_times_are_in_utc_and_say_so(api: Client) -> None:
    task = api.create(due_date="2026-12-01T09:30:00+02:00")
    assert task["due_date"] == "2026-12-01T07:30:00Z"
    assert task["created_at"].endswith("Z")
    assert task["updated_at"].endswith("Z")
    assert api.get(f"/tasks/{task['id']}").json()["due_date"] == "2026-12-01T07:30:00Z"


def test_a_task_that_does_not_exist_is_404(api: Client) -> None:
    answer = api.get("/tasks/nobody")
    assert answer.status_code == 404
    assert answer.json() == {"detail": "Task nobody not found"}


def test_an_empty_board_is_an_empty_array(api: Client) -> None:
    answer = api.get("/tasks")
    assert (answer.status_code, answer.json(), answer.headers["x-total-count"]) == (200, [], "0")


def test_all_tasks_come_oldest_first_when_nothing_is_asked(board: Client) -> None:
    answer = board.get("/tasks")
    assert [task["title"] for task in answer.json()] == [
        "Overdue report",
        "Finished report",
        "Échéance du jour",
        "Later this week",
        "Next week",
        "Some day",
    ]
    assert answer.headers["x-total-count"] == "6"
    assert "link" not in answer.headers


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("status=done", ["Finished report"]),
        ("priority=low", ["Finished report", "Some day"]),
        ("assignee=Alice", ["Overdue report", "Finished report"]),
        ("assignee=%C3%89mile", ["Later this week"]),
        ("assignee=alice", []),
        ("q=report", ["Overdue report", "Finished report"]),
        ("q=ECHEANCE", ["Échéance du jour"]),
        ("q=100%25", ["Échéance du jour"]),
        ("q=%25", ["Échéance du jour"]),
        ("q=_", []),
        ("due=overdue", ["Overdue report"]),
        ("due=today", ["Échéance du jour"]),
        ("due=week", ["Échéance du jour", "Later this week"]),
        ("due=none", ["Some day"]),
        ("status=todo&priority=high&assignee=Alice&q=over&due=overdue", ["Overdue report"]),
        ("status=done&priority=high", []),
        ("unknown=1", None),
    ],
)
def test_filters_restrict_the_list(board: Client, query: str, titles: list[str] | None) -> None:
    expected = board.titles() if titles is None else titles
    answer = board.get(f"/tasks?{query}")
    assert [task["title"] for task in answer.json()] == expected
    assert answer.headers["x-total-count"] == str(len(expected))


def test_each_sort_has_its_order_and_its_reverse(board: Client) -> None:
    assert board.titles("?sort=-created") == board.titles("?sort=created")[::-1]
    assert board.titles("?sort=title") == [
        "Échéance du jour",
        "Finished report",
        "Later this week",
        "Next week",
        "Overdue report",
        "Some day",
    ]
    assert board.titles("?sort=-title") == board.titles("?sort=title")[::-1]
    assert board.titles("?sort=-priority")[0] == "Overdue report"
    assert set(board.titles("?sort=priority")[:2]) == {"Finished report", "Some day"}
    assert board.titles("?sort=due")[-3:] == ["Later this week", "Next week", "Some day"]
    assert board.titles("?sort=-due")[:2] == ["Next week", "Later this week"]
    assert board.titles("?sort=-due")[-1] == "Some day"


def test_a_changed_task_is_the_last_to_be_updated(board: Client) -> None:
    first = board.get("/tasks").json()[0]
    board.request("PATCH", f"/tasks/{first['id']}", json={"priority": "low"})
    assert board.titles("?sort=-updated")[0] == first["title"]


def test_the_board_order_is_column_by_column_from_the_top(board: Client) -> None:
    last = board.get("/tasks").json()[-1]
    top = board.get("/tasks").json()[0]["id"]
    board.request("POST", f"/tasks/{last['id']}/move", json={"status": "todo", "before_id": top})
    assert board.titles("?sort=board") == [
        "Some day",
        "Overdue report",
        "Échéance du jour",
        "Next week",
        "Later this week",
        "Finished report",
    ]
