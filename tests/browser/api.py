"""The REST API as the tests use it."""

from __future__ import annotations

from typing import Any, Self

import httpx

Task = dict[str, Any]


class Api:
    """The API of a running program; every refusal is an error of the test."""

    def __init__(self, url: str) -> None:
        # Not through a proxy that the machine may have set.
        self._client = httpx.Client(base_url=url, trust_env=False, timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def create(self, title: str, **fields: str | None) -> Task:
        """Make a task and return it."""
        return self._client.post("/tasks", json={"title": title, **fields}).raise_for_status().json()

    def edit(self, task: Task, **fields: str | None) -> Task:
        """Change some fields of a task, as another visitor would."""
        return self._client.patch(f"/tasks/{task['id']}", json=fields).raise_for_status().json()

    def delete(self, task: Task) -> None:
        """Put a task in the bin."""
        self._client.delete(f"/tasks/{task['id']}").raise_for_status()

    def tasks(self) -> list[Task]:
        """Return every task in the order of the board."""
        return self._client.get("/tasks", params={"sort": "board"}).raise_for_status().json()

    def only_task(self) -> Task:
        """Return the one task there is."""
        (task,) = self.tasks()
        return task

    def clear(self) -> None:
        """Delete every task."""
        for task in self.tasks():
            self.delete(task)
