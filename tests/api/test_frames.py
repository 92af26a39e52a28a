"""What a page says is let through, and what Socket.IO would only stumble over is not."""

from __future__ import annotations

import pytest

from taskflow.api.frames import is_of_a_page

FRAMES = [
    "1",
    "3",
    "40/_event,",
    '40/_event,{"event":{"name":"x"},"state_schema":null}',
    "41/_event,",
    '42/_event,["event",{"name":"x","payload":{}}]',
    '42/_event,["event",5]',
    '42/_event,["ping"]',
    '42/_event,["client_error",{"message":"x"}]',
]
NO_FRAMES = [
    "",
    "x",
    "9",
    "4",
    "4x",
    "49",
    '42/_event,["event"',
    "42/_event,",
    "42/_event,{}",
    "42/_event,[]",
    "42/_event,[null]",
    '42/_event,["event"]',
    '42/_event,["event",1,2,3]',
    '42/_event,["__class__",1]',
    '42/_event,["on_connect","x",{}]',
    '42/_event,["emit_update",{},"x"]',
    '42/_event,["trigger_event","x"]',
    '42/other,["event",{}]',
    '42["event",{}]',
    "40/other,",
    "43/_event,1[]",
    "44/_event,{}",
    '451-/_event,["event",{"_placeholder":true,"num":0}]',
    '459999-/_event,["event"]',
    "4" + "[" * 10_000,
    "42/_event,[" + "9" * 10_000 + "]",
]


@pytest.mark.parametrize("frame", FRAMES)
def test_it_works(frame: str) -> None:
    assert is_of_a_page(frame)


@pytest.mark.parametrize("frame", [None, *NO_FRAMES])
def test_no_page_says_this(frame: str | None) -> None:
    assert not is_of_a_page(frame)
