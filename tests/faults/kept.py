"""Checks a database after something went wrong: what the server said is true, and nothing is half-written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, select

from taskflow.models.activity import Action, Activity
from taskflow.models.task import tasks
from tests.services.boards import assert_sound, recorded

# What a task said that a client was sent, as JSON.
Answer = dict[str, Any]
COMPARED = ("title", "status", "priority")


def assert_kept(engine: Engine, answers: Iterable[Answer]) -> None:
    """Check that every task that was sent to a client was, at that version, in the database as it was sent."""
    history = _history(recorded(engine))
    lost = [answer for answer in answers if history.get((answer["id"], answer["version"])) != _compared(answer)]
    assert lost == []


def assert_recorded(engine: Engine, answers: Iterable[Answer]) -> None:
    """Check that every move that a page was told of is on record, once, as it was made."""
    changes = {change.id: change for change in recorded(engine)}
    told = [answer for answer in answers if "activity" in answer]
    assert len({answer["activity"] for answer in told}) == len(told)
    for answer in told:
        change = changes[answer["activity"]]
        assert (change.task_id, change.action) == (answer["id"], Action.MOVE)
        assert change.after.get("status", answer["status"]) == answer["status"]


def assert_whole(engine: Engine) -> None:
    """Check that no change was half-written: each has its row of the record, and each place is taken once."""
    assert_sound(engine)
    changes = Counter(change.task_id for change in recorded(engine) if change.action != Action.REINDEX)
    with engine.connect() as connection:
        versions = {row.id: row.version for row in connection.execute(select(tasks.c.id, tasks.c.version))}
    assert versions == changes


def _history(changes: Iterable[Activity]) -> dict[tuple[str, int], Answer]:
    """Return what every task said at each of its versions, as the record tells it."""
    found: dict[tuple[str, int], Answer] = {}
    fields: dict[str, Answer] = {}
    for change in changes:
        task = fields.setdefault(change.task_id, {})
        task.update(change.after)
        # A new task's own record names its first version.
        if change.action not in {Action.CREATE, Action.REINDEX}:
            task["version"] += 1
        found[change.task_id, task["version"]] = _compared(task)
    return found


def _compared(task: Answer) -> Answer:
    return {name: task[name] for name in COMPARED}
