"""What stands in the head of every page: colours, and what must be known before the program starts."""

from __future__ import annotations

import reflex as rx

from taskflow.ui.tokens import stylesheet

# Before the first paint: the chosen theme, so that a dark page does not flash white; and the time zone, so that the
# server knows which day it is where the reader is.
_EARLY = (
    "try{const s=localStorage,t=s.getItem('theme');"
    "if(t==='dark'||t==='light')document.documentElement.classList.add(t);"
    "s.setItem('taskflow-time-zone',Intl.DateTimeFormat().resolvedOptions().timeZone||'')}catch{}"
)


def head() -> list[rx.Component]:
    """Return the elements for the head."""
    return [
        rx.el.meta(name="color-scheme", content="light dark"),
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.style(stylesheet() + "@keyframes appear{from{visibility:hidden}}"),
        rx.el.script(_EARLY),
    ]
