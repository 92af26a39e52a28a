"""The tasks: read, create, change, move, delete."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field
from sqlmodel import Session

from taskflow.api.answers import NO_STORE, page_answer, task_answer
from taskflow.api.documentation import (
    BODY_REFUSED,
    ETAG,
    INVALID,
    LIST_HEADERS,
    LOCATION,
    MISSING,
    NO_ROOM,
    NO_SUCH_PAGE,
    REFUSED_FOR_NOW,
    STALE,
    TASK,
    TASK_ID,
    UNAVAILABLE,
    task_example,
)
from taskflow.api.preconditions import IfMatch, expected_versions
from taskflow.models import database
from taskflow.models.filter import Sort, TaskFilter
from taskflow.models.task import TaskCreate, TaskMove, TaskPublic, TaskUpdate
from taskflow.services import listing
from taskflow.services import tasks as service

LARGEST_PAGE = 10_000

# Every operation is a plain function that does all its work in one visit to the thread pool and returns bytes: what it
# returns is right by construction, so FastAPI need not check and copy it again.
router = APIRouter(prefix="/tasks", tags=["Tasks"], responses=REFUSED_FOR_NOW)

TaskId = Annotated[str, Path(description="The task's id.", examples=[TASK_ID])]


class TaskList(TaskFilter):
    """Which tasks, in which order, and how many of them at once."""

    sort: Sort = Field(default=Sort.CREATED, description="The order; a leading minus turns it round.")
    limit: int | None = Field(
        default=None, ge=1, le=LARGEST_PAGE, description="How many tasks at once. Without it you get all of them."
    )
    cursor: str | None = Field(
        default=None, description="Where to go on, as given in the Link header of the page before."
    )


@router.get(
    "",
    summary="List tasks",
    response_model=list[TaskPublic],
    responses={
        200: {
            "description": "The tasks that match.",
            "headers": LIST_HEADERS,
            "content": {"application/json": {"example": [TASK]}},
        },
        **NO_SUCH_PAGE,
        **INVALID,
        **UNAVAILABLE,
    },
)
def list_tasks(request: Request, wanted: Annotated[TaskList, Query()]) -> Response:
    """Return the tasks that match every given filter: all of them, or page by page with `limit`."""
    today = datetime.now(UTC).date()
    with Session(database.engine()) as session:
        page = listing.list_tasks(
            session, wanted, sort=wanted.sort, today=today, limit=wanted.limit, cursor=wanted.cursor or None
        )
    return page_answer(page, request.url)


@router.post(
    "",
    summary="Create a task",
    status_code=201,
    response_model=TaskPublic,
    responses={
        201: task_example("The new task, at the bottom of its column.", {**ETAG, **LOCATION}),
        **BODY_REFUSED,
        **INVALID,
        **UNAVAILABLE,
        **NO_ROOM,
    },
)
def create_task(new: TaskCreate) -> Response:
    """Put a new task at the bottom of its column. Only a title is needed."""
    with Session(database.engine()) as session:
        task = service.create_task(session, new)
    return task_answer(task, 201, {"Location": f"/tasks/{task.id}"})


@router.get(
    "/{task_id}",
    summary="Read a task",
    response_model=TaskPublic,
    responses={200: task_example("The task.", ETAG), **MISSING, **INVALID, **UNAVAILABLE},
)
def read_task(task_id: TaskId) -> Response:
    """Return one task."""
    with Session(database.engine()) as session:
        task = service.read_task(session, task_id)
    return task_answer(task)


CHANGED: dict[int | str, dict[str, object]] = {
    200: task_example("The task as it is now.", ETAG),
    **MISSING,
    **STALE,
    **BODY_REFUSED,
    **INVALID,
    **UNAVAILABLE,
    **NO_ROOM,
}


@router.put("/{task_id}", summary="Change a task (PUT)", response_model=TaskPublic, responses=CHANGED)
@router.patch("/{task_id}", summary="Change a task", response_model=TaskPublic, responses=CHANGED)
def update_task(task_id: TaskId, changes: TaskUpdate, if_match: IfMatch = None) -> Response:
    """Change the fields that are sent; the others stay. `null` clears what may be empty. PUT and PATCH do the same."""
    with Session(database.engine()) as session:
        task = service.edit_task(session, task_id, changes, expected_version=expected_versions(if_match))
    return task_answer(task)


@router.delete(
    "/{task_id}",
    summary="Delete a task",
    status_code=204,
    responses={
        204: {"description": "The task is in the bin."},
        **MISSING,
        **STALE,
        **INVALID,
        **UNAVAILABLE,
        **NO_ROOM,
    },
)
def delete_task(task_id: TaskId, if_match: IfMatch = None) -> Response:
    """Put the task in the bin."""
    with Session(database.engine()) as session:
        service.delete_task(session, task_id, expected_version=expected_versions(if_match))
    return Response(status_code=204, headers=NO_STORE)


@router.post("/{task_id}/move", summary="Move a task", response_model=TaskPublic, responses=CHANGED)
def move_task(task_id: TaskId, move: TaskMove, if_match: IfMatch = None) -> Response:
    """Put the task into a column, right above `before_id` or right below `after_id`.

    Without a neighbour, or when it has left that column meanwhile, the task goes to the bottom.
    """
    with Session(database.engine()) as session:
        task = service.move_task(session, task_id, move, expected_version=expected_versions(if_match))
    return task_answer(task)
