"""Says that the connection is lost, once that has lasted long enough to matter."""

from __future__ import annotations

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from taskflow.components.text import t


def connection_notice() -> rx.Component:
    """A line at the bottom that appears after 2 s without a connection and goes when it is back."""
    return rx.el.div(
        rx.cond(
            has_connection_errors,
            rx.el.p(
                rx.icon("cloud-off", size=16, aria_hidden=True),
                t("Connection lost, trying again. What you typed is kept."),
                class_name="flex items-center gap-2 rounded-full bg-ink px-4 py-2 text-sm text-surface shadow-overlay "
                "animate-[appear_0s_2s_both]",
            ),
        ),
        role="status",
        class_name="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex justify-center px-4",
    )
