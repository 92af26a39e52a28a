"""The REST API at boards of any size: a page of the list, and a task from its creation to its end."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.benchmarks.query_count import QueryCount
from tests.benchmarks.rest import Service, new_task

PAGE = "/tasks?sort=board&limit=50"


def call_often(url: str, queries: QueryCount, rounds: int) -> dict[str, list[tuple[float, int]]]:
    """Return for each operation the milliseconds and the queries of each time that it was done."""
    address = urlsplit(url)
    done: dict[str, list[tuple[float, int]]] = defaultdict(list)
    with closing(HTTPConnection(address.hostname or "", address.port, timeout=60)) as connection:
        service = Service(connection, [])

        def call(name: str, method: str, path: str, body: object = None) -> bytes:
            before = queries.read()
            seconds, answer = service.call(method, path, body)
            done[name].append((seconds * 1e3, queries.read() - before))
            return answer

        def live(number: int) -> None:
            first, *_ = json.loads(call("list a page", "GET", PAGE))
            task = json.loads(call("create", "POST", "/tasks", new_task(number)))
            path = f"/tasks/{task['id']}"
            call("read", "GET", path)
            call("update", "PUT", path, {"title": f"{task['title']}, again"})
            call("move", "POST", f"{path}/move", {"status": first["status"], "before_id": first["id"]})
            call("delete", "DELETE", path)

        # The first ones meet a server that has just started.
        for number in range(3):
            live(number)
        done.clear()
        for number in range(rounds):
            live(number)
    return done
