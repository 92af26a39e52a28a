"""Form fields: a label, the control, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

CONTROL = (
    "w-full rounded-lg border border-edge bg-surface px-3 text-sm pointer-coarse:text-base text-ink "
    "placeholder:text-muted aria-invalid:border-danger "
)
LINE = CONTROL + "h-9 pointer-coarse:h-11 "


def field(
    name: str, label: rx.Var[str] | str, control: rx.Component, *, error: rx.Var[str], hint: rx.Component | None = None
) -> rx.Component:
    """A labelled control; its id is `name`, and the error is announced when it appears."""
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="text-sm font-medium text-ink"),
        control,
        *([hint] if hint else []),
        rx.el.p(error, id=f"{name}-error", aria_live="polite", class_name="text-sm text-danger empty:hidden"),
        class_name="flex flex-col gap-1",
    )


def described(name: str, error: rx.Var[str]) -> dict[str, Any]:
    """Return the attributes that tie a control to its label and its error."""
    return {"id": name, "aria_invalid": error != "", "aria_describedby": f"{name}-error"}


class _Select(rx.el.Select):
    """A <select> that tells of keys, too."""

    on_key_down: rx.EventHandler[rx.event.key_event]


def select(
    *options: rx.Component | rx.Var[Any],
    choices: Sequence[tuple[str, rx.Var[str] | str]] = (),
    class_name: str = "",
    look: str = "",
    **props: Any,
) -> rx.Component:
    """A native choice: keyboard, screen reader and phone know it already. Only its arrow is ours.

    `choices` are pairs of a value and its words; they come after the `options`.
    """
    further = (rx.el.option(words, value=value) for value, words in choices)
    return rx.el.div(
        _Select.create(*options, *further, class_name=f"{LINE}appearance-none truncate pr-8! {look}", **props),
        rx.icon(
            "chevron-down",
            size=16,
            aria_hidden=True,
            class_name="pointer-events-none absolute right-2.5 top-1/2 -translate-y-1/2 text-muted",
        ),
        class_name=f"relative min-w-0 {class_name}",
    )
