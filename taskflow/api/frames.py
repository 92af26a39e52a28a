"""What a page says through its websocket, told from what only a stranger would."""

from __future__ import annotations

import json
from typing import Any, cast

# Engine.IO: the page leaves, or answers a ping.
_SHORT = {"1", "3"}
_NAMESPACE = "/_event"
# Socket.IO inside Engine.IO's 4: a greeting, a farewell, an event.
_GREETING, _FAREWELL, _EVENT = (f"4{kind}{_NAMESPACE}," for kind in "012")
# Reflex's events, and how many values come with each.
_VALUES = {"event": 1, "client_error": 1, "ping": 0}


def is_of_a_page(message: str | None) -> bool:
    """Return whether a page of this program would send `message`; None stands for bytes.

    Socket.IO fails on many others, and writes a page of log about each.
    """
    if message is None:
        return False
    if message in _SHORT or message == _FAREWELL:
        return True
    kind, content = message[: len(_EVENT)], message[len(_EVENT) :]
    if kind == _GREETING:
        return not content or isinstance(_value(content), dict)
    value = _value(content) if kind == _EVENT else None
    if not isinstance(value, list):
        return False
    event = cast("list[Any]", value)
    return bool(event) and _VALUES.get(str(event[0])) == len(event) - 1


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
