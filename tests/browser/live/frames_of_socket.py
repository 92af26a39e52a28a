"""What the server says to a page over its websocket."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, WebSocket

FIELD_MARK = "_rx_state_"
# What is said about changes, beside the cards.
NEWS = "news_state"


class Heard:
    """Everything that a page is sent; made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._messages: list[str] = []
        page.on("websocket", self._listen)

    def forget(self) -> None:
        """From now on count anew."""
        self._messages.clear()

    @property
    def size(self) -> int:
        """Return how many bytes came, not compressed."""
        return sum(len(message.encode()) for message in self._messages)

    def variables(self) -> list[dict[str, set[str]]]:
        """Return for each message the variables in it by the last part of their State's name, all but the news."""
        found = [{_last_part(state): _names(values) for state, values in delta.items()} for delta in self._deltas()]
        shown = [{state: names for state, names in message.items() if state != NEWS} for message in found]
        return [message for message in shown if message]

    def _deltas(self) -> list[dict[str, dict[str, Any]]]:
        return [_delta(message) for message in self._messages]

    def _listen(self, socket: WebSocket) -> None:
        if "/_event" in socket.url:
            socket.on("framereceived", self._hear)

    def _hear(self, message: str | bytes) -> None:
        # "42" marks an event of the application.
        if str(message).startswith("42"):
            self._messages.append(str(message))


def _delta(message: str) -> dict[str, dict[str, Any]]:
    _name, update = json.loads(message[message.index("[") :])
    update = json.loads(update) if isinstance(update, str) else update
    return update.get("delta") or {}


def _last_part(state: str) -> str:
    return state.rsplit(".", 1)[-1].rsplit("____", 1)[-1]


def _names(values: dict[str, Any]) -> set[str]:
    return {name.removesuffix(FIELD_MARK) for name in values}
