"""Whatever arrives gets a clear error and changes nothing; nothing that arrives breaks the server."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from taskflow.api.errors import LONGEST_ECHO
from tests.api.conftest import Client

NESTED = "[" * 100_000
HUGE_NUMBER = "9" * 5000

BAD_FIELDS: list[tuple[str, Any]] = [
    ("title", ""),
    ("title", " \t\n "),
    ("title", "x" * 201),
    ("title", "x" + " " * 200),
    ("title", None),
    ("title", 5),
    ("title", True),
    ("title", ["x"]),
    ("title", {"x": 1}),
    ("title", "a\x00b"),
    ("description", "x" * 1001),
    ("description", "x" + " " * 1000),
    ("description", 5),
    ("description", "\x00"),
    ("status", "later"),
    ("status", ""),
    ("status", "TODO"),
    ("status", 0),
    ("priority", "urgent"),
    ("priority", None),
    ("assignee", "x" * 101),
    ("assignee", " " * 101),
    ("assignee", ["Alice"]),
    ("due_date", "2026-02-30"),
    ("due_date", "tomorrow"),
    ("due_date", ""),
    ("due_date", "5"),
    ("due_date", "20261231"),
    ("due_date", 1_800_000_000),
    ("due_date", 1.5),
    ("due_date", True),
    ("due_date", "0000-01-01"),
    ("due_date", "10000-01-01"),
    ("due_date", "-2026-01-01"),
    ("due_date", "2026-13-01T00:00:00Z"),
    ("due_date", "2026-01-01T25:00:00Z"),
    ("due_date", "2026-01-01T00:00:00+99:00"),
    ("due_date", "0001-01-01T00:00:00+14:00"),
    ("due_date", "9999-12-31T23:00:00-14:00"),
    ("due_date", "2026-01-01" + "0" * 10_000),
]


@pytest.mark.parametrize(("field", "value"), BAD_FIELDS)
def test_a_field_that_cannot_be_used_is_named(api: Client, field: str, value: object) -> None:
    task = api.create()
    sent = {"title": "x", field: value}
    for method, path in [("POST", "/tasks"), ("PUT", f"/tasks/{task['id']}"), ("PATCH", f"/tasks/{task['id']}")]:
        answer = api.request(method, path, json=sent)
        assert answer.status_code == 422, answer.text
        mistake = answer.json()["detail"][0]
        assert mistake["loc"] == ["body", field]
        assert mistake["msg"]
        assert mistake["type"]
        assert len(answer.content) < 1000
    assert api.get("/tasks").json() == [task]


def test_half_a_surrogate_pair_is_refused_wherever_it_stands(api: Client) -> None:
    for field in ("title", "description", "assignee", "status", "due_date"):
        body = json.dumps({"title": "x", field: "\ud800"})
        answer = api.request("POST", "/tasks", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, field
        assert answer.json()["detail"][0]["loc"] == ["body", field]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("", 422),
        ("{", 422),
        ("nonsense", 422),
        ("null", 422),
        ("[]", 422),
        ('"title"', 422),
        ('{"title": NaN}', 422),
        ('{"title": "x", "due_date": Infinity}', 422),
        ('{"title": "x", "description": -1e999}', 422),
        (f'{{"title": {HUGE_NUMBER}}}', 400),
        (NESTED, 400),
        (f'{{"title": "x", "extra": {NESTED}', 400),
        (b"\xff\xfe\x00", 400),
        (b'{"title": "\xff"}', 400),
    ],
)
def test_a_body_that_is_no_task_is_refused(api: Client, content: str | bytes, status: int) -> None:
    answer = api.request("POST", "/tasks", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
    assert answer.headers["cache-control"] == "no-store"
    assert api.titles() == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "/"])
def test_only_json_is_read(api: Client, kind: str) -> None:
    answer = api.request("POST", "/tasks", content='{"title": "x"}', headers={"Content-Type": kind})
    assert answer.status_code == 422
    assert api.titles() == []


def test_nesting_of_any_depth_is_refused(api: Client) -> None:
    for depth in (10, 500, 800, 900, 950, 1000, 2000):
        for body in (f'{{"title": {"[" * depth}{"]" * depth}}}', f'{{"title": {"[1," * depth}{"2]" * depth}}}'):
            answer = api.request("POST", "/tasks", content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code in {400, 422}, depth
            assert len(answer.content) < 1000


def test_an_error_does_not_repeat_a_large_input(api: Client) -> None:
    answer = api.request("POST", "/tasks", json={"title": "x" * 500_000, "status": ["y" * 100] * 1000})
    assert answer.status_code == 422
    for mistake in answer.json()["detail"]:
        assert len(mistake["input"]) <= LONGEST_ECHO + 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=later", "status"),
        ("status=", "status"),
        ("priority=null", "priority"),
        ("due=yesterday", "due"),
        ("sort=position", "sort"),
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("limit=1.5", "limit"),
        ("limit=", "limit"),
        (f"limit={2**63}", "limit"),
        (f"limit={HUGE_NUMBER}", "limit"),
        (f"q={'x' * 201}", "q"),
        ("q=%00", "q"),
        (f"assignee={'x' * 101}", "assignee"),
        ("assignee=a%00b", "assignee"),
    ],
)
def test_a_filter_that_cannot_be_used_is_named(api: Client, query: str, field: str) -> None:
    answer = api.get(f"/tasks?{query}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["detail"][0]["loc"] == ["query", field]


@pytest.mark.parametrize("query", ["q=%FF", "q=%ED%A0%80", "assignee=%F0", "q=%E2%80%AE", "q=%5C%27%22%25_", "q=&q=x"])
def test_odd_text_in_a_filter_finds_nothing_and_breaks_nothing(api: Client, query: str) -> None:
    api.create()
    assert api.get(f"/tasks?{query}").status_code in {200, 422}


def forged(*values: object) -> str:
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "query",
    [
        "cursor=abc",
        "cursor=%00",
        "cursor=%C3%A9",
        f"cursor={'A' * 20_000}",
        f"cursor={urlsafe_b64encode(NESTED[:20_000].encode()).decode()}",
        f"cursor={urlsafe_b64encode(HUGE_NUMBER.encode()).decode()}",
        f"cursor={urlsafe_b64encode(b'5').decode()}",
        f"cursor={urlsafe_b64encode(b'null').decode()}",
        f"cursor={forged()}",
        f"cursor={forged('created')}",
        f"cursor={forged('created', '2026-01-01', 'x')}",
        f"cursor={forged('created', '2026-01-01T00:00:00+00:00', 5)}",
        f"cursor={forged('created', '0001-01-01T00:00:00+14:00', 'x')}",
        f"cursor={forged('created', '2026-01-01T00:00:00+00:00', 'a' + chr(0))}",
        f"cursor={forged('created', '2026-01-01T00:00:00+00:00', chr(0xD800))}",
        f"cursor={forged('updated', '2026-01-01T00:00:00+00:00', 'x')}",
        f"sort=priority&cursor={forged('priority', 2**70, 'x')}",
        f"sort=priority&cursor={forged('priority', True, 'x')}",
        f"sort=priority&cursor={forged('priority', 1.5, 'x')}",
        f"sort=due&cursor={forged('due', None, 'x')}",
        f"sort=board&cursor={forged('board', 0, 'a0')}",
    ],
)
def test_a_cursor_that_nobody_gave_out_names_no_page(api: Client, query: str) -> None:
    api.create()
    for limit in ("", "&limit=1"):
        answer = api.get(f"/tasks?{query}{limit}")
        assert answer.status_code == 404, answer.text
        assert answer.json() == {"detail": "The cursor does not belong to this list; start again without it"}


@pytest.mark.parametrize(
    "task_id",
    [
        "a%2Fb",
        "..%2F..%2Fetc",
        "%27%3B--",
        "%22",
        "%0A",
        "a%0D%0Ab",
        "%00",
        "%FF",
        "%ED%A0%80",
        "😀",
        "x" * 10_000,
        "%20",
    ],
)
def test_an_id_that_no_task_has_is_404_with_the_id_in_the_answer(api: Client, task_id: str) -> None:
    for method, suffix, body in [
        ("GET", "", None),
        ("PUT", "", {"title": "x"}),
        ("DELETE", "", None),
        ("POST", "/move", {"status": "done"}),
    ]:
        answer = api.request(method, f"/tasks/{task_id}{suffix}", json=body)
        assert answer.status_code == 404, answer.text
        assert answer.json()["detail"].startswith("Task ")
        assert answer.json()["detail"].endswith(" not found")


def test_an_address_below_a_task_that_is_none_is_404(api: Client) -> None:
    task = api.create()
    assert api.get(f"/tasks/{task['id']}/comments").status_code == 404


def test_a_slash_too_many_leads_to_the_list(api: Client) -> None:
    answer = api.get("/tasks/?status=todo")
    assert answer.status_code == 307
    assert answer.headers["location"] == "/tasks?status=todo"
    assert api.request("POST", "/tasks/", json={"title": "x"}).status_code == 307
