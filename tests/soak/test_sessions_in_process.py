"""Visitors who come, look and leave without a word leave nothing behind in the server."""

from __future__ import annotations

import asyncio
import gc
from collections import Counter
from typing import Any

import pytest
from sqlmodel import Session

from taskflow.live.hub import hub
from taskflow.live.people import introductions
from taskflow.services import writing
from taskflow.states.board import BoardState
from taskflow.states.people import PeopleState
from tests.states.boards import add, fill
from tests.states.visiting import Server

FEW, MANY = 30, 500


@pytest.fixture(autouse=True)
def _told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taskflow.live.presence.PEOPLE_SECONDS", 0)


def test_nothing_is_left_of_those_who_came_and_went(server: Server, session: Session, *, soak: bool) -> None:
    fill(session, 30)
    task = add(session, "Buy milk")
    stays = server.visit()
    come_and_go(server, task.id, 0)
    before = kept(server)
    for number in range(1, MANY if soak else FEW):
        come_and_go(server, task.id, number)
    assert kept(server) == before
    # Who stays sees nobody else, and is still told of everything.
    assert stays.sees(PeopleState).count == 1
    add(session, "Buy bread")
    server.settle()
    assert "Buy bread" in repr(stays.updates[-1].delta)


def come_and_go(server: Server, task_id: str, number: int) -> None:
    visitor = server.visit(f"/t/{task_id}?q=plants", stored={PeopleState: {"key": f"key {number}", "name": "Bob"}})
    visitor.do(BoardState.filter, "priority", ("high", "low")[number % 2])
    visitor.leave()
    server.settle_until(lambda: not hub.presence.is_due)
    server.settle()
    del server.visitors[visitor.sid]


def kept(server: Server) -> dict[str, Any]:
    """Return what the server keeps. Sessions are not among it: they end by their age, see the other file."""
    gc.collect()
    namespace = server.namespace
    by_connection = {
        "addresses and headers": namespace._static_router_data,
        "tokens": namespace._token_manager.token_to_socket,
        "connections": namespace._token_manager.sid_to_token,
        "messages that could not be read": namespace._client_error_counts,
        "places": hub._places,
        "introductions": introductions,
        "listeners": writing._listeners,
        "waiting events": server.processor._token_queues,
        "hydrations": server.processor._pending_hydrates,
        "superseded events": server.processor._superseded,
    }

    async def tasks() -> Counter[str]:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        return Counter(getattr(task.get_coro(), "__qualname__", "") for task in others)

    return {
        "tasks": server.runner.run(tasks()),
        "rooms": {type(view).__name__: len(room.members) for view, room in hub.telling.rooms.items()},
        "database connections": server.engine.pool.status(),
        **{name: len(found) for name, found in by_connection.items()},
    }
