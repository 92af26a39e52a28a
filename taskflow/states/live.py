"""How the States and the hub work together: variables that only the hub sends, and what a visitor looks at."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

import reflex as rx

# Private, as there is no public way to leave a variable out; tests/live notices when it changes.
from reflex.state import _override_base_method
from reflex_base.constants.state import FIELD_MARKER

from taskflow.live.deltas import Delta, merged
from taskflow.live.hub import hub
from taskflow.live.views import View

Value = TypeVar("Value")


class LiveState(rx.State, mixin=True):
    """A State some of whose variables are sent by other means than by setting them on the server.

    The copies that the server keeps of them say nothing about the page. So they are left out of what a page is sent
    when it connects again: it keeps what it has until it is sent something newer.
    """

    # Their names; all variables of the class when it is None.
    LIVE: ClassVar[tuple[str, ...] | None] = None

    @_override_base_method
    def dict(self, include_computed: bool = True, initial: bool = False, **kwargs: Any) -> dict[str, Any]:
        """Return what a page is sent when it connects, or `initial`, what is compiled into it."""
        values = super().dict(include_computed=include_computed, initial=initial, **kwargs)
        own = values[self.get_full_name()]
        if not initial:
            for name in list(own):
                if self.LIVE is None or name.removesuffix(FIELD_MARKER) in self.LIVE:
                    del own[name]
        return values


def delta_of(state: type[rx.State], **values: Any) -> Delta:
    """Return what sets variables of a State on a page."""
    return {state.get_full_name(): {f"{name}{FIELD_MARKER}": value for name, value in values.items()}}


def value_in(delta: Delta, state: type[rx.State], name: str, default: Value) -> Value:
    """Return the value that a delta gives a variable, or the default."""
    return delta.get(state.get_full_name(), {}).get(f"{name}{FIELD_MARKER}", default)


async def show(visitor: rx.State, view: View, *changed: rx.State, patiently: bool = False) -> None:
    """Show the visitor a view from now on, together with what was changed of these States.

    Raises:
        DatabaseUnavailable: as `Hub.show` does.
    """
    along = merged(*(state.get_delta() for state in changed))
    await hub.show(connection_of(visitor), view, along=along, patiently=patiently)


def shown_to(visitor: rx.State, place: str) -> Delta:
    """Return what the visitor sees at a place of the page."""
    return hub.shown(connection_of(visitor), place)


def connection_of(visitor: rx.State) -> str:
    """Return the id of the visitor's connection, by which the hub knows them."""
    return visitor.router.session.session_id
