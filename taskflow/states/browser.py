"""Values that live in the visitor's browser alone, and the functions that work on them: neither asks the server."""

from __future__ import annotations

from typing import Any

import reflex as rx

# Reflex calls it experimental: this is the one place that names it.
from reflex.experimental.client_state import ClientStateVar
from reflex.vars import FunctionVar, VarData
from reflex_base.event import EventChainVar
from reflex_base.utils.imports import ImportVar

# What the page keeps beside React; Reflex holds its own browser-only values there.
REFS = VarData(imports={"$/utils/state": [ImportVar(tag="refs")]})


# What happens at an event of a component: what Reflex accepts there is wider than what its types say.
Events = Any


def browser_state(name: str, default: object) -> ClientStateVar:
    """Return a value by its page-wide name; a component that shows it must stand below one that contains it."""
    return ClientStateVar.create(name, default=default)


def current(state: ClientStateVar) -> str:
    """Return the expression for what the value is at the moment of an event, for use in a `browser_function`."""
    return f"refs['_client_state_{state._getter_name}']"  # noqa: SLF001  (what its own `retrieve` reads)


def assign(state: ClientStateVar, value: str) -> str:
    """Return the statement that sets the value and draws again what shows it, for use in a `browser_function`."""
    return f"refs['_client_state_{state._setter_name}']({value})"  # noqa: SLF001  (what its own `push` calls)


def browser_function(script: str, *used: rx.Var[Any] | str) -> FunctionVar:
    """Return a function of the page, written as a JavaScript expression; `used` are the variables inside it."""
    return rx.Var(f"({script})", _var_data=needs(*used)).to(FunctionVar)


def needs(*used: rx.Var[Any] | str) -> VarData | None:
    """Return what a component must import and call for the variables inside a script, `refs` included."""
    return VarData.merge(REFS, *(rx.Var.create(var)._get_all_var_data() for var in used))  # noqa: SLF001  (there is no public way)


# By name: the functions that many components call, and that the page needs once; components/shared.py writes them out.
SHARED: dict[str, str] = {}


def shared_function(name: str, script: str) -> str:
    """Return the expression for a function of the page that is written out once, however often it is called.

    The script, a JavaScript function, may use `refs` and what `current` and `assign` return, and no variable of Python.
    """
    SHARED[name] = script
    return f"refs.{name}"


# (attempt): in each of the next frames, until it returns something true. React draws a change that the server sent when
# it has the time: mostly before the next frame, on a busy machine some later.
WHEN_DRAWN = shared_function(
    "whenDrawn",
    """(attempt, frames = 30) => requestAnimationFrame(() => {
    if (!attempt() && frames) refs.whenDrawn(attempt, frames - 1);
})""",
)


def on_event(function: FunctionVar) -> EventChainVar:
    """Return a function of the page as what an event of a component can call, with the browser's own event."""
    return function.to(EventChainVar)
