"""`kill -9` in the middle of writes: what was confirmed is there, nothing is half-written, the next start is clean."""

from __future__ import annotations

import random
from collections.abc import Callable

from sqlalchemy import Engine, select

from taskflow.models.database import create_engine
from taskflow.models.task import tasks
from taskflow.settings import read_settings
from tests.faults.kept import assert_kept, assert_whole
from tests.faults.writers import writing
from tests.program import Program

KILLS = 5


def test_a_killed_server_has_kept_what_it_confirmed(
    run_program: Callable[..., Program], database_url: str, batch: int
) -> None:
    program = run_program(database_url)
    engine = create_engine(read_settings({"DATABASE_URL": database_url}))
    chance = random.Random(batch)  # noqa: S311  # the same chances in every run
    for number in range(KILLS):
        with writing(program.api_url, batch * KILLS + number) as said:
            said.wait_for(chance.randint(10, 100))
            program.kill()
        assert_kept(engine, said.answers)
        assert said.deleted <= _deleted(engine)
        assert_whole(engine)
        said_before = len(program.log)
        program.start()
        assert_clean(program.log[said_before:])
    engine.dispose()


def assert_clean(log: str) -> None:
    """Check that a start had nothing to complain about."""
    assert not [line for line in log.splitlines() if "ERROR" in line or "WARN" in line or "Traceback" in line]


def _deleted(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(select(tasks.c.id).where(tasks.c.deleted_at.is_not(None))))
