"""What of Reflex's websocket the live updates reach into, all of it in one place; tests/live watches it.

Reflex has no public way to send to several visitors, nor to learn that one has gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

import reflex as rx
from reflex.state import StateUpdate
from reflex_base.constants.event import SocketEvent
from sqlalchemy import func, select
from sqlmodel import Session

from taskflow.live import people
from taskflow.live.database import in_database
from taskflow.live.deltas import Delta
from taskflow.live.feed import Feed, Heard
from taskflow.live.hub import hub
from taskflow.live.sessions import session_store
from taskflow.services.writing import PEOPLE_CHANNEL, process_name
from taskflow.settings import settings

# PostgreSQL takes no longer one.
LONGEST_NOTICE = 7_900


def watch_connections(app: rx.App) -> None:
    """Let the hub know who is connected. Call it when all States exist."""
    namespace = cast("Any", app.event_namespace)
    connect, disconnect = namespace.on_connect, namespace.on_disconnect

    async def on_connect(sid: str, environ: dict[str, Any], auth: object = None) -> None:
        # Before Reflex, which handles the first event while it connects.
        hub.enter(sid)
        try:
            await connect(sid, environ, auth)
        except BaseException:
            hub.leave(sid)
            raise

    def on_disconnect(sid: str, *_reason: object) -> object:
        hub.leave(sid)
        return disconnect(sid)

    # Socket.IO looks for the methods by their names on the object.
    namespace.on_connect, namespace.on_disconnect = on_connect, on_disconnect


@asynccontextmanager
async def live_updates(app: rx.App, tell_stall: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Tell this worker's visitors of changes, wherever these are made. For `register_lifespan_task` of `rx.App`.

    `tell_stall` is called when the store of the sessions went or came back.
    """
    loop = asyncio.get_running_loop()

    # By its name each time: the hub begins anew when it runs.
    def in_loop(name: str) -> Any:
        return lambda: loop.call_soon_threadsafe(getattr(hub.telling, name))

    def hear_of_people(text: str) -> None:
        with suppress(ValueError):
            process, there = people.read(text)
            if process != process_name():
                loop.call_soon_threadsafe(hub.presence.hear, process, there)

    heard = Heard(
        change=in_loop("hear_of_others"),
        file=in_loop("hear_of_file"),
        people=hear_of_people,
        gap=in_loop("look_again"),
    )
    feed = Feed(settings(), heard)
    tasks = [asyncio.create_task(hub.run(sender(app), tell_workers if settings().workers > 1 else None))]
    if settings().redis_url:
        tasks.append(asyncio.create_task(session_store.watch(settings().redis_url, tell_stall)))
    feed.start()
    try:
        yield
    finally:
        await asyncio.to_thread(feed.stop)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def tell_workers(here: Sequence[people.Person]) -> None:
    """Tell the other workers who is on this one."""
    text = people.written(process_name(), here, LONGEST_NOTICE)

    def tell(session: Session) -> None:
        session.connection().execute(select(func.pg_notify(PEOPLE_CHANNEL, text)))
        session.commit()

    await in_database(tell)


def sender(app: rx.App) -> Any:
    """Return what sends a message to visitors of this worker; those that have gone meanwhile are left out."""

    async def send(visitors: Collection[str], delta: Delta) -> None:
        namespace = app.event_namespace
        if namespace is not None and visitors:
            # Encoded once, whatever their number.
            await namespace.emit(str(SocketEvent.EVENT), StateUpdate(delta=delta), to=cast("Any", list(visitors)))

    return send
