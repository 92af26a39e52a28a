"""/docs and /openapi.json describe the API, with nothing fetched from anywhere else."""

from __future__ import annotations

import re
from typing import Any

import pytest

from taskflow import __version__
from tests.api.conftest import Client


@pytest.fixture
def document(api: Client) -> dict[str, Any]:
    return api.get("/openapi.json").json()


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_address_is_described(document: dict[str, Any]) -> None:
    assert document["info"]["title"] == "TaskFlow"
    assert document["info"]["version"] == __version__
    assert {name for name, _ in operations(document)} == {
        "GET /",
        "GET /health",
        "GET /tasks",
        "POST /tasks",
        "GET /tasks/{task_id}",
        "PUT /tasks/{task_id}",
        "PATCH /tasks/{task_id}",
        "DELETE /tasks/{task_id}",
        "POST /tasks/{task_id}/move",
    }
    for name, operation in operations(document):
        assert operation["summary"], name
        assert operation["description"], name


def test_every_operation_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_error_of_a_task_is_described_with_its_shape_and_an_example(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        if "/tasks" not in name:
            continue
        expected = {"503"}
        expected |= {"404"} if "task_id" in name or name == "GET /tasks" else set()
        expected |= {"400", "413", "422"} if "requestBody" in operation else set()
        expected |= {"507"} if not name.startswith("GET") else set()
        expected |= {"412"} if "task_id" in name and not name.startswith("GET") else set()
        assert expected <= operation["responses"].keys(), name
        for status in expected:
            content = operation["responses"][status]["content"]["application/json"]
            assert content["schema"], (name, status)
            assert content["example"]["detail"], (name, status)


def test_headers_are_described(document: dict[str, Any]) -> None:
    paths = document["paths"]
    assert paths["/tasks"]["get"]["responses"]["200"]["headers"].keys() == {"Link", "X-Total-Count"}
    assert paths["/tasks"]["post"]["responses"]["201"]["headers"].keys() == {"ETag", "Location"}
    assert paths["/tasks/{task_id}"]["patch"]["responses"]["412"]["headers"].keys() == {"ETag"}
    assert "If-Match" in [parameter["name"] for parameter in paths["/tasks/{task_id}"]["delete"]["parameters"]]


def test_a_change_has_no_defaults_that_a_client_could_take_for_real(document: dict[str, Any]) -> None:
    assert all(
        "default" not in field for field in document["components"]["schemas"]["TaskUpdate"]["properties"].values()
    )


def test_no_parameter_may_be_null(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for parameter in operation.get("parameters", []):
            assert "null" not in str(parameter["schema"].get("anyOf")), name


def test_the_page_loads_everything_from_this_server(api: Client) -> None:
    page = api.get("/docs", headers={"Accept": "text/html"})
    assert page.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert len(addresses) == 3
    for address in addresses:
        assert address.startswith("/docs/")
        assert api.get(address).status_code == 200, address
    assert "://" not in page.text
    assert '"validatorUrl": null' in page.text
