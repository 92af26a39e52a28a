"""A small fact on a card: a picture and a word, with a colour that says how much it matters."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

Tone = Literal["quiet", "danger", "danger-soft", "warning", "accent"]

_TONES: dict[Tone, str] = {
    "quiet": "text-muted",
    "danger": "text-danger",
    "danger-soft": "bg-danger-soft text-danger px-1.5",
    "accent": "bg-accent-soft text-accent px-1.5",
    "warning": "bg-warning-soft text-warning px-1.5",
}


def badge(icon: str, text: rx.Var[str] | str, *, tone: Tone, **props: Any) -> rx.Component:
    """A fact with a picture; the colour never stands alone."""
    return rx.el.span(
        rx.icon(icon, size=14, aria_hidden=True, class_name="shrink-0"),
        rx.el.span(text, class_name="truncate"),
        class_name=f"inline-flex min-w-0 items-center gap-1 rounded-md text-xs font-medium leading-6 {_TONES[tone]}",
        **props,
    )
