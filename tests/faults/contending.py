"""Several clients that move the same cards at the same time, as fast as the server lets them."""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Barrier
from typing import Protocol, Self
from urllib.parse import urlsplit

from taskflow.models.task import Status
from taskflow.states.changes import ChangeState
from tests.faults.kept import Answer
from tests.lean_sockets import Caller

CLIENTS = 8
CARDS = 40
MOVES = 400
# Every card goes right above one of these, so that the same few places are fought over.
PLACES = 4

# The changes that a page can undo, as ids of rows of the record, the newest last; each of the moves here is one row.
UNDOABLE = re.compile(rb'"undoable_rx_state_":"([^"]+)"')


class Client(Protocol):
    """One person at the board. Whatever way it takes to the server, it has been answered when `move` returns."""

    def move(self, task_id: str, status: Status, before_id: str) -> Answer:
        """Move a card and return what the server says it is now; raise AssertionError when it refuses."""
        ...

    def close(self) -> None:
        """Leave."""
        ...


@dataclass
class Contest:
    """What happened: one time and one answer for every move that succeeded, a sentence for every one that did not."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list[float])
    answers: list[Answer] = field(default_factory=list[Answer])
    failures: list[str] = field(default_factory=list[str])


class RestClient:
    """Moves cards by the REST API, over one connection that it keeps."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._connection = HTTPConnection(address.hostname or "", address.port, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def create(self, title: str) -> Answer:
        """Make a task."""
        return self._post("/tasks", {"title": title})

    def move(self, task_id: str, status: Status, before_id: str) -> Answer:
        """Move a task above another one, or to the bottom of the column when that has left it."""
        return self._post(f"/tasks/{task_id}/move", {"status": status, "before_id": before_id})

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _post(self, path: str, body: dict[str, str]) -> Answer:
        # Not through httpx, which takes as long for a request as the server does: the two share the machine.
        self._connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        answer = response.read()
        if response.status not in {200, 201}:
            raise AssertionError(f"POST {path}: {response.status} {answer[:300]!r}")
        return json.loads(answer)


class PageClient:
    """Moves cards as the page does: by the events of its websocket, each once the one before was answered."""

    def __init__(self, url: str) -> None:
        self._caller = Caller(url)
        self._number = 0

    def move(self, task_id: str, status: Status, before_id: str) -> Answer:
        """Move a card; the answer names the row of the record that the page could undo, if it has changed anything."""
        self._number += 1
        done, refused = rf'getElementById\(\\"task-{task_id}', rf"move\.number === {self._number}\)"
        # Nothing about where the card was: what somebody has moved meanwhile would stay there.
        arguments = (self._number, [task_id], status.value, "", before_id, "", "top", {})
        answer = self._caller.call(f"{done}|{refused}".encode(), ChangeState.move, *arguments)
        if re.search(refused.encode(), answer):
            raise AssertionError(f"A move was refused: {answer[-300:]!r}")
        activity = {"activity": int(ids[-1].split()[-1])} if (ids := UNDOABLE.findall(answer)) else {}
        return {"id": task_id, "status": status.value, **activity}

    def close(self) -> None:
        """Leave."""
        self._caller.close()


def add_cards(url: str, count: int = CARDS) -> list[Answer]:
    """Make the cards and return them."""
    with RestClient(url) as client:
        return [client.create(f"Card {number}") for number in range(count)]


def contend(
    join: Callable[[], Client], ids: list[str], *, clients: int = CLIENTS, moves: int = MOVES, seed: int = 0
) -> Contest:
    """Let `clients` clients, each made by `join`, share out `moves` moves among them, all starting together."""
    contest = Contest()
    barrier = Barrier(clients + 1)

    def play(client: Client, number: int) -> None:
        chance = random.Random(f"{seed} {number}")  # noqa: S311  # the same chances in every run
        barrier.wait(timeout=30)
        for _ in range(moves // clients):
            task_id, before_id = chance.choice(ids), chance.choice(ids[:PLACES])
            begun = time.perf_counter()
            try:
                contest.answers.append(client.move(task_id, chance.choice(list(Status)), before_id))
            except (AssertionError, OSError) as error:
                contest.failures.append(str(error))
            else:
                contest.times.append(time.perf_counter() - begun)

    players = [join() for _ in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        playing = [pool.submit(play, player, number) for number, player in enumerate(players)]
        barrier.wait(timeout=30)
        begun = time.perf_counter()
        for one in playing:
            one.result()
        contest.seconds = time.perf_counter() - begun
    for player in players:
        player.close()
    return contest
