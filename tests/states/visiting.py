"""Visitors without a browser: they send what a page sends through Reflex's own socket code, and keep what comes back.

This file and conftest.py are the only ones of these tests that name private parts of Reflex.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from types import SimpleNamespace
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import State, StateUpdate
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.utils.format import format_event_handler, json_dumps
from sqlalchemy import Engine, event

from taskflow.live.connections import sender
from taskflow.live.hub import hub

HYDRATE = "reflex___state____state.hydrate_and_load"
UPDATE_VARS = "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal"
ON_LOAD = "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal"
ADDRESS_OF_PAGE = "http://localhost:3000"

# What a browser keeps for the page: by State, the variables and their values.
Stored = dict[type[rx.State], dict[str, Any]]

_TOAST = re.compile(r"""refs\['__toast'\]\?\.\["(\w+)"\]\(("(?:[^"\\]|\\.)*")""")


@dataclass
class Answer:
    """What one action sent to one visitor, and what it cost."""

    updates: list[StateUpdate] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def sent(self) -> dict[str, dict[str, Any]]:
        """The variables that were sent, by the full name of their State."""
        merged: dict[str, dict[str, Any]] = {}
        for update in self.updates:
            for state, values in update.delta.items():
                named = {name.removesuffix(FIELD_MARKER): value for name, value in values.items()}
                merged.setdefault(state, {}).update(named)
        return merged

    def sent_of(self, state: type[rx.State]) -> dict[str, Any]:
        """The variables of one State that were sent."""
        return self.sent.get(state.get_full_name(), {})

    @property
    def toasts(self) -> list[tuple[str, str]]:
        """What was said, as pairs of kind and sentence."""
        return [(kind, json.loads(text)) for script in self.scripts for kind, text in _TOAST.findall(script)]

    @property
    def scripts(self) -> list[str]:
        """What the browser was asked to run."""
        events = [each for update in self.updates for each in update.events]
        return [each.payload["function"] for each in events if "function" in each.payload]

    @property
    def redirects(self) -> list[str]:
        """Where the browser was asked to go."""
        return [each.payload["path"] for update in self.updates for each in update.events if "path" in each.payload]

    @property
    def size(self) -> int:
        """Bytes down the socket."""
        return sum(len(json_dumps(update, separators=(",", ":")).encode()) for update in self.updates)

    @property
    def selects(self) -> list[str]:
        """The queries, without the statements that write or begin."""
        return [statement for statement in self.statements if statement.lstrip("( ").upper().startswith("SELECT")]


