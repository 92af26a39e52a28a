"""GET /health: whether the program can work, for the host that watches over it."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from threading import Lock, Thread
from time import monotonic
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from taskflow.api.answers import json_answer
from taskflow.live.sessions import session_store
from taskflow.models import database
from taskflow.services.counting import count_tasks

# The answer has to be there within two seconds.
PATIENCE_SECONDS = 1.5

router = APIRouter(tags=["Service"])


class Healthy(BaseModel):
    """The database answers."""

    status: Literal["healthy"]
    database: Literal["connected"]
    tasks_count: int


class Unhealthy(BaseModel):
    """The database does not answer, or not in time; or, where there are several workers, their Redis does not."""

    status: Literal["unhealthy"]
    database: Literal["connected", "unreachable"]
    redis: Literal["connected", "unreachable"] | None = None


class Probe:
    """Asks the database how many tasks there are, one question at a time.

    However often it is polled while a question hangs, there is one thread that waits, and it does not keep the program
    from ending.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._answer: Future[int | None] | None = None
        self._asked_at = 0.0

    async def tasks_count(self) -> int | None:
        """Return the number of tasks, or `None` when the database has not answered in time."""
        answer, deadline = self._ask()
        try:
            # Shielded: the next poll waits for the same answer.
            pending = asyncio.shield(asyncio.wrap_future(answer))
            return await asyncio.wait_for(pending, max(0, deadline - monotonic()))
        except TimeoutError:
            return None

    def _ask(self) -> tuple[Future[int | None], float]:
        with self._lock:
            if self._answer is None or self._answer.done():
                self._answer = Future()
                self._asked_at = monotonic()
                Thread(target=_count, args=[self._answer], name="health", daemon=True).start()
            return self._answer, self._asked_at + PATIENCE_SECONDS


_probe = Probe()


@router.get(
    "/health",
    response_model=Healthy,
    responses={503: {"model": Unhealthy, "description": "The database or the Redis does not answer."}},
    summary="Say whether the program can work",
)
async def health() -> Response:
    """Answer within two seconds, whatever the database does."""
    count = await _probe.tasks_count()
    if count is None:
        return json_answer({"status": "unhealthy", "database": "unreachable"}, 503)
    if session_store.is_away:
        return json_answer({"status": "unhealthy", "database": "connected", "redis": "unreachable"}, 503)
    return json_answer({"status": "healthy", "database": "connected", "tasks_count": count})


def _count(answer: Future[int | None]) -> None:
    count = None
    try:
        with Session(database.engine()) as session:
            count = count_tasks(session)
    except SQLAlchemyError:
        # Why is written where it can be mended: at the start, and beside the request that failed.
        pass
    finally:
        answer.set_result(count)
