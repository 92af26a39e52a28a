"""Redis stops and starts under two workers: the pages say so, nothing is lost, and all goes on without a restart."""

from __future__ import annotations

import asyncio

import httpx

from taskflow.states.changes import ChangeState
from taskflow.states.columns import DoneState, TodoState
from taskflow.states.quick_add import QuickAddState
from taskflow.states.stall import StallState
from tests.program import Program
from tests.workers.conftest import RedisServer
from tests.workers.test_two_workers import post, titles
from tests.workers.visitors import visitors_of_both

SENTENCE = "The server cannot take this at the moment. Nothing was changed; please try again."


def test_it_is_said_and_everything_goes_on_afterwards(two_workers: Program, redis: RedisServer) -> None:
    async def visit() -> None:
        task_id = post(two_workers, "Water the plants")
        async with visitors_of_both(two_workers) as visitors:
            redis.stop()
            for visitor in visitors:
                await visitor.until(lambda seen=visitor: seen.sent_of(StallState).get("is_stalled"))
            answer = health(two_workers)
            assert (answer.status_code, answer.json()["redis"]) == (503, "unreachable")
            first = visitors[0]
            # What one does is refused with a sentence, and what one typed goes back to its field.
            await first.do(ChangeState.move, 1, [task_id], "done", "", "", "", "top", {})
            await first.until_toast(SENTENCE)
            await first.do(QuickAddState.add, "todo", "top", "Buy milk", False, False)
            await first.until(lambda: any("Buy milk" in script for script in first.scripts))
            # What others do by other ways is seen all the same.
            post(two_workers, "Call the plumber")
            for visitor in visitors:
                await visitor.until(
                    lambda seen=visitor: titles(seen, TodoState) == ["Water the plants", "Call the plumber"]
                )
            redis.start()
            for visitor in visitors:
                await visitor.until(lambda seen=visitor: seen.sent_of(StallState)["is_stalled"] is False)
                await visitor.do(ChangeState.move, 2, [task_id], "done", "", "", "", "top", {})
                await visitor.until(lambda seen=visitor: titles(seen, DoneState) == ["Water the plants"])
            assert health(two_workers).status_code == 200

    asyncio.run(visit())


def health(program: Program) -> httpx.Response:
    return httpx.get(f"{program.api_url}/health", trust_env=False)