class Server:
    """The program's event processing with an in-memory session store, and the visitors that are connected to it."""

    def __init__(self, app: rx.App, engine: Engine) -> None:
        self.app = app
        self.engine = engine
        self.runner = asyncio.Runner()
        # What it emits goes to our visitors in place of sockets.
        self.namespace: Any = app.event_namespace
        self.processor = BaseStateEventProcessor(
            middleware=app, backend_exception_handler=app.backend_exception_handler
        )
        self.sessions = StateManagerMemory()
        self.visitors: dict[str, Visitor] = {}

    def __enter__(self) -> Self:
        self._app_had = self.app._event_processor
        self.app._event_processor = self.processor
        self.namespace.emit = self._receive
        self.processor.configure(state_manager=self.sessions, event_namespace=self.namespace)
        self.runner.run(self.processor.start())
        self.runner.run(self._start_hub())
        return self

    def __exit__(self, *_: object) -> None:
        self.runner.run(self._stop_hub())
        self.runner.run(self.processor.stop())
        self.runner.run(self.sessions.close())
        self.runner.close()
        del self.namespace.emit
        self.app._event_processor = self._app_had

    def visit(self, address: str = "/", *, languages: str = "en-US,en;q=0.9", stored: Stored | None = None) -> Visitor:
        """Open the page in a new tab."""
        visitor = self.newcomer(languages)
        visitor.opening = visitor.open(address, stored=stored)
        return visitor

    def newcomer(self, languages: str = "en-US,en;q=0.9") -> Visitor:
        """Return a tab that has not connected yet."""
        visitor = Visitor(self, languages)
        self.visitors[visitor.sid] = visitor
        return visitor

    def wait(self, seconds: float = 0) -> None:
        """Let go on what was started, for so long; it need not come to its end."""
        self.runner.run(asyncio.sleep(seconds))

    def call(self, function: Callable[[], object]) -> None:
        """Call a function on the event loop."""

        async def run() -> None:
            function()

        self.runner.run(run())

    def settle(self) -> None:
        """Wait until nothing is left to be done."""
        self.runner.run(self._settle())

    def settle_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something that happens by itself."""

        async def wait() -> None:
            async with asyncio.timeout(20):
                while not is_so():  # noqa: ASYNC110  (what it waits for is on several pages, not in one event)
                    await asyncio.sleep(0.01)

        self.runner.run(wait())

    def forget(self) -> None:
        """Lose what is kept for every visitor, as a server that is restarted does."""
        self.sessions.states.clear()

    async def _start_hub(self) -> None:
        self._hub = asyncio.create_task(hub.run(sender(self.app)))
        await asyncio.sleep(0)

    async def _stop_hub(self) -> None:
        self._hub.cancel()
        await asyncio.wait([self._hub])

    async def _settle(self) -> None:
        async with asyncio.timeout(20):
            while True:
                await self.processor.join()
                tasks = list(self.processor._tasks.values())
                if not tasks and hub.telling.is_quiet and not hub.presence.is_due:
                    return
                if tasks:
                    await asyncio.wait(tasks)
                # A task that has ended starts the next one in a callback.
                await asyncio.sleep(0)

    async def _receive(self, name: str, message: Any = None, *, to: str | list[str], **_: Any) -> None:
        if name == "event":
            # As on the wire: what cannot be written as UTF-8 JSON fails here.
            json_dumps(message).encode()
            for sid in [to] if isinstance(to, str) else to:
                visitor = self.visitors[sid]
                # As Socket.IO does: what is for a connection that has ended goes nowhere.
                if sid == visitor.sid and visitor.is_connected:
                    visitor.receive(message)

    @contextmanager
    def counted(self, into: list[str]) -> Iterator[None]:
        """Keep the statements that reach the database."""

        def keep(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            into.append(statement)

        event.listen(self.engine, "before_cursor_execute", keep)
        try:
            yield
        finally:
            event.remove(self.engine, "before_cursor_execute", keep)


class Visitor:
    """One tab of one browser."""

    def __init__(self, server: Server, languages: str) -> None:
        self.server = server
        self.languages = languages
        self.token = str(uuid.uuid4())
        self.sid = f"sid-{self.token}"
        self.address = "/"
        self.is_connected = False
        self.updates: list[StateUpdate] = []
        self._sees: dict[str, dict[str, Any]] = {}
        self.when_received: Callable[[], None] = lambda: None
        self.opening = Answer()

    def receive(self, update: StateUpdate) -> None:
        """Take what the server sent, as the page does: newer values in the place of older ones."""
        self.updates.append(update)
        for state, values in update.delta.items():
            named = {name.removesuffix(FIELD_MARKER): value for name, value in values.items()}
            self._sees.setdefault(state, {}).update(named)
        self.when_received()

    def open(self, address: str, *, stored: Stored | None = None) -> Answer:
        """Connect, as the page does when it is loaded and again when a connection was lost."""
        return self._answer(lambda: self._connect(address, stored))

    def arrive(self, address: str, *, stored: Stored | None = None) -> None:
        """Connect without waiting for what there is to see."""
        self.server.runner.run(self._connect(address, stored))

    def leave(self) -> None:
        """End the connection without a word, as a closed tab and a cut line do; what the page shows it keeps."""
        self.is_connected = False
        self.server.runner.run(self._disconnect())

    async def _disconnect(self) -> None:
        # Reflex cleans up in a task; on a real socket it comes to its end before the page can connect again.
        await self.server.namespace.on_disconnect(self.sid)

    def reconnect(self, *, stored: Stored | None = None) -> None:
        """Connect anew after `leave`, without waiting for what there is to see."""
        self.sid = f"sid-{uuid.uuid4()}"
        self.server.visitors[self.sid] = self
        self.arrive(self.address, stored=stored)

    async def _connect(self, address: str, stored: Stored | None) -> None:
        self.address = address
        self.is_connected = True
        boot = self._event(HYDRATE, {"vars": storage_of(stored or {})})
        headers = [(b"accept-language", self.languages.encode("latin-1")), (b"origin", ADDRESS_OF_PAGE.encode())]
        environ = {
            "QUERY_STRING": f"token={self.token}",
            "asgi.scope": {"headers": headers, "client": ("127.0.0.1", 50000)},
        }
        await self.server.namespace.on_connect(self.sid, environ, {"event": boot})

    def go(self, address: str) -> Answer:
        """Go to another address of the same page, as a link does: without connecting again."""
        self.address = address
        return self.send(ON_LOAD, {})

    def do(self, handler: Any, *arguments: Any) -> Answer:
        """Let the page call a handler, its arguments in their order."""
        return self.send(name_of(handler), dict(zip(parameters_of(handler), arguments, strict=True)))

    def send(self, name: str, payload: Any) -> Answer:
        """Send an event as it is, sensible or not."""
        return self.send_raw(self._event(name, payload))

    def send_raw(self, message: Any) -> Answer:
        """Send anything at all, as a browser could: it goes through JSON."""
        message = json.loads(json.dumps(message))
        return self._answer(lambda: self.server.namespace.on_event(self.sid, message))

    def start(self, name: str, payload: Any) -> None:
        """Send an event without waiting for what it does."""
        self.server.runner.run(self.server.namespace.on_event(self.sid, self._event(name, payload)))

    def store(self, state: type[rx.State], **values: Any) -> Answer:
        """Let the browser report new values of its storage."""
        return self.send(UPDATE_VARS, {"vars": storage_of({state: values})})

    def sees(self, cls: type[rx.State]) -> Any:
        """Return the variables of a State as they are on the page, which begins with the defaults."""
        defaults = {name: field.default_value() for name, field in cls.get_fields().items()}
        return SimpleNamespace(**{**defaults, **self._sees.get(cls.get_full_name(), {})})

    def shows(self, state: str, name: str) -> Any:
        """Return what the page was sent of a variable, by the full name of its State; None when it was not."""
        return self._sees.get(state, {}).get(name)

    def state(self, cls: type[rx.State]) -> Any:
        """Return what the server keeps for this visitor; only to look at."""
        root = next(
            state
            for key, state in self.server.sessions.states.items()
            if self.token in key and isinstance(state, State)
        )
        return root.get_substate(cls.get_full_name().split("."))

    def _event(self, name: str, payload: Any) -> dict[str, Any]:
        parts = urlsplit(self.address)
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "name": name,
            "payload": payload,
            "router_data": {"pathname": parts.path, "asPath": self.address, "query": query},
        }

    def _answer(self, action: Callable[[], Awaitable[None]]) -> Answer:
        before, started, answer = len(self.updates), monotonic(), Answer()

        async def run() -> None:
            await action()

        with self.server.counted(answer.statements):
            self.server.runner.run(run())
            self.server.settle()
        answer.seconds = monotonic() - started
        answer.updates = self.updates[before:]
        return answer


def name_of(handler: Any) -> str:
    """Return the name under which a browser calls a handler."""
    return format_event_handler(handler)


def parameters_of(handler: Any) -> list[str]:
    """Return the names of a handler's arguments."""
    return list(inspect.signature(handler.fn).parameters)[1:]


def storage_of(stored: Stored) -> dict[str, Any]:
    """Return what the browser says about its storage: each value under the full name of its variable."""
    return {
        f"{state.get_full_name()}.{name}{FIELD_MARKER}": value
        for state, values in stored.items()
        for name, value in values.items()
    }
