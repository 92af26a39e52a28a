"""How a handler, and the hub, reach the services: in a thread, never on the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

import reflex as rx
from reflex.constants import RouteVar
from reflex_base.event.context import EventContext
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from taskflow.live.people import introductions
from taskflow.services.activity import WRITER
from taskflow.services.outages import outage
from taskflow.services.writing import ORIGIN

Result = TypeVar("Result")

# Threads of their own, and enough of them: the few that Python starts by itself, five on a host with one core, would
# soon be taken by writers who wait for their turn, and readers and Reflex itself would wait behind them.
_THREADS = ThreadPoolExecutor(max_workers=64, thread_name_prefix="database")


async def in_database(work: Callable[[Session], Result]) -> Result:
    """Run `work` with a session in a thread and return what it returns.

    Raises:
        DatabaseUnavailable: when the database cannot be reached, has no room left or cannot be written (then it is
            one of its subclasses); nothing was written.
    """

    def run() -> Result:
        with rx.session() as session:
            return work(session)

    context = copy_context()
    visitor = _current_visitor()
    context.run(ORIGIN.set, visitor)
    context.run(WRITER.set, introductions[visitor].name or None if visitor in introductions else None)
    try:
        return await asyncio.get_running_loop().run_in_executor(_THREADS, context.run, run)
    except SQLAlchemyError as error:
        if failure := outage(error):
            raise failure from error
        raise


def _current_visitor() -> str:
    """Return the id of the connection whose event is being handled; empty when it is none."""
    try:
        return EventContext.get().router_data.get(RouteVar.SESSION_ID, "")
    except LookupError:
        return ""
