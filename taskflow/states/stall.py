"""While the store of the sessions does not answer, no event can be handled: the page says so, and nothing is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, cast

import reflex as rx
from reflex.state import StateUpdate
from reflex_base.constants.event import SocketEvent
from reflex_base.event import Event

from taskflow.live.hub import hub
from taskflow.live.people import introductions
from taskflow.live.sessions import session_store
from taskflow.locales import DEFAULT_LANGUAGE, mark, translate
from taskflow.states.live import LiveState, delta_of
from taskflow.states.moves import give_back
from taskflow.states.quick_add import QuickAddState, return_text

Receive = Callable[[str, Any], Awaitable[None]]


class StallState(LiveState, rx.State):
    """Whether the server can take what one does."""

    is_stalled: bool = False


async def tell_stall() -> None:
    """Tell everybody whether the server can take what they do."""
    await hub.send(hub.visitors(), delta_of(StallState, is_stalled=session_store.is_away))


def taken_or_excused(namespace: Any) -> Receive:
    """Return what handles an event of a visitor, or excuses itself while that cannot be."""
    receive: Receive = namespace.on_event

    async def take(visitor: str, message: Any) -> None:
        if session_store.is_away:
            await namespace.emit(str(SocketEvent.EVENT), StateUpdate(events=excuse(visitor, message)), to=visitor)
        else:
            await receive(visitor, message)

    return take


def excuse(visitor: str, message: object) -> list[Event]:
    """Return what the page of a visitor does about an event that was not taken: it says so, and nothing is lost."""
    language = introductions[visitor].language if visitor in introductions else DEFAULT_LANGUAGE
    sentence = mark("The server cannot take this at the moment. Nothing was changed; please try again.")
    events: list[Any] = [rx.toast.error(translate(language, sentence), id="stall"), give_back(0)]
    match message:
        case {"name": str(name), "payload": {"text": str(text)}} if name == _ADDS:
            events.append(return_text(text))
        case _:
            pass
    return Event.from_event_type(cast("Any", events), router_data={})


_ADDS = f"{QuickAddState.get_full_name()}.add"
