"""POST /tasks creates a task and says where it is."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.api.conftest import Client


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the server stand where it is nine hours later than in UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


def test_a_title_is_enough(api: Client) -> None:
    answer = api.request("POST", "/tasks", json={"title": "Water the plants"})
    task = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/tasks/{task['id']}"
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["cache-control"] == "no-store"
    assert (task["status"], task["priority"]) == ("todo", "medium")
    assert [task[name] for name in ("description", "assignee", "due_date", "completed_at")] == [None] * 4
    assert api.get(answer.headers["location"]).json() == task


def test_every_field_is_kept(api: Client) -> None:
    fields = {"description": "Zwei\nZeilen 😀", "status": "done", "priority": "high", "assignee": "Zoë"}
    task = api.create("Écrire", **fields, due_date="2026-12-01T10:00:00Z")
    assert {name: task[name] for name in fields} == fields
    assert task["due_date"] == "2026-12-01T10:00:00Z"
    assert task["completed_at"] == task["created_at"]


def test_a_title_is_one_tidy_line(api: Client) -> None:
    assert api.create("  a \n\t b  ")["title"] == "a b"


@pytest.mark.parametrize("blank", ["", "   ", "\n"])
def test_blank_optional_texts_are_none(api: Client, blank: str) -> None:
    task = api.create(description=blank, assignee=blank)
    assert (task["description"], task["assignee"]) == (None, None)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("2026-12-01", "2026-12-01T00:00:00Z"),
        ("2026-12-01T10:00:00", "2026-12-01T10:00:00Z"),
        ("2026-12-01T10:00:00.5-05:00", "2026-12-01T15:00:00.500000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ],
)
@pytest.mark.usefixtures("far_east")
def test_a_time_without_a_zone_is_utc(api: Client, sent: str, kept: str) -> None:
    task = api.create(due_date=sent)
    assert task["due_date"] == kept
    assert api.get(f"/tasks/{task['id']}").json()["due_date"] == kept


def test_what_the_server_decides_cannot_be_sent(api: Client) -> None:
    task = api.create(id="mine", version=7, position="zz", created_at="2000-01-01", deleted_at="2000-01-01")
    assert task["id"] != "mine"
    assert (task["version"], task["position"]) == (1, "a0")
    assert api.titles() == ["Water the plants"]


def test_a_new_task_is_at_the_bottom_of_its_column(api: Client) -> None:
    for title in ("first", "second", "third"):
        api.create(title)
    assert api.titles("?sort=board") == ["first", "second", "third"]
