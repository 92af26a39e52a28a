"""A worker that is told to stop stops, whatever it was about to do."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from taskflow.live.deltas import Delta
from taskflow.live.hub import Hub


async def send(_visitors: Collection[str], _message: Delta) -> None:
    pass


def test_it_stops_in_the_moment_in_which_it_hears_of_something(server: object) -> None:  # noqa: ARG001  (the database)
    async def stop() -> bool:
        hub = Hub()
        running = asyncio.create_task(hub.run(send))
        while not hub.telling.is_quiet or hub.telling.revisions.must_ask:  # noqa: ASYNC110  (it tells nobody)
            await asyncio.sleep(0.01)
        hub.telling.hear_of_others()
        running.cancel()
        done, _ = await asyncio.wait([running], timeout=5)
        return running in done

    assert asyncio.run(stop())
