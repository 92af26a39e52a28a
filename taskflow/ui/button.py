"""Buttons: what one can press, never smaller than a fingertip on a touch screen."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

Look = Literal["primary", "plain", "quiet", "danger"]

_BASE = (
    "inline-flex items-center justify-center gap-2 rounded-lg text-sm font-medium whitespace-nowrap select-none "
    "cursor-pointer transition-colors duration-100 pointer-coarse:min-h-11 disabled:opacity-60 disabled:cursor-default "
)
_LOOKS: dict[Look, str] = {
    "primary": "bg-accent text-on-accent hover:bg-accent-hover",
    "plain": "border border-line bg-surface text-ink hover:bg-sunken",
    "quiet": "text-muted hover:text-ink hover:bg-sunken",
    "danger": "bg-danger text-on-danger hover:opacity-90",
}

# A link that looks like the primary button.
LINK = f"{_BASE}h-9 px-3 {_LOOKS['primary']}"


def button(
    *children: rx.Component | rx.Var[str] | str,
    look: Look = "plain",
    type: Literal["button", "submit"] = "button",  # noqa: A002  (the attribute's name in HTML)
    class_name: rx.Var[str] | str = "",
    **props: Any,
) -> rx.Component:
    """A button with words."""
    return rx.el.button(*children, type=type, class_name=f"{_BASE}h-9 px-3 {_LOOKS[look]} {class_name}", **props)


def icon_button(
    icon: str, label: rx.Var[str] | str, *, class_name: rx.Var[str] | str = "", **props: Any
) -> rx.Component:
    """A button that shows only a picture; `label` says what it does, to the eye on hover and to a screen reader."""
    return rx.el.button(
        rx.icon(icon, size=18, aria_hidden=True),
        type="button",
        aria_label=label,
        title=label,
        class_name=f"{_BASE}size-9 pointer-coarse:min-w-11 shrink-0 {_LOOKS['quiet']} {class_name}",
        **props,
    )
