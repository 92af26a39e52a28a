"""A person as a circle with initials; the name is there for the eye on hover and for screen readers."""

from __future__ import annotations

from typing import Any

import reflex as rx


def avatar(
    initials: rx.Var[str], name: rx.Var[str], *, is_named_beside: bool = False, class_name: str = "", **props: Any
) -> rx.Component:
    """A person, small; a screen reader says the name, unless it stands beside."""
    return rx.el.span(
        rx.el.span(initials, aria_hidden=True),
        *([] if is_named_beside else [rx.el.span(name, class_name="sr-only")]),
        title=name,
        class_name="inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-[10px] "
        f"font-semibold text-accent {class_name}",
        **props,
    )
