"""With `limit`, a list comes page by page: each answer says where the next page is."""

from __future__ import annotations

import pytest

from taskflow.models.filter import Sort
from tests.api.conftest import Client


def walk(api: Client, path: str) -> list[list[str]]:
    """Return the titles of every page, following the Link headers."""
    pages: list[list[str]] = []
    while True:
        answer = api.get(path)
        assert answer.status_code == 200, answer.text
        pages.append([task["title"] for task in answer.json()])
        if "next" not in answer.links:
            return pages
        path = answer.links["next"]["url"]
        # Servers and proxies refuse addresses of some thousand characters.
        assert len(path) < 2000


def test_pages_follow_each_other_to_the_end(api: Client) -> None:
    for number in range(5):
        api.create(f"Task {number}")
    first = api.get("/tasks?limit=2")
    assert first.headers["x-total-count"] == "5"
    assert walk(api, "/tasks?limit=2") == [["Task 0", "Task 1"], ["Task 2", "Task 3"], ["Task 4"]]


def test_the_last_full_page_has_no_next(api: Client) -> None:
    for number in range(4):
        api.create(f"Task {number}")
    assert [len(page) for page in walk(api, "/tasks?limit=2")] == [2, 2]
    assert "link" not in api.get("/tasks?limit=4").headers


@pytest.mark.parametrize("sort", list(Sort))
def test_every_sort_gives_each_task_once(api: Client, sort: Sort) -> None:
    # Titles that are alike or need care in an address, days that are missing.
    for title in ("Ä & b", "ä & b", "日本", 'q"u?o#t%e', "x" * 200, "x" * 199 + "y", "😀"):
        api.create(title, description="ﷺ" * 1000)
        api.create(title, due_date="2026-12-01", status="done", priority="high")
    pages = walk(api, f"/tasks?limit=3&sort={sort}")
    assert [title for page in pages for title in page] == api.titles(f"?sort={sort}")


def test_the_next_page_keeps_the_filters(api: Client) -> None:
    for number in range(4):
        api.create(f"Round & about {number}", assignee="Zoë + Max", status="done")
        api.create(f"Other {number}")
    path = "/tasks?status=done&q=%26&assignee=Zo%C3%AB%20%2B%20Max&limit=3"
    assert walk(api, path) == [[f"Round & about {number}" for number in range(3)], ["Round & about 3"]]


def test_a_page_keeps_its_place_while_others_add_and_delete(api: Client) -> None:
    created = [api.create(f"Task {number}") for number in range(5)]
    following = api.get("/tasks?limit=2").links["next"]["url"]
    api.request("DELETE", f"/tasks/{created[0]['id']}")
    api.request("DELETE", f"/tasks/{created[1]['id']}")
    api.create("Task 5")
    assert [task["title"] for task in api.get(following).json()] == ["Task 2", "Task 3"]


def test_without_a_limit_a_cursor_gives_all_the_rest(api: Client) -> None:
    for number in range(5):
        api.create(f"Task {number}")
    cursor = api.get("/tasks?limit=2").links["next"]["url"].partition("cursor=")[2]
    answer = api.get(f"/tasks?cursor={cursor}")
    assert [task["title"] for task in answer.json()] == ["Task 2", "Task 3", "Task 4"]
    assert answer.headers["x-total-count"] == "5"


def test_an_empty_cursor_is_the_beginning(api: Client) -> None:
    api.create("Task 0")
    assert api.titles("?cursor=&limit=1") == ["Task 0"]
