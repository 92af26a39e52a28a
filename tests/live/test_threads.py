"""Visitors who wait for the database do not take the threads from the others."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from threading import Event

import pytest
from sqlmodel import Session

from taskflow.live.database import in_database

WAITING = 40


@pytest.fixture(autouse=True)
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reflex.session", nullcontext)


def test_a_visitor_is_served_while_forty_wait() -> None:
    release = Event()

    def wait(_session: Session) -> bool:
        return release.wait(30)

    async def visit() -> list[bool]:
        waiting = [asyncio.create_task(in_database(wait)) for _ in range(WAITING)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(20):
                assert await in_database(lambda _session: "served") == "served"
            assert not any(task.done() for task in waiting)
        finally:
            release.set()
        return await asyncio.gather(*waiting)

    assert all(asyncio.run(visit()))
