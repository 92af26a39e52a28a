"""DELETE /tasks/{id} puts a task where the API no longer sees it."""

from __future__ import annotations

from tests.api.conftest import Client


def test_a_deleted_task_is_gone_everywhere(api: Client) -> None:
    kept = api.create("Kept")
    address = f"/tasks/{api.create('Gone')['id']}"
    answer = api.request("DELETE", address)
    assert (answer.status_code, answer.content) == (204, b"")
    assert api.titles() == ["Kept"]
    assert api.get("/health").json()["tasks_count"] == 1
    for method, path, body in [
        ("GET", address, None),
        ("DELETE", address, None),
        ("PATCH", address, {"title": "x"}),
        ("POST", f"{address}/move", {"status": "done"}),
    ]:
        answer = api.request(method, path, json=body)
        assert answer.status_code == 404, method
        assert answer.json() == {"detail": f"Task {address.removeprefix('/tasks/')} not found"}
    assert api.get(f"/tasks/{kept['id']}").json() == kept


def test_its_place_is_free_again(api: Client) -> None:
    first = api.create("First")
    api.request("DELETE", f"/tasks/{first['id']}")
    assert api.create("Second")["position"] == first["position"]
