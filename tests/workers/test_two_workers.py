"""Two workers are one board: whoever comes to one sees what is done and who is there on the other."""

from __future__ import annotations

import asyncio

import httpx

from taskflow.states.changes import ChangeState
from taskflow.states.columns import DoneState, TodoState
from taskflow.states.people import PeopleState
from tests.program import Program
from tests.socket_client import SocketClient
from tests.workers.visitors import visitors_of_both


def post(program: Program, title: str) -> str:
    answer = httpx.post(f"{program.api_url}/tasks", json={"title": title}, trust_env=False)
    return answer.raise_for_status().json()["id"]


def titles(visitor: SocketClient, column: type[TodoState | DoneState]) -> list[str]:
    return [card["title"] for card in visitor.sent_of(column).get("cards", [])]


def test_a_change_shows_at_both(two_workers: Program) -> None:
    async def visit() -> None:
        async with visitors_of_both(two_workers) as visitors:
            task_id = post(two_workers, "Water the plants")
            for visitor in visitors:
                await visitor.until(lambda seen=visitor: titles(seen, TodoState) == ["Water the plants"])
            await visitors[-1].do(ChangeState.move, 1, [task_id], "done", "", "", "", "top", {})
            for visitor in visitors:
                await visitor.until(lambda seen=visitor: titles(seen, DoneState) == ["Water the plants"])

    asyncio.run(visit())


def test_everybody_sees_who_is_at_the_other(two_workers: Program) -> None:
    async def visit() -> None:
        async with visitors_of_both(two_workers) as visitors:
            await visitors[0].do(PeopleState.introduce, {"name": "Ada"})
            for visitor in visitors:
                await visitor.until(lambda seen=visitor: names(seen)[:1] == ["Ada"])
                await visitor.until(lambda seen=visitor: seen.sent_of(PeopleState)["count"] == len(visitors))
            # Who has gone is gone for all.
            await visitors[0].close()
            for visitor in visitors[1:]:
                await visitor.until(lambda seen=visitor: seen.sent_of(PeopleState)["count"] == len(visitors) - 1)

    asyncio.run(visit())


def names(visitor: SocketClient) -> list[str]:
    return [person["name"] for person in visitor.sent_of(PeopleState).get("people", [])]
