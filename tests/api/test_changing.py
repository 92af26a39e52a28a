"""PUT and PATCH /tasks/{id} change the fields that are sent and no other."""

from __future__ import annotations

import pytest

from tests.api.conftest import Client

FULL = {"description": "Two pages", "priority": "high", "assignee": "Alice", "due_date": "2026-12-01T00:00:00Z"}


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_only_what_is_sent_changes(api: Client, method: str) -> None:
    task = api.create("Write", **FULL)
    answer = api.request(method, f"/tasks/{task['id']}", json={"title": "Rewrite"})
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"2"'
    changed = answer.json()
    assert changed == task | {"title": "Rewrite", "version": 2, "updated_at": changed["updated_at"]}
    assert changed["updated_at"] > task["updated_at"]
    assert api.get(f"/tasks/{task['id']}").json() == changed


def test_null_clears_what_may_be_empty(api: Client) -> None:
    task = api.create("Write", **FULL)
    sent = {"description": None, "assignee": None, "due_date": None}
    changed = api.request("PATCH", f"/tasks/{task['id']}", json=sent).json()
    assert {name: changed[name] for name in sent} == sent


@pytest.mark.parametrize("field", ["title", "status", "priority"])
def test_null_is_refused_for_what_must_not_be_empty(api: Client, field: str) -> None:
    task = api.create("Write")
    answer = api.request("PATCH", f"/tasks/{task['id']}", json={field: None})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", field]
    assert api.get(f"/tasks/{task['id']}").json() == task


def test_nothing_new_changes_nothing(api: Client) -> None:
    task = api.create("Write", **FULL)
    for sent in ({}, {"title": "Write"}, {"unknown": 1, "version": 9}):
        assert api.request("PUT", f"/tasks/{task['id']}", json=sent).json() == task


def test_a_new_status_puts_the_task_at_the_bottom_of_that_column(api: Client) -> None:
    task = api.create("Moving")
    api.create("Already done", status="done")
    changed = api.request("PUT", f"/tasks/{task['id']}", json={"status": "done"}).json()
    assert changed["completed_at"] == changed["updated_at"]
    assert api.titles("?sort=board") == ["Already done", "Moving"]
    reopened = api.request("PUT", f"/tasks/{task['id']}", json={"status": "todo"}).json()
    assert reopened["completed_at"] is None


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_a_task_that_does_not_exist_is_404(api: Client, method: str) -> None:
    answer = api.request(method, "/tasks/nobody", json={"title": "x"})
    assert (answer.status_code, answer.json()) == (404, {"detail": "Task nobody not found"})
