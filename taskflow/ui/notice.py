"""A message in the middle of the page: what is the case, and what one can do now."""

from __future__ import annotations

from typing import Any

import reflex as rx


def notice(
    icon: str,
    title: rx.Var[str] | str,
    text: rx.Var[str] | str,
    *actions: rx.Component,
    is_page: bool = False,
    **props: Any,
) -> rx.Component:
    """A picture, a heading, a sentence and what to do; `is_page` when there is nothing else on the page."""
    heading = rx.el.h1 if is_page else rx.el.h2
    return rx.el.div(
        rx.icon(icon, size=36, aria_hidden=True, class_name="text-muted"),
        heading(title, class_name="text-lg font-semibold"),
        rx.el.p(text, class_name="max-w-sm text-center text-sm text-muted break-words"),
        *actions,
        class_name="flex flex-1 flex-col items-center justify-center gap-3 px-4 py-16",
        **props,
    )
