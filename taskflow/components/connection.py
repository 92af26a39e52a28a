"""Says that the connection is lost, once that has lasted long enough to matter."""

from __future__ import annotations

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from taskflow.components.text import t


def connection_notice() -> rx.Component:
    """A line at the bottom that appears after 2 s without a connection and goes when it is back."""
    return rx.el.div(
        _line("rounded-full bg-ink px-4 py-2 text-surface shadow-overlay"),
        role="status",
        class_name="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex justify-center px-4",
    )


def connection_notice_in_dialog() -> rx.Component:
    """The same inside a modal dialog, which makes the rest of the page silent and dim."""
    return rx.el.div(_line("rounded-lg bg-warning-soft px-3 py-2 text-ink"), role="status")


def _line(look: str) -> rx.Component:
    return rx.cond(
        has_connection_errors,
        rx.el.p(
            rx.icon("cloud-off", size=16, aria_hidden=True, class_name="shrink-0"),
            t("Connection lost, trying again. What you typed is kept."),
            class_name=f"flex items-center gap-2 text-sm {look} animate-[appear_0s_2s_both]",
        ),
    )
