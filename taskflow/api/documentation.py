"""What the OpenAPI document says beyond the types: refusals, headers, examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from taskflow.api.body_limit import TOO_LARGE, TOO_SLOW
from taskflow.api.fairness import TOO_MANY
from taskflow.models.task import TaskPublic

DESCRIPTION = """
Everything the board does with tasks.

* **Times** are ISO 8601. One without a zone is UTC; answers are always in UTC and say so.
* **Nothing is overwritten behind your back**: a task's `ETag` is its version. Send it back as `If-Match` with a
  change, and the change is refused with 412 and the current task when somebody else was faster. Without `If-Match` the
  last one wins.
* **Nobody waits for somebody else's flood**: a few requests of one address are worked on at once, the next ones wait,
  and too many are refused with 429 and `Retry-After`.
* **Deleting** puts a task in the bin, where this API no longer sees it.
"""

TASK_ID = "6f1c1f0e-7f0d-4c53-9d0a-3a8a5b0e2f11"
TASK: dict[str, Any] = {
    "id": TASK_ID,
    "title": "Write the report",
    "description": "Two pages at most",
    "status": "in_progress",
    "priority": "high",
    "assignee": "Alice",
    "due_date": "2026-12-01T00:00:00Z",
    "created_at": "2026-11-20T09:30:00Z",
    "updated_at": "2026-11-21T16:45:12.345678Z",
    "position": "a1",
    "version": 3,
    "completed_at": None,
}


class Problem(BaseModel):
    """Why a request was refused, in a sentence."""

    detail: str


class StaleProblem(Problem):
    """The task was changed since the version that If-Match names; here is what it is now."""

    current: TaskPublic


class Mistake(BaseModel):
    """One thing that is wrong in what was sent, and where."""

    loc: list[str | int]
    msg: str
    type: str
    input: Any = None
    ctx: dict[str, Any] = {}


class Mistakes(BaseModel):
    """Everything that is wrong in what was sent."""

    detail: list[Mistake]


Answers = dict[int | str, dict[str, Any]]


def _header(description: str, example: str, pattern: str | None = None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "examples": [example]}
    return {
        "description": description,
        "required": True,
        "schema": {**schema, **({"pattern": pattern} if pattern else {})},
    }


def _refusal(
    model: type[BaseModel], description: str, example: Mapping[str, object], headers: dict[str, Any] | None = None
) -> dict[str, Any]:
    content = {"application/json": {"example": example}}
    return {"model": model, "description": description, "content": content, **({"headers": headers} if headers else {})}


ETAG = {"ETag": _header("The task's version, for If-Match.", '"3"', r'^"[1-9][0-9]*"$')}
LOCATION = {"Location": _header("Where the new task is.", f"/tasks/{TASK_ID}")}
LIST_HEADERS = {
    "X-Total-Count": {
        "description": "How many tasks match, on all pages together.",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
    },
    "Link": {
        "description": 'Where the next page is, with rel="next"; absent on the last page.',
        "schema": {"type": "string", "examples": ['</tasks?limit=50&cursor=WyJjc…>; rel="next"']},
    },
}
RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "required": True, "schema": {"type": "integer"}}}

UNAVAILABLE: Answers = {
    503: _refusal(
        Problem,
        "The database does not answer, or lets nobody write.",
        {"detail": "The database cannot be reached at the moment. Try again in a few seconds."},
        RETRY_AFTER,
    )
}
NO_ROOM: Answers = {
    507: _refusal(
        Problem,
        "The database has no room left. Nothing was changed.",
        {"detail": "The database has no room left, so nothing was changed. Try again when there is room."},
    )
}
REFUSED_FOR_NOW: Answers = {
    429: _refusal(Problem, "Too many requests at once. Nothing was done.", {"detail": TOO_MANY}, RETRY_AFTER)
}
INVALID: Answers = {
    422: _refusal(
        Mistakes,
        "Something that was sent cannot be used.",
        {
            "detail": [
                {
                    "type": "string_too_short",
                    "loc": ["body", "title"],
                    "msg": "String should have at least 1 character",
                    "input": "",
                    "ctx": {"min_length": 1},
                }
            ]
        },
    )
}
MISSING: Answers = {404: _refusal(Problem, "There is no such task.", {"detail": f"Task {TASK_ID} not found"})}
NO_SUCH_PAGE: Answers = {
    404: _refusal(
        Problem,
        "The cursor was not given out for this list and order.",
        {"detail": "The cursor does not belong to this list; start again without it"},
    )
}
BODY_REFUSED: Answers = {
    400: _refusal(Problem, "The body cannot be read.", {"detail": "There was an error parsing the body"}),
    408: _refusal(Problem, "The body came too slowly.", {"detail": TOO_SLOW}),
    413: _refusal(Problem, "The body is larger than 1 MB.", {"detail": TOO_LARGE}),
}
STALE: Answers = {
    412: _refusal(
        StaleProblem,
        "The task is at another version than If-Match names. Nothing was changed.",
        {"detail": f"Task {TASK_ID} was changed meanwhile and is now at version 3", "current": TASK},
        ETAG,
    )
}


def task_example(description: str, headers: dict[str, Any]) -> dict[str, Any]:
    """Return the documentation of an answer that is one task."""
    return {"description": description, "headers": headers, "content": {"application/json": {"example": TASK}}}


def describe(api: FastAPI) -> None:
    """Let the document of `api` say what its types cannot."""
    generate = api.openapi

    def openapi() -> dict[str, Any]:
        if not api.openapi_schema:
            _without_null_parameters(generate())
        return generate()

    api.openapi = openapi


def _without_null_parameters(document: dict[str, Any]) -> None:
    # FastAPI describes a parameter that may be left out as one that may be null, which neither an address nor a
    # header can be: clients would send the word "null".
    for path in document["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", []):
                schema = parameter["schema"]
                kinds = [kind for kind in schema.pop("anyOf", []) if kind != {"type": "null"}]
                schema.update(*kinds)
