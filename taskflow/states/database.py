"""How a handler reaches the services: in a thread, never on the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import reflex as rx
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session

from taskflow.services.errors import DatabaseUnavailable

Result = TypeVar("Result")


async def in_database(work: Callable[[Session], Result]) -> Result:
    """Run `work` with a session in a thread and return what it returns.

    Raises:
        DatabaseUnavailable: when the database cannot be reached; nothing was written.
    """

    def run() -> Result:
        with rx.session() as session:
            return work(session)

    try:
        return await rx.run_in_thread(run)
    except (OperationalError, InterfaceError, PoolTimeoutError) as error:
        raise DatabaseUnavailable from error
