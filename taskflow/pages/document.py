"""What stands in the head of every page: colours, and what must be known before the program starts."""

from __future__ import annotations

import reflex as rx

from taskflow.ui.density import APPLY_DENSITY
from taskflow.ui.stylesheet import stylesheet
from taskflow.ui.tokens import COLORS

TITLE = "TaskFlow"
# The page of a task is made in the browser: until its script is there, its tab would bear the address.
_NAME = f"document.title||='{TITLE}'"
# Before the program starts, so that the server knows from the first answer which day it is where the reader is. A
# browser that keeps nothing for us throws; its reader gets the days of UTC.
_TELL_TIME_ZONE = (
    "try{localStorage.setItem('taskflow-time-zone',Intl.DateTimeFormat().resolvedOptions().timeZone||'')}catch{}"
)
# The row of filters that the address asks for has its room before they are drawn, see ui/stylesheet.py.
_MARK_FILTERED = (
    "if(/[?&](q|status|priority|assignee|due)=[^&]/.test(location.search))document.documentElement.dataset.filtered=''"
)


def head() -> list[rx.Component]:
    """Return the elements for the head."""
    return [
        rx.el.meta(name="color-scheme", content="light dark"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/apple-touch-icon.png"),
        # With it a browser offers to install the board.
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        *(
            rx.el.meta(name="theme-color", content=color, custom_attrs={"media": f"(prefers-color-scheme: {scheme})"})
            for scheme, color in zip(("light", "dark"), COLORS["canvas"], strict=True)
        ),
        # Up to the edges of a phone, see ui/stylesheet.py. Never smaller than the screen, or a phone would show the
        # wide page of a drag from afar instead of scrolling it; larger is the reader's business.
        rx.el.meta(name="viewport", content="width=device-width, initial-scale=1, minimum-scale=1, viewport-fit=cover"),
        rx.el.meta(name="twitter:card", content="summary_large_image"),
        rx.el.style(stylesheet()),
        rx.el.script(f"{_NAME};{_TELL_TIME_ZONE};{APPLY_DENSITY};{_MARK_FILTERED}"),
    ]
