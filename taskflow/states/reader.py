"""Who reads: the language and the time zone of one visitor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import reflex as rx

from taskflow.locales import DEFAULT_LANGUAGE, LANGUAGES, negotiate_language
from taskflow.states.live import LiveState


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom texts and dates are written; `today` is the day where the reader is, in the time zone `zone`."""

    language: str
    today: date
    zone: tzinfo = UTC


class ReaderState(LiveState, rx.State):
    """The visitor's language and time zone. The two stored in the browser are input: checked before use."""

    LIVE: ClassVar[tuple[str, ...] | None] = ("language",)

    language: str = DEFAULT_LANGUAGE
    chosen_language: str = rx.LocalStorage("", name="taskflow-language")
    # Written by the page's head before the program starts, see pages/document.py.
    time_zone: str = rx.LocalStorage("", name="taskflow-time-zone")

    @property
    def known_time_zone(self) -> str:
        """The name of the time zone, as far as it is one."""
        return self.time_zone if zone_named(self.time_zone) is not UTC else "UTC"

    def settle(self) -> None:
        """Choose the language: what the visitor chose before, else what the browser prefers."""
        chosen = self.chosen_language
        self.language = chosen if chosen in LANGUAGES else negotiate_language(self.router.headers.accept_language)

    def choose(self, language: str) -> None:
        """Read in this language from now on, in this browser.

        Raises:
            ValueError: when there is no catalog for it.
        """
        if language not in LANGUAGES:
            raise ValueError(language)
        self.chosen_language = self.language = language

    def announce(self) -> rx.event.EventSpec:
        """Tell the document its language, for screen readers, spelling and the browser's own words."""
        return rx.call_function(f"() => {{ document.documentElement.lang = {rx.Var.create(self.language)!s} }}")

    @property
    def reader(self) -> Reader:
        """The reader for whom this visitor's texts are written."""
        zone = zone_named(self.time_zone)
        return Reader(self.language, datetime.now(zone).date(), zone)


def zone_named(name: str) -> tzinfo:
    """Return a time zone by its name, UTC for a name that there is not."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: the name of a folder of zones, such as "Europe".
        return UTC
