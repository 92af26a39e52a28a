"""A page that sends without end is told so, then not heard; nobody else waits for it, and nothing is kept for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from taskflow.api.websockets import LARGEST_MESSAGE
from taskflow.states.board import BoardState
from taskflow.states.board_view import ShownState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import ABOVE, BELOW, COLUMNS, TodoState
from taskflow.states.filters import FilterState
from taskflow.states.scrolling import ScrollState
from tests.program import Program
from tests.socket_client import MESSAGE, RefusedError, SocketClient, connected
from tests.states.visiting import name_of

TOO_MUCH = "That was too much at once. Wait a moment, then go on."
# One machine, two visitors: as if a proxy had told them apart.
BEHIND_PROXY = {"TRUSTED_PROXIES": "1"}
FLOODER, VISITOR = ({"X-Forwarded-For": address} for address in ("192.0.2.66", "192.0.2.1"))

# In bytes: what the operating system keeps before the server can notice anything, and what is sent then.
BUFFERED, UNREAD = 10_000_000, 20_000_000
WORDS = ("first", "second")

RunProgram = Callable[..., Program]


async def open_board(client: SocketClient) -> None:
    await client.until(lambda: client.sent_of(ShownState).get("is_loaded"))
    client.forget()


async def search(client: SocketClient, text: str) -> None:
    """Search the board, and return when the server has answered."""
    await client.do(BoardState.filter, "q", text)
    await client.until(lambda: client.sent_of(FilterState).get("q") == text)


async def until_left(client: SocketClient, action: Callable[[int], Awaitable[None]]) -> int:
    """Do something again and again until the server has hung up; return how often that was."""
    number = 0
    async with asyncio.timeout(60):
        while not client.is_closed:
            await action(number)
            # To read what comes, above all that this is over.
            await asyncio.sleep(0)
            number += 1
    return number


def test_it_works(run_program: RunProgram) -> None:
    async def story() -> None:
        async with connected(program.api_url) as client:
            await open_board(client)
            for number in range(40):
                await client.do(BoardState.filter, "q", f"task {number}")
            await client.until_toast(TOO_MUCH)
            assert client.toasts == [("error", TOO_MUCH)]
            # It is still there, and once it has waited it may go on.
            async with asyncio.timeout(20):
                while client.sent_of(FilterState).get("q") != "again":
                    await client.do(BoardState.filter, "q", "again")
                    await asyncio.sleep(0.3)

    program = run_program(environment={"EVENTS_PER_SECOND": "5"})
    asyncio.run(story())


def test_a_fast_typist_and_a_burst_of_a_hundred_are_not_refused(program: Program) -> None:
    async def story() -> None:
        async with connected(program.api_url) as client:
            await open_board(client)
            for number in range(99):
                await client.do(BoardState.filter, "q", f"task {number}")
            await client.until(lambda: client.sent_of(FilterState).get("q") == "task 98")
            assert client.toasts == []

    asyncio.run(story())


def test_a_card_whose_move_is_refused_goes_back(run_program: RunProgram) -> None:
    async def story() -> None:
        async with connected(program.api_url) as client:
            await open_board(client)
            for number in range(1, 20):
                await client.do(ChangeState.move, number, [task], "done", "", "", "", "bottom", {})
            await client.until(lambda: any("move.number === 19)" in script for script in client.scripts))

    program = run_program(environment={"EVENTS_PER_SECOND": "2"})
    task = httpx.post(f"{program.api_url}/tasks", json={"title": "Paint"}, trust_env=False).json()["id"]
    asyncio.run(story())


def test_who_goes_on_is_cut_off_and_another_visitor_is_not(run_program: RunProgram) -> None:
    async def story() -> None:
        async with (
            connected(program.api_url, headers=FLOODER) as flooder,
            connected(program.api_url, headers=VISITOR) as visitor,
        ):
            await asyncio.gather(open_board(flooder), open_board(visitor))
            load = name_of(BoardState.load)
            await until_left(flooder, lambda _: flooder.send(load, {}))
            await search(visitor, "paint")
            assert visitor.toasts == []

    program = run_program(environment=BEHIND_PROXY)
    asyncio.run(story())


def test_what_is_no_event_is_counted_too(program: Program) -> None:
    async def ping(client: SocketClient) -> None:
        await client.send_text(f'{MESSAGE}2/_event,["ping"]')

    async def connect_again(client: SocketClient) -> None:
        await client.send_text(f"{MESSAGE}0/_event,")

    async def story() -> None:
        for say in (ping, connect_again):
            async with connected(program.api_url) as client:
                assert await until_left(client, lambda _, say=say, client=client: say(client)) > 100

    asyncio.run(story())


def test_a_message_that_no_page_sends_ends_the_connection_and_one_that_a_page_may_send_does_not(
    program: Program,
) -> None:
    async def story() -> None:
        async with connected(program.api_url) as client:
            await open_board(client)
            await client.send_event("y" * (LARGEST_MESSAGE - 100))
            await client.until_toast("That request made no sense, so nothing was changed.")
            assert not client.is_closed
            await client.send_event("x" * LARGEST_MESSAGE)
            await client.until(lambda: client.is_closed)

    asyncio.run(story())


def test_one_address_opens_so_many_pages_and_then_no_more(run_program: RunProgram) -> None:
    async def story() -> None:
        clients = [await SocketClient.connect(program.api_url, headers=FLOODER) for _ in range(3)]
        with pytest.raises(RefusedError, match="403"):
            await SocketClient.connect(program.api_url, headers=FLOODER)
        async with connected(program.api_url, headers=VISITOR) as visitor:
            await open_board(visitor)
        for client in clients:
            await client.close()

    program = run_program(environment={**BEHIND_PROXY, "CONNECTIONS_PER_CLIENT": "3"})
    asyncio.run(story())


def test_for_somebody_who_never_reads_little_is_kept(run_program: RunProgram) -> None:
    async def story() -> None:
        async with connected(program.api_url) as reader, connected(program.api_url) as client:
            await asyncio.gather(open_board(reader), open_board(client))
            for status in COLUMNS:
                # The widest that a column is at its top.
                await client.do(ScrollState.go_to, status.value, "top")
            await search(client, WORDS[0])
            await search(client, WORDS[1])
            client.forget()
            await search(client, WORDS[0])
            await client.until(lambda: len(client.sent_of(TodoState).get("cards", [])) >= ABOVE + BELOW)
            size = client.size
            client.stop_reading()
            await change_often(client, reader, BUFFERED // size)
            before = program.memory()
            await change_often(client, reader, UNREAD // size)
            assert program.memory() - before < UNREAD / 3

    async def change_often(client: SocketClient, reader: SocketClient, times: int) -> None:
        for number in range(times):
            await client.do(BoardState.filter, "q", WORDS[number % 2])
            # Somebody else's answers, which nobody holds up, are the clock.
            await search(reader, f"{number}")
            reader.forget()

    program = run_program(environment={"EVENTS_PER_SECOND": "2000"})
    with httpx.Client(base_url=program.api_url, trust_env=False) as api:
        for number in range(360):
            title = f"{WORDS[number // 3 % 2]} {number} {'x' * 180}"
            task = {"title": title, "description": "y" * 900, "status": [*COLUMNS][number % 3]}
            api.post("/tasks", json=task).raise_for_status()
    asyncio.run(story())


def test_reflex_still_keeps_the_waiting_events_of_a_page_where_the_limit_looks(server: Any, visitor: Any) -> None:
    visitor.start(name_of(BoardState.load), {})
    visitor.start(name_of(BoardState.load), {})

    async def look() -> int:
        return len(server.processor._token_queues[visitor.token])

    assert server.runner.run(look()) >= 1
    server.settle()
    assert json.dumps(list(server.processor._token_queues)) == "[]"
