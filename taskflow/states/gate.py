"""The gate between browsers and States: only what the page itself would send goes through.

Reflex offers every public method of every State to every browser, a setter besides, and believes what stands in a
message. Here a message is checked before Reflex looks at it; what a handler is given is then checked by `checked`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from inspect import signature
from typing import Any, cast
from urllib.parse import urlsplit

import reflex as rx
from pydantic import BaseModel, ConfigDict, field_validator
from reflex.event import EventSpec
from reflex.istate.storage import ClientStorageBase
from reflex_base.constants.state import FIELD_MARKER
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from taskflow.locales import mark, translate
from taskflow.models.fields import is_storable
from taskflow.settings import settings
from taskflow.states.limits import EventLimits, TooManyEvents
from taskflow.states.moves import give_back
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked, is_checked
from taskflow.states.stall import taken_or_excused
from taskflow.states.storage import STORED_LENGTH

logger = logging.getLogger(__name__)


class _Place(BaseModel):
    """Where the page says it is; Reflex builds the address from it."""

    pathname: str = "/"
    asPath: str = "/"  # noqa: N815  (the name in the message)
    # The rest of an address that no page has arrives as a list.
    query: dict[str, str | list[str]] = {}

    @field_validator("pathname", "asPath")
    @classmethod
    def _can_be_taken_apart(cls, value: str) -> str:
        urlsplit(value)
        # The answer repeats it.
        value.encode()
        return value


class _Message(BaseModel):
    """What a page sends when something happens on it."""

    name: str
    payload: dict[str, Any] = {}
    router_data: _Place = _Place()


class _Nothing(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Storage(_Nothing):
    """What the browser's storage holds; the hashes say which States the page knows already."""

    vars: dict[str, Any] | None = None
    hashes: list[str] | None = None


class _Failure(_Nothing):
    """What went wrong in the page."""

    info: str
    component_stack: str


# The handlers of Reflex itself that a page calls, and what it may give them.
_OF_REFLEX: dict[str, type[BaseModel]] = {
    "reflex___state____state.hydrate_and_load": _Storage,
    "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal": _Storage,
    "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal": _Nothing,
    "reflex___state____state.reflex___state____frontend_event_exception_state.handle_frontend_exception": _Failure,
}


class GateState(rx.State):
    """Answers for what did not come through, and for what failed behind the gate."""

    @rx.event
    @checked
    async def apologise(self) -> Answer:
        """Say that the server failed."""
        language = (await self.get_state(ReaderState)).language
        return rx.toast.error(
            translate(language, mark("Something went wrong here. What you typed is kept; try again."))
        )

    @rx.event
    @checked
    async def refuse(self) -> Answer:
        """Say that the request made no sense."""
        raise ValueError

    @rx.event
    @checked
    async def slow_down(self, number: int) -> Answer:
        """Say that it was too much at once; the cards of the refused note `number` go back to where they belong."""
        language = (await self.get_state(ReaderState)).language
        sentence = translate(language, mark("That was too much at once. Wait a moment, then go on."))
        return [*([give_back(number)] if number else []), rx.toast.error(sentence, id="slow-down")]


def apologise(exception: Exception) -> EventSpec:
    """Write a failure of ours to the log, and tell the visitor. For `backend_exception_handler` of `rx.App`."""
    logger.error("An event handler failed", exc_info=exception)
    return cast("EventSpec", GateState.apologise())


def guard_events(app: rx.App) -> None:
    """Let browsers call only the checked handlers, with messages of the right shape. Call it when all States exist."""
    namespace = app.event_namespace
    if namespace is None:
        raise RuntimeError("The application has no State, so there is nothing to guard.")
    receive, offered, stored = taken_or_excused(namespace), _offered(), _stored()
    limits = EventLimits(settings())

    async def on_event(sid: str, message: object) -> None:
        token = namespace.sid_to_token.get(sid)
        if token is None:
            return
        environ = cast("Any", app.sio).get_environ(sid, namespace.namespace)
        try:
            limits.admit(environ, _waiting(app, token))
            allowed = _allowed(message, offered, stored)
        except TooManyEvents as flood:
            number = _note(message)
            if flood.page.is_time_to_say_so() or number:
                await _answer(app, token, GateState.slow_down(number))
        except ValueError:
            await _answer(app, token, GateState.refuse())
        else:
            await receive(sid, allowed)

    # Socket.IO looks for the method by its name on the object.
    cast("Any", namespace).on_event = on_event


async def _answer(app: rx.App, token: str, refusal: Any) -> None:
    await app.event_processor.enqueue_many(token, *Event.from_event_type(refusal))


def _waiting(app: rx.App, token: str) -> int:
    # Reflex shows this to nobody; tests/states/test_flood.py notices when it is kept elsewhere.
    return len(app.event_processor._token_queues.get(token, ()))  # noqa: SLF001


def _note(message: object) -> int:
    """Return the number of the browser's note about a move, 0 when the message is about none."""
    payload = message.get("payload") if isinstance(message, dict) else None
    number = payload.get("number") if isinstance(payload, dict) else None
    return number if type(number) is int else 0


def _offered() -> dict[str, set[str]]:
    """Return the handlers that browsers may call, each with its whole numbers: Reflex logs a text that is none."""
    handlers = RegistrationContext.get().event_handlers
    return {
        name: {each.name for each in signature(registered.handler.fn).parameters.values() if each.annotation == "int"}
        for name, registered in handlers.items()
        if is_checked(registered.handler.fn)
    }


def _stored() -> set[str]:
    return {
        f"{state.get_full_name()}.{name}{FIELD_MARKER}"
        for state in RegistrationContext.get().base_states.values()
        for name, field in state.get_fields().items()
        if isinstance(field.default, ClientStorageBase)
    }


def _allowed(message: object, offered: Mapping[str, set[str]], stored: set[str]) -> dict[str, Any]:
    event = _Message.model_validate(message)
    if event.name in _OF_REFLEX:
        _OF_REFLEX[event.name].model_validate(event.payload)
        if event.payload.get("vars"):
            event.payload["vars"] = _sensible(event.payload["vars"], stored)
    elif event.name not in offered or any(type(event.payload.get(name)) is not int for name in offered[event.name]):
        raise ValueError(event.name)
    # What UTF-8 cannot say could not be sent back either; this error too is a ValueError.
    json.dumps(event.payload, ensure_ascii=False).encode()
    return cast("dict[str, Any]", message) | {"payload": event.payload}


def _sensible(values: dict[str, Any], stored: set[str]) -> dict[str, str]:
    """Leave out what the page cannot have stored: a browser keeps the storage of an older version of it for years."""
    return {
        name: value
        for name, value in values.items()
        if name in stored and isinstance(value, str) and len(value) <= STORED_LENGTH and is_storable(value)
    }
