"""The one place that turns errors into answers: JSON with a `detail`, and nothing about the inside."""

from __future__ import annotations

import logging
import reprlib
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from taskflow.api.answers import etag, json_answer
from taskflow.services.errors import (
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnavailable,
    InvalidCursor,
    StaleTask,
    TaskNotFound,
)
from taskflow.services.outages import outage

LONGEST_ECHO = 200
RETRY_AFTER = {"Retry-After": "5"}
UNREACHABLE = "The database cannot be reached at the moment. Try again in a few seconds."
NOT_WRITABLE = "The database cannot be written at the moment, so nothing was changed. Reading still works."
NO_ROOM = "The database has no room left, so nothing was changed. Try again when there is room."
_logger = logging.getLogger(__name__)


async def _not_found(_request: Request, error: TaskNotFound | InvalidCursor) -> Response:
    return json_answer({"detail": str(error)}, 404)


async def _stale(_request: Request, error: StaleTask) -> Response:
    content = {"detail": str(error), "current": error.current.model_dump(mode="json")}
    return json_answer(content, 412, {"ETag": etag(error.current)})


async def _invalid(_request: Request, error: RequestValidationError) -> Response:
    return json_answer({"detail": [_shown(mistake) for mistake in error.errors()]}, 422)


async def _refused(_request: Request, error: HTTPException) -> Response:
    return json_answer({"detail": error.detail}, error.status_code, error.headers)


async def _database_failed(request: Request, error: SQLAlchemyError | DatabaseUnavailable) -> Response:
    failure = error if isinstance(error, DatabaseUnavailable) else outage(error)
    if failure is None:
        raise error
    # The error's own text holds the address of the database and what was to be written.
    cause = getattr(error, "orig", None) or error
    _logger.warning("%s, which a %s found out: %s", failure, request.method, type(cause).__name__)
    if isinstance(failure, DatabaseFull):
        return json_answer({"detail": NO_ROOM}, 507)
    detail = NOT_WRITABLE if isinstance(failure, DatabaseReadOnly) else UNREACHABLE
    return json_answer({"detail": detail}, 503, RETRY_AFTER)


async def _broken(_request: Request, _error: Exception) -> Response:
    # The server logs the error itself: it is raised again after this answer.
    return json_answer({"detail": "Something went wrong in the server. It has been logged."}, 500)


# What a FastAPI application takes as `exception_handlers`.
ERROR_HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    TaskNotFound: _not_found,
    StaleTask: _stale,
    # A cursor names a page; one that nobody gave out names none.
    InvalidCursor: _not_found,
    RequestValidationError: _invalid,
    HTTPException: _refused,
    DatabaseUnavailable: _database_failed,
    SQLAlchemyError: _database_failed,
    Exception: _broken,
}


def _shown(error: Mapping[str, Any]) -> dict[str, Any]:
    """Return FastAPI's usual description of an error, with whatever was sent cut to a text that JSON can hold."""
    shown = {"type": error["type"], "loc": [*error["loc"]], "msg": error["msg"], "input": _echo(error.get("input"))}
    details: Mapping[str, object] = error.get("ctx") or {}
    context = {name: _echo(value) for name, value in details.items() if name != "error"}
    return {**shown, "ctx": context} if context else shown


def _echo(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    # Not the number itself: Python reads NaN and integers of any length, JSON has neither.
    text = value if isinstance(value, str) else reprlib.repr(value)
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"
