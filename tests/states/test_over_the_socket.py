"""What is true of a visitor in this process is true of one at the other end of a real websocket."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import httpx
from socketio.packet import CONNECT, DISCONNECT

from taskflow.states.board import BoardState
from taskflow.states.board_view import ShownState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import TodoState
from taskflow.states.filters import FilterState
from taskflow.states.moves import MoveState
from taskflow.states.reader import ReaderState
from tests.api.test_frames import NO_FRAMES
from tests.program import Program
from tests.socket_client import SocketClient, connected
from tests.states.visiting import HYDRATE, name_of, parameters_of

NO_SENSE = "That request made no sense, so nothing was changed."


def test_it_works(program: Program) -> None:
    def add(title: str) -> None:
        httpx.post(f"{program.api_url}/tasks", json={"title": title}, trust_env=False).raise_for_status()

    async def visit() -> None:
        async with connected(program.api_url, "/?q=plants") as client:
            await client.until(lambda: client.sent_of(ShownState).get("is_loaded"))
            assert client.sent_of(TodoState)["total"] == 1
            client.forget()
            add("Repot the plants")
            await client.until(lambda: client.sent_of(TodoState).get("total") == 2)

    add("Water the plants")
    add("Call the plumber")
    asyncio.run(visit())


def test_what_is_no_message_at_all_hurts_nobody(program: Program) -> None:
    async def story() -> None:
        async with connected(program.api_url) as witness:
            await witness.until(lambda: witness.sent_of(ShownState).get("is_loaded"))
            for text in NO_FRAMES:
                async with connected(program.api_url) as client:
                    await client.send_text(text)
                    await client.until(lambda client=client: client.is_closed)
            await witness.send_event(5)
            await witness.until_toast(NO_SENSE)

    asyncio.run(story())
    assert "Traceback" not in program.log


def test_what_comes_before_the_greeting_or_after_the_farewell_is_not_heard(program: Program) -> None:
    async def story() -> None:
        early = SocketClient(token=str(uuid4()))
        await early.open(program.api_url, {})
        await early.send(name_of(BoardState.load), {})
        await early.send_packet(CONNECT, {})
        await early.until(lambda: early.is_accepted)
        await early.send_event(5)
        await early.until_toast(NO_SENSE)
        # Only what came after the greeting was answered.
        assert early.sent_of(ShownState) == {}
        await early.send_packet(DISCONNECT, None)
        await early.send(name_of(BoardState.load), {})
        await early.send_packet(CONNECT, {})
        early.forget()
        await early.send_event(5)
        await early.until_toast(NO_SENSE)
        assert early.sent_of(ShownState) == {}
        await early.close()

    asyncio.run(story())


def test_a_stolen_token_opens_a_session_of_its_own(program: Program) -> None:
    async def story() -> None:
        async with (
            connected(program.api_url, "/?q=plants") as owner,
            connected(program.api_url, "/?q=plumber", token=owner.token) as thief,
        ):
            await asyncio.gather(
                *(one.until(lambda one=one: one.sent_of(ShownState).get("is_loaded")) for one in (owner, thief))
            )
            assert [name for name, _ in thief.others] == ["new_token"]
            assert owner.sent_of(FilterState)["q"] == "plants"
            assert thief.sent_of(FilterState)["q"] == "plumber"
            owner.forget()
            await thief.do(BoardState.filter, "q", "stolen")
            await thief.until(lambda: thief.sent_of(FilterState).get("q") == "stolen")
            assert owner.updates == []

    asyncio.run(story())


def test_an_event_said_again_does_not_do_its_work_again(program: Program) -> None:
    async def story() -> None:
        async with connected(program.api_url) as client:
            await client.until(lambda: client.sent_of(ShownState).get("is_loaded"))
            move = client.event(
                name_of(ChangeState.move),
                dict(zip(parameters_of(ChangeState.move), [7, [task], "done", "", "", "", "bottom", {}], strict=True)),
            )
            for number in (9, 8, 7, 7, 7):
                move["payload"]["number"] = number
                await client.send_event(move)
            await client.send_event(5)
            await client.until_toast(NO_SENSE)
            # What was acknowledged stays so, whatever is said late.
            await client.until(lambda: client.sent_of(MoveState).get("acknowledged") == 9)

    with httpx.Client(base_url=program.api_url, trust_env=False) as api:
        task = api.post("/tasks", json={"title": "Paint"}).json()["id"]
        asyncio.run(story())
        after = api.get(f"/tasks/{task}").json()
        assert (after["status"], after["version"]) == ("done", 2)


def test_a_page_may_greet_again_in_the_middle_and_is_shown_everything_anew(program: Program) -> None:
    async def story() -> None:
        async with connected(program.api_url) as client:
            await client.until(lambda: client.sent_of(ShownState).get("is_loaded"))
            for _ in range(3):
                client.forget()
                await client.send(HYDRATE, {"vars": {}})
                await client.until(lambda: "is_hydrated" in str(client.sent) and client.sent_of(ReaderState))

    asyncio.run(story())
