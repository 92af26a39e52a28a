"""What the live updates use of Reflex that has no public name still is there, and still does what it did."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from taskflow.live.hub import hub
from taskflow.states.board_view import LaneState, ShownState
from taskflow.states.columns import COLUMNS
from taskflow.states.live import LiveState, delta_of
from taskflow.states.moves import MoveState
from taskflow.states.news import NewsState
from taskflow.states.open_task import OpenTaskState
from taskflow.states.people import PeopleState
from taskflow.states.surroundings import SurroundingsState
from tests.states.visiting import Server, Visitor

SENT_BY_HUB = [
    *COLUMNS.values(),
    LaneState,
    MoveState,
    NewsState,
    OpenTaskState,
    PeopleState,
    ShownState,
    SurroundingsState,
]


@pytest.mark.parametrize("cls", SENT_BY_HUB, ids=lambda cls: cls.__name__)
def test_what_the_hub_sends_is_named_as_reflex_names_it(visitor: Visitor, cls: type[LiveState]) -> None:
    names = live_names(cls)
    assert names
    state = visitor.state(cls)
    for name in names:
        # To say that it has changed is all that Reflex needs to send it.
        setattr(state, name, getattr(state, name))
        state.dirty_vars.add(name)
    state._mark_dirty()
    sent = state._get_root_state().get_delta()[cls.get_full_name()]
    ours = delta_of(cls, **dict.fromkeys(names))[cls.get_full_name()]
    assert ours.keys() <= sent.keys()


@pytest.mark.parametrize("cls", SENT_BY_HUB, ids=lambda cls: cls.__name__)
def test_a_page_that_connects_again_keeps_what_the_hub_has_sent(visitor: Visitor, cls: type[LiveState]) -> None:
    state = visitor.state(cls)
    left_out = delta_of(cls, **dict.fromkeys(live_names(cls)))[cls.get_full_name()].keys()
    assert not left_out & state.dict()[cls.get_full_name()].keys()
    # What is compiled into the page has all of it.
    assert left_out <= state.dict(initial=True)[cls.get_full_name()].keys()


def test_other_variables_are_sent_again(visitor: Visitor) -> None:
    sent = visitor.state(PeopleState).dict()[PeopleState.get_full_name()]
    assert delta_of(PeopleState, name="", key="")[PeopleState.get_full_name()].keys() <= sent.keys()


def test_socket_io_tells_the_hub_who_comes_and_goes(server: Server) -> None:
    headers = [(b"origin", b"http://localhost:3000")]
    environ = {"QUERY_STRING": "token=x", "asgi.scope": {"headers": headers, "client": ("127.0.0.1", 50000)}}

    async def come_and_go() -> list[bool]:
        namespace: Any = server.namespace
        was_there = ["a" in hub._places]
        await namespace.trigger_event("connect", "a", environ, None)
        was_there.append("a" in hub._places)
        # Newer versions of Socket.IO say why.
        await namespace.trigger_event("disconnect", "a", "transport close")
        was_there.append("a" in hub._places)
        await asyncio.sleep(0)
        return was_there

    assert server.runner.run(come_and_go()) == [False, True, False]


def test_which_variables_the_hub_sends_is_no_variable_itself() -> None:
    assert [cls.__name__ for cls in SENT_BY_HUB if "LIVE" in cls.vars] == []


def live_names(cls: type[LiveState]) -> tuple[str, ...]:
    return tuple(cls.base_vars) if cls.LIVE is None else cls.LIVE
