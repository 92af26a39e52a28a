"""Dragging with mouse, touch and keyboard: @hello-pangea/dnd, wrapped from Python.

Built for boards, it brings the long press, Space and arrows, scrolling at the edges and the announcements for screen
readers. Of the others that were tried, @dnd-kit/react lost cards between columns, and Pragmatic drag and drop, the
smallest, has no keyboard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import reflex as rx
from reflex_base.compiler.templates import _RenderUtils
from reflex_base.constants.compiler import MemoizationMode

LIBRARY = "@hello-pangea/dnd@18.0.1"


@dataclass(frozen=True)
class Provided:
    """What the library gives a child to attach to its element. Whatever a list does not have, a card has."""

    innerRef: Any  # noqa: N815  (the library's names, here and below)
    droppableProps: dict[str, Any]  # noqa: N815
    draggableProps: dict[str, Any]  # noqa: N815
    dragHandleProps: dict[str, Any]  # noqa: N815
    placeholder: Any


@dataclass(frozen=True)
class Snapshot:
    """What is going on with a list or a card at this moment."""

    isDraggingOver: bool  # noqa: N815
    isDragging: bool  # noqa: N815
    isDropAnimating: bool  # noqa: N815


Build = Callable[[Provided, Snapshot], rx.Component]


def _before(before: rx.Var[Any]) -> tuple[rx.Var[Any]]:
    return (before,)


def _step(step: rx.Var[Any], provided: rx.Var[Any]) -> tuple[rx.Var[Any], rx.Var[Any]]:
    return step, provided


class DragDropContext(rx.Component):
    """What all lists stand in, between which one can drag."""

    library = LIBRARY
    tag = "DragDropContext"

    # What a screen reader says about how to drag, when the focus comes to a card.
    drag_handle_usage_instructions: rx.Var[str]

    on_before_capture: rx.EventHandler[_before]
    on_drag_start: rx.EventHandler[_step]
    on_drag_update: rx.EventHandler[_step]
    on_drag_end: rx.EventHandler[_step]


class _RenderProp(rx.Component):
    """A component whose only child, in React, is a function of what the library provides.

    The child stays in the tree, so that Reflex finds its imports, hooks and States; only the way it prints is another.
    """

    library = LIBRARY
    _memoization_mode = MemoizationMode(recursive=False)

    @classmethod
    def create(cls, build: Build, *rest: rx.RestProp, **props: Any) -> rx.Component:
        """Return the component; `build` makes its child of what the library provides."""
        provided = rx.Var("provided", _var_type=Provided).guess_type()
        snapshot = rx.Var("snapshot", _var_type=Snapshot).guess_type()
        return super().create(build(cast("Provided", provided), cast("Snapshot", snapshot)), *rest, **props)

    def render(self) -> dict[str, Any]:
        tag = dict(super().render())
        (child,) = tag["children"]
        tag["children"] = [{"contents": f"((provided, snapshot) => {_RenderUtils.render(child)})"}]
        return tag


class Droppable(_RenderProp):
    """A list that cards can be dropped into."""

    tag = "Droppable"

    droppable_id: rx.Var[str]
    is_drop_disabled: rx.Var[bool]


class Draggable(_RenderProp):
    """A card that can be dragged; `index` is its place in its list."""

    tag = "Draggable"

    draggable_id: rx.Var[str]
    index: rx.Var[int]
    is_drag_disabled: rx.Var[bool]


def attributes(*provided: Any, reference: Any) -> dict[str, Any]:
    """Return the attributes that make an element what the library provided: its properties and its reference."""
    return {"special_props": list(provided), "custom_attrs": {"ref": reference}}


def grip(handle: rx.Var[dict[str, Any]]) -> rx.Var[dict[str, Any]]:
    """Return the properties of the element by which a card is dragged, from its handle; it keeps its own role.

    For that element itself: a memo around it must be given the handle, because this is another object each time.
    """
    return rx.Var(f"({{...{handle!s}, role: undefined}})").to(dict[str, Any])
