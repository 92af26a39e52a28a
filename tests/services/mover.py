"""Moves tasks at random, as a further worker would: `python -m tests.services.mover <database> <seed> <times>`."""

from __future__ import annotations

import random
import sys

from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.database import create_engine
from taskflow.models.task import Status, TaskMove
from taskflow.services.tasks import move_task
from taskflow.settings import read_settings
from tests.services.boards import board


def move_at_random(engine: Engine, ids: list[str], seed: int, times: int) -> None:
    """Move tasks to any column, next to one of the first six, so that places are few."""
    chance = random.Random(seed)  # noqa: S311  # the same chances in every run
    for _ in range(times):
        wanted = TaskMove(status=chance.choice(list(Status)), before_id=chance.choice(ids[:6]))
        with Session(engine) as session:
            move_task(session, chance.choice(ids), wanted, actor=f"person {seed}")


if __name__ == "__main__":
    database, seed, times = sys.argv[1:]
    opened = create_engine(read_settings({"DATABASE_URL": database}))
    move_at_random(opened, sorted(task.id for task in board(opened)), int(seed), int(times))
