"""Comfortable or compact: kept by the browser, applied before the page is drawn."""

from __future__ import annotations

import reflex as rx

_KEY = "taskflow-density"
# For the head of the page; a browser that keeps nothing for us throws.
APPLY_DENSITY = f"try{{document.documentElement.dataset.density=localStorage.getItem('{_KEY}')||''}}catch{{}}"


def toggle_density() -> rx.event.EventSpec:
    """Switch to the other density, and remember it in this browser."""
    return rx.call_function(
        f"""() => {{
            const page = document.documentElement.dataset;
            page.density = page.density === 'compact' ? '' : 'compact';
            try {{ localStorage.setItem('{_KEY}', page.density) }} catch {{ /* nothing is kept */ }}
        }}"""
    )
