"""A flood by one client is worked on a few requests at a time, and nobody else waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from taskflow.api import body_limit, fairness
from taskflow.api.app import create_api
from taskflow.api.fairness import TOO_MANY, WAITING, FairTurns
from taskflow.settings import read_settings

AT_ONCE = 2


class Kitchen:
    """Behind the turns: it begins with what it is given, and is done when the test says so."""

    def __init__(self, **environment: str) -> None:
        settings = read_settings({"REQUESTS_AT_ONCE": str(AT_ONCE), **environment})
        self.turns = FairTurns(self.cook, "/tasks", settings)
        self.begun: list[str] = []
        self.is_open = asyncio.Event()

    async def cook(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun.append(scope["query_string"].decode())
        await self.is_open.wait()
        await PlainTextResponse((await receive()).get("body", b""))(scope, receive, send)

    async def ask(
        self, name: str, client: str = "192.0.2.1", method: str = "GET", path: str = "/tasks", receive: Any = None
    ) -> list[Message]:
        """Send a request and return what is answered."""
        answer: list[Message] = []

        async def send(message: Message) -> None:
            answer.append(message)

        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": name.encode(),
            "headers": [],
            "client": (client, 50_000),
        }
        await self.turns(scope, receive or whole_body, send)
        return answer


async def whole_body() -> Message:
    return {"type": "http.request", "body": b"soup"}


async def never() -> Message:
    return await asyncio.Future()


def in_kitchen(story: Callable[[Kitchen], Awaitable[None]], **environment: str) -> None:
    async def run() -> None:
        kitchen = Kitchen(**environment)
        await story(kitchen)
        assert kitchen.turns.lines == {}

    asyncio.run(run())


async def settled() -> None:
    """Return when every task has gone as far as it can without the test."""
    for _ in range(10):
        await asyncio.sleep(0)


def test_it_works() -> None:
    async def story(kitchen: Kitchen) -> None:
        flood = [asyncio.create_task(kitchen.ask(str(number))) for number in range(10)]
        await settled()
        assert kitchen.begun == ["0", "1"]
        other = asyncio.create_task(kitchen.ask("other", client="192.0.2.2"))
        await settled()
        assert kitchen.begun == ["0", "1", "other"]
        kitchen.is_open.set()
        answers = await asyncio.gather(*flood, other)
        assert {answer[0]["status"] for answer in answers} == {200}
        assert kitchen.begun[3:] == [str(number) for number in range(2, 10)]

    in_kitchen(story)


def test_too_many_at_once_are_refused_and_the_others_are_done() -> None:
    most = AT_ONCE * (1 + WAITING)

    async def story(kitchen: Kitchen) -> None:
        flood = [asyncio.create_task(kitchen.ask(str(number))) for number in range(most)]
        await settled()
        head, body = await kitchen.ask("one more")
        assert head["status"] == 429
        assert (b"retry-after", b"1") in head["headers"]
        assert TOO_MANY.encode() in body["body"]
        kitchen.is_open.set()
        assert {answer[0]["status"] for answer in await asyncio.gather(*flood)} == {200}
        assert (await kitchen.ask("later"))[0]["status"] == 200

    in_kitchen(story)


def test_too_many_per_second_are_refused() -> None:
    async def story(kitchen: Kitchen) -> None:
        kitchen.is_open.set()
        answers = await asyncio.gather(*(kitchen.ask(str(number)) for number in range(40)))
        # What passes after a pause, and no more.
        assert [head["status"] for head, _ in answers] == [200] * 20 + [429] * 20
        assert (await kitchen.ask("other", client="192.0.2.2"))[0]["status"] == 200

    in_kitchen(story, REQUESTS_PER_SECOND="2")


def test_who_is_refused_waits_for_it_and_keeps_no_place_in_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairness, "RETRY_AFTER_SECONDS", 0.3)
    most = AT_ONCE * (1 + WAITING)

    async def story(kitchen: Kitchen) -> None:
        flood = [asyncio.create_task(kitchen.ask(str(number))) for number in range(most)]
        await settled()
        refused = asyncio.create_task(kitchen.ask("one more"))
        await asyncio.sleep(0.1)
        assert not refused.done()
        assert kitchen.turns.lines["192.0.2.1"].length == most
        kitchen.is_open.set()
        await asyncio.gather(*flood)
        assert (await refused)[0]["status"] == 429

    in_kitchen(story)


def test_what_is_behind_the_api_has_its_own_limits() -> None:
    async def story(kitchen: Kitchen) -> None:
        pages = [asyncio.create_task(kitchen.ask(str(number), path="/health")) for number in range(200)]
        await settled()
        assert len(kitchen.begun) == 200
        kitchen.is_open.set()
        await asyncio.gather(*pages)

    in_kitchen(story, REQUESTS_PER_SECOND="5")


def test_nought_is_no_limit() -> None:
    async def story(kitchen: Kitchen) -> None:
        flood = [asyncio.create_task(kitchen.ask(str(number))) for number in range(200)]
        await settled()
        assert len(kitchen.begun) == 200
        kitchen.is_open.set()
        await asyncio.gather(*flood)

    in_kitchen(story, REQUESTS_AT_ONCE="0", REQUESTS_PER_SECOND="0")


def test_a_body_that_comes_slowly_takes_nobodys_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "BODY_SECONDS", 0.3)

    async def story(kitchen: Kitchen) -> None:
        kitchen.is_open.set()
        slow = [asyncio.create_task(kitchen.ask("slow", method="POST", receive=never)) for _ in range(20)]
        await settled()
        head, body = await kitchen.ask("quick", method="POST")
        assert (head["status"], body["body"]) == (200, b"soup")
        assert {answer[0]["status"] for answer in await asyncio.gather(*slow)} == {408}
        assert kitchen.begun == ["quick"]

    in_kitchen(story)


def test_a_body_of_one_byte_at_a_time_is_given_no_more_time_than_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "BODY_SECONDS", 0.1)

    async def drop() -> Message:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def story(kitchen: Kitchen) -> None:
        assert (await kitchen.ask("slow", method="PATCH", receive=drop))[0]["status"] == 408

    in_kitchen(story)


def test_who_left_in_mid_sentence_gets_no_answer_and_keeps_no_place() -> None:
    async def leave() -> Message:
        return {"type": "http.disconnect"}

    async def story(kitchen: Kitchen) -> None:
        assert await kitchen.ask("left", method="POST", receive=leave) == []
        assert kitchen.begun == []

    in_kitchen(story)


def test_who_stops_waiting_leaves_the_line() -> None:
    async def story(kitchen: Kitchen) -> None:
        working = [asyncio.create_task(kitchen.ask(str(number))) for number in range(AT_ONCE)]
        waiting = [asyncio.create_task(kitchen.ask("gone")) for _ in range(5)]
        await settled()
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        kitchen.is_open.set()
        await asyncio.gather(*working)
        assert "gone" not in kitchen.begun

    in_kitchen(story)


@pytest.fixture
def impatient(engine: Engine) -> httpx.ASGITransport:  # noqa: ARG001  (makes the API use it)
    return httpx.ASGITransport(create_api(read_settings({"REQUESTS_AT_ONCE": "1"})))


def test_the_api_refuses_in_its_own_words(impatient: httpx.ASGITransport) -> None:
    async def flood() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=impatient, base_url="http://board.example.org") as client:
            return await asyncio.gather(*(client.post("/tasks", json={"title": f"Task {n}"}) for n in range(60)))

    answers = asyncio.run(flood())
    done = [answer for answer in answers if answer.status_code == 201]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(done) == 1 + WAITING
    assert len(refused) == 60 - len(done)
    assert all(answer.json() == {"detail": TOO_MANY} for answer in refused)
    assert {answer.headers["retry-after"] for answer in refused} == {"1"}
