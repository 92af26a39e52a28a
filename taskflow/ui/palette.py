"""A command palette: cmdk, wrapped from Python and fetched when it is first opened.

It finds as one types, walks with the arrows and tells a screen reader where it is.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

LIBRARY = "cmdk@1.1.1"


def _typed(text: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (text,)


class Palette(rx.NoSSRComponent):
    """What the field and the list stand in."""

    library = LIBRARY
    tag = "Command"

    label: rx.Var[str]
    loop: rx.Var[bool]
    # The item that Enter would choose, by its value.
    value: rx.Var[str]
    # (value, typed, keywords): how well an item fits, 0 for not at all. Those that fit alike keep their order.
    filter: rx.Var[Any]

    on_value_change: rx.EventHandler[_typed]


class PaletteInput(rx.NoSSRComponent):
    """The field."""

    library = LIBRARY
    tag = "CommandInput"

    placeholder: rx.Var[str]
    max_length: rx.Var[int]
    auto_focus: rx.Var[bool]

    on_value_change: rx.EventHandler[_typed]


class PaletteList(rx.NoSSRComponent):
    """All that can be chosen."""

    library = LIBRARY
    tag = "CommandList"

    label: rx.Var[str]


class PaletteGroup(rx.NoSSRComponent):
    """Some of it, below a heading."""

    library = LIBRARY
    tag = "CommandGroup"

    heading: rx.Var[str]
    # Shown whatever was typed.
    force_mount: rx.Var[bool]


class PaletteItem(rx.NoSSRComponent):
    """Something to choose. It is found by its `value` and its `keywords`."""

    library = LIBRARY
    tag = "CommandItem"

    value: rx.Var[str]
    keywords: rx.Var[list[str]]
    force_mount: rx.Var[bool]

    on_select: rx.EventHandler[rx.event.no_args_event_spec]


class PaletteEmpty(rx.NoSSRComponent):
    """What is said when nothing is found."""

    library = LIBRARY
    tag = "CommandEmpty"
