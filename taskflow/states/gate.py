"""The gate between browsers and States: only what the page itself would send goes through.

Reflex offers every public method of every State to every browser, a setter besides, and believes what stands in a
message. Here a message is checked before Reflex looks at it; what a handler is given is then checked by `checked`.
"""

from __future__ import annotations

import logging
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
from taskflow.models.task import is_storable
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked, is_checked

logger = logging.getLogger(__name__)

# No text of a task is longer, and the browser's storage holds nothing else.
STORED_LENGTH = 2000


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


def apologise(exception: Exception) -> EventSpec:
    """Write a failure of ours to the log, and tell the visitor. For `backend_exception_handler` of `rx.App`."""
    logger.error("An event handler failed", exc_info=exception)
    return cast("EventSpec", GateState.apologise())


def guard_events(app: rx.App) -> None:
    """Let browsers call only the checked handlers, with messages of the right shape. Call it when all States exist."""
    namespace = app.event_namespace
    if namespace is None:
        raise RuntimeError("The application has no State, so there is nothing to guard.")
    receive, offered, stored = namespace.on_event, _offered(), _stored()

    async def on_event(sid: str, message: object) -> None:
        token = namespace.sid_to_token.get(sid)
        if token is None:
            return
        try:
            allowed = _allowed(message, offered, stored)
        except ValueError:
            await app.event_processor.enqueue_many(token, *Event.from_event_type(GateState.refuse()))
        else:
            await receive(sid, allowed)

    # Socket.IO looks for the method by its name on the object.
    cast("Any", namespace).on_event = on_event


def _offered() -> set[str]:
    handlers = RegistrationContext.get().event_handlers
    return {name for name, registered in handlers.items() if is_checked(registered.handler.fn)}


def _stored() -> set[str]:
    return {
        f"{state.get_full_name()}.{name}{FIELD_MARKER}"
        for state in RegistrationContext.get().base_states.values()
        for name, field in state.get_fields().items()
        if isinstance(field.default, ClientStorageBase)
    }


def _allowed(message: object, offered: set[str], stored: set[str]) -> dict[str, Any]:
    event = _Message.model_validate(message)
    if event.name in _OF_REFLEX:
        _OF_REFLEX[event.name].model_validate(event.payload)
        if event.payload.get("vars"):
            event.payload["vars"] = _sensible(event.payload["vars"], stored)
    elif event.name not in offered:
        raise ValueError(event.name)
    return cast("dict[str, Any]", message) | {"payload": event.payload}


def _sensible(values: dict[str, Any], stored: set[str]) -> dict[str, str]:
    """Leave out what the page cannot have stored: a browser keeps the storage of an older version of it for years."""
    return {
        name: value
        for name, value in values.items()
        if name in stored and isinstance(value, str) and len(value) <= STORED_LENGTH and is_storable(value)
    }
