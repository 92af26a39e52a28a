"""People who write as fast as they can, whatever happens to the server, and remember what it has told them."""

from __future__ import annotations

import random
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Event
from time import monotonic

import httpx

from taskflow.models.task import Priority, Status
from tests.faults.kept import Answer

WRITERS = 6
# How long somebody waits after a refusal before the next try.
PAUSE_SECONDS = 0.05


@dataclass(frozen=True)
class Refusal:
    """An answer that was not yes, and how long it took."""

    status: int
    detail: str
    seconds: float


@dataclass
class Said:
    """What the server has said: every task that it sent after a change, the ids of those it deleted, each refusal."""

    answers: list[Answer] = field(default_factory=list[Answer])
    deleted: set[str] = field(default_factory=set[str])
    refusals: list[Refusal] = field(default_factory=list[Refusal])
    _news: Condition = field(default_factory=Condition)

    def add(self, answer: Answer) -> None:
        """Remember a confirmed change."""
        with self._news:
            self.answers.append(answer)
            self._news.notify_all()

    def wait_for(self, further: int) -> None:
        """Return when that many further changes have been confirmed."""
        with self._news:
            wanted = len(self.answers) + further
            assert self._news.wait_for(lambda: len(self.answers) >= wanted, timeout=60), "nobody could write"


@contextmanager
def writing(url: str, seed: int) -> Generator[Said]:
    """Let people write until the body is done or the server gone; each writes to tasks of its own and to others'."""
    said, ended = Said(), Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        people = [pool.submit(_write, url, said, ended, f"{seed} {number}") for number in range(WRITERS)]
        try:
            yield said
        finally:
            ended.set()
        for person in people:
            person.result()


def _write(url: str, said: Said, ended: Event, seed: str) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same chances in every run
    with httpx.Client(base_url=url, trust_env=False, timeout=20) as client:
        while not ended.is_set():
            begun = monotonic()
            try:
                _change_something(client, said, chance)
            except httpx.HTTPStatusError as error:
                answer = error.response
                said.refusals.append(Refusal(answer.status_code, answer.json()["detail"], monotonic() - begun))
                ended.wait(PAUSE_SECONDS)
            except httpx.TransportError:
                return


def _change_something(client: httpx.Client, said: Said, chance: random.Random) -> None:
    known = said.answers[-20:]
    action = chance.choice(["create", "create", "move", "move", "edit", "delete"]) if known else "create"
    task = f"/tasks/{chance.choice(known)['id']}" if known else ""
    match action:
        case "create":
            body = {"title": f"Task {len(said.answers)}", "status": chance.choice(list(Status))}
            answer = client.post("/tasks", json=body)
        case "move":
            body = {"status": chance.choice(list(Status)), "before_id": chance.choice(known)["id"]}
            answer = client.post(f"{task}/move", json=body)
        case "edit":
            body = {"title": f"Edit {len(said.answers)}", "priority": chance.choice(list(Priority))}
            answer = client.patch(task, json=body)
        case _:
            answer = client.delete(task)
    # Somebody else may have deleted it.
    if answer.status_code == 404:
        return
    answer.raise_for_status()
    if action == "delete":
        said.deleted.add(task.removeprefix("/tasks/"))
    else:
        said.add(answer.json())
