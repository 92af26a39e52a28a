"""Says that the connection is lost, once that has lasted long enough to matter."""

from __future__ import annotations

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from taskflow.components.text import t
from taskflow.states.board_view import ShownState
from taskflow.states.stall import StallState
from taskflow.ui.overlay import ABOVE_EDGE


def connection_notice() -> rx.Component:
    """A line at the bottom that appears after 2 s without a connection and goes when it is back.

    While the connection stands but the database or the store of the sessions does not answer, another one says so.
    """
    look = "rounded-full bg-ink px-4 py-2 text-surface shadow-overlay"
    return rx.el.div(
        rx.cond(
            has_connection_errors,
            _line(look),
            rx.cond(
                ShownState.is_behind | StallState.is_stalled,
                _sentence("cloud-off", _reason(), look),
            ),
        ),
        role="status",
        class_name=f"pointer-events-none fixed inset-x-0 {ABOVE_EDGE} z-50 flex justify-center px-4",
    )


def connection_notice_in_dialog() -> rx.Component:
    """The same inside a modal dialog, which makes the rest of the page silent and dim."""
    return rx.el.div(_line("rounded-lg bg-warning-soft px-3 py-2 text-ink"), role="status", class_name="empty:hidden")


def _line(look: str) -> rx.Component:
    return rx.cond(
        has_connection_errors,
        _sentence(
            "cloud-off",
            t("Connection lost, trying again. What you typed is kept."),
            f"{look} animate-[appear_0s_2s_both]",
        ),
    )


def _reason() -> rx.Var[str]:
    return rx.cond(
        ShownState.is_behind,
        t("The database does not answer, trying again. What you typed is kept."),
        t("The server can take no changes at the moment, trying again. What you typed is kept."),
    ).to(str)


def _sentence(icon: str, words: rx.Var[str], look: str) -> rx.Component:
    return rx.el.p(
        rx.icon(icon, size=16, aria_hidden=True, class_name="shrink-0"),
        words,
        class_name=f"flex items-center gap-2 text-sm {look}",
    )
