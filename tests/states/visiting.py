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
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import State, StateUpdate
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.utils.format import format_event_handler, json_dumps
from sqlalchemy import Engine, event

HYDRATE = "reflex___state____state.hydrate_and_load"
UPDATE_VARS = "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal"
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
        return [each.payload["function"] for update in self.updates for each in update.events]

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
        return self

    def __exit__(self, *_: object) -> None:
        self.runner.run(self.processor.stop())
        self.runner.run(self.sessions.close())
        self.runner.close()
        del self.namespace.emit
        self.app._event_processor = self._app_had

    def visit(self, address: str = "/", *, languages: str = "en-US,en;q=0.9", stored: Stored | None = None) -> Visitor:
        """Open the page in a new tab."""
        visitor = Visitor(self, languages)
        self.visitors[visitor.sid] = visitor
        visitor.opening = visitor.open(address, stored=stored)
        return visitor

    def settle(self) -> None:
        """Wait until nothing is left to be done."""
        self.runner.run(self._settle())

    def forget(self) -> None:
        """Lose what is kept for every visitor, as a server that is restarted does."""
        self.sessions.states.clear()

    async def _settle(self) -> None:
        async with asyncio.timeout(20):
            while True:
                await self.processor.join()
                tasks = list(self.processor._tasks.values())
                if not tasks:
                    return
                await asyncio.wait(tasks)
                # A task that has ended starts the next one in a callback.
                await asyncio.sleep(0)

    async def _receive(self, name: str, message: Any = None, *, to: str, **_: Any) -> None:
        if name == "event":
            # As on the wire: what cannot be written as UTF-8 JSON fails here.
            json_dumps(message).encode()
            self.visitors[to].receive(message)

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
        self.updates: list[StateUpdate] = []
        self.when_received: Callable[[], None] = lambda: None
        self.opening = Answer()

    def receive(self, update: StateUpdate) -> None:
        """Take what the server sent."""
        self.updates.append(update)
        self.when_received()

    def open(self, address: str, *, stored: Stored | None = None) -> Answer:
        """Connect, as the page does when it is loaded and again when a connection was lost."""
        self.address = address
        boot = self._event(HYDRATE, {"vars": _storage(stored or {})})
        headers = [(b"accept-language", self.languages.encode("latin-1")), (b"origin", ADDRESS_OF_PAGE.encode())]
        environ = {
            "QUERY_STRING": f"token={self.token}",
            "asgi.scope": {"headers": headers, "client": ("127.0.0.1", 50000)},
        }
        return self._answer(lambda: self.server.namespace.on_connect(self.sid, environ, {"event": boot}))

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
        return self.send(UPDATE_VARS, {"vars": _storage({state: values})})

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


def _storage(stored: Stored) -> dict[str, Any]:
    return {
        f"{state.get_full_name()}.{name}{FIELD_MARKER}": value
        for state, values in stored.items()
        for name, value in values.items()
    }
