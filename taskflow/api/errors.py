"""The one place that turns errors into answers: JSON with a `detail`, and nothing about the inside."""

from __future__ import annotations

import logging
import reprlib
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from starlette.exceptions import HTTPException

from taskflow.api.answers import etag, json_answer
from taskflow.services.errors import DatabaseUnavailable, InvalidCursor, StaleTask, TaskNotFound

LONGEST_ECHO = 200
RETRY_AFTER_SECONDS = 5
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


async def _database_unreachable(request: Request, error: Exception) -> Response:
    # The error's own text holds the address of the database and what was to be written.
    cause = getattr(error, "orig", None) or error
    _logger.warning("The database did not answer a %s: %s", request.method, type(cause).__name__)
    detail = "The database cannot be reached at the moment. Try again in a few seconds."
    return json_answer({"detail": detail}, 503, {"Retry-After": str(RETRY_AFTER_SECONDS)})


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
    DatabaseUnavailable: _database_unreachable,
    OperationalError: _database_unreachable,
    InterfaceError: _database_unreachable,
    NoFreeConnection: _database_unreachable,
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
