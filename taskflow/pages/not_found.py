"""What stands at an address that does not exist."""

from __future__ import annotations

import reflex as rx

from taskflow.components.text import t
from taskflow.ui.button import LINK
from taskflow.ui.notice import notice


def not_found() -> rx.Component:
    """Says so, and leads back to the board."""
    return rx.el.main(
        notice(
            "map-pin-off",
            t("There is no such page"),
            t("The address may be mistyped, or it is from another version of TaskFlow."),
            rx.el.a(t("Go to the board"), href="/", class_name=LINK),
            is_page=True,
        ),
        class_name="instead-of-board flex h-dvh flex-col font-sans antialiased",
    )
