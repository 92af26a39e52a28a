"""What stands in the head of every page: colours, and what must be known before the program starts."""

from __future__ import annotations

import reflex as rx

from taskflow.ui.tokens import stylesheet

# Before the program starts, so that the server knows from the first answer which day it is where the reader is. A
# browser that keeps nothing for us throws; its reader gets the days of UTC.
_TELL_TIME_ZONE = (
    "try{localStorage.setItem('taskflow-time-zone',Intl.DateTimeFormat().resolvedOptions().timeZone||'')}catch{}"
)


def head() -> list[rx.Component]:
    """Return the elements for the head."""
    return [
        rx.el.meta(name="color-scheme", content="light dark"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.style(stylesheet() + "@keyframes appear{from{visibility:hidden}}"),
        rx.el.script(_TELL_TIME_ZONE),
    ]
