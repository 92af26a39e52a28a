"""The answers of the API: JSON, never stored by a cache, a task with its version as ETag."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi import Response
from pydantic import TypeAdapter
from starlette.datastructures import URL

from taskflow.models.task import TaskPublic
from taskflow.services.listing import Page

# A board changes under its readers: an answer is true for a moment.
NO_STORE = {"Cache-Control": "no-store"}
_TASKS = TypeAdapter(list[TaskPublic])


def json_answer(content: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return `content` as JSON. Half a surrogate pair, which UTF-8 does not have, becomes a question mark."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return _answer(body, status, headers)


def task_answer(task: TaskPublic, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return the task, with its version as ETag."""
    return _answer(task.model_dump_json().encode(), status, {"ETag": etag(task), **(headers or {})})


def page_answer(page: Page, url: URL) -> Response:
    """Return the tasks of a page as an array; headers say how many there are in all and where the next page is."""
    headers = {"X-Total-Count": str(page.total)}
    if page.next_cursor:
        # Relative to the server's root: its public name and scheme are known to the proxy before it, not here.
        following = url.include_query_params(cursor=page.next_cursor)
        headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    return _answer(_TASKS.dump_json([*page.tasks]), 200, headers)


def etag(task: TaskPublic) -> str:
    """Return the tag of this state of the task, for If-Match."""
    return f'"{task.version}"'


def _answer(body: bytes, status: int, headers: Mapping[str, str] | None) -> Response:
    return Response(body, status, {**NO_STORE, **(headers or {})}, "application/json")
