"""A change happens as a whole or not at all, one after the other, also beside another process."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import Session

from taskflow.models.activity import activity
from taskflow.models.database import WRITE_OPTION
from taskflow.models.filter import TaskFilter
from taskflow.models.task import Status, TaskCreate, TaskMove
from taskflow.services import positions
from taskflow.services.board import read_windows
from taskflow.services.tasks import create_task, move_task
from taskflow.services.writing import BOARD_LOCK, board_lock
from tests.services.boards import TODAY, add, assert_sound, board, recorded, titles


def test_a_change_that_breaks_off_leaves_nothing_and_lets_the_next_one_in(engine: Engine, session: Session) -> None:
    add(session, "milk")
    before = board(engine), recorded(engine)
    row = {"task_id": "x", "at": datetime.now(UTC), "action": "create", "before": {}, "after": {}}

    def break_off() -> None:
        with board_lock(session) as connection:
            connection.execute(insert(activity), row)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert (board(engine), recorded(engine)) == before
    assert not session.in_transaction()
    with Session(engine) as other:
        add(other, "bread")
    assert titles(engine) == ["milk", "bread"]


def test_a_change_waits_for_one_made_outside_this_process(engine: Engine, session: Session) -> None:
    with ThreadPoolExecutor(1) as pool, engine.connect() as outside:
        if engine.dialect.name == "sqlite":
            outside.execution_options(**{WRITE_OPTION: True})
        with outside.begin():
            if engine.dialect.name == "postgresql":
                outside.exec_driver_sql(f"SELECT pg_advisory_xact_lock({BOARD_LOCK})")
            adding = pool.submit(add, session, "milk")
            with pytest.raises(TimeoutError):
                adding.result(timeout=0.2)
            assert titles(engine) == []
        adding.result(timeout=10)
    assert titles(engine) == ["milk"]


def test_a_change_on_a_session_that_has_read_before_is_refused(session: Session) -> None:
    read_windows(session, TaskFilter(), {Status.TODO: 1}, today=TODAY)
    with pytest.raises(RuntimeError, match="begins its own transaction"):
        create_task(session, TaskCreate(title="milk"))


def test_whoever_looks_on_sees_whole_changes_only(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Low enough that neighbours get new keys all the time.
    monkeypatch.setattr(positions, "LONGEST_KEY", 3)
    resting = add(session, *(f"Resting {number}" for number in range(5)))
    moving = add(session, *(f"Moving {number}" for number in range(5)))
    is_over = Event()

    def move(person: int) -> None:
        chance = random.Random(person)  # noqa: S311  # the same chances in every run
        for _ in range(40):
            wanted = TaskMove(status=chance.choice([Status.TODO, Status.DONE]), before_id=chance.choice(resting))
            with Session(engine) as own:
                move_task(own, chance.choice(moving), wanted)

    def look() -> int:
        looks = 0
        while not is_over.is_set():
            with Session(engine) as own:
                windows = read_windows(own, TaskFilter(), dict.fromkeys(Status, 50), today=TODAY)
            seen = [card.id for window in windows for card in window.cards]
            assert sorted(seen) == sorted([*resting, *moving])
            assert [task_id for task_id in seen if task_id in resting] == resting
            assert [len(window.cards) for window in windows] == [window.total for window in windows]
            looks += 1
        return looks

    with ThreadPoolExecutor(1) as onlooker:
        looking = onlooker.submit(look)
        try:
            with ThreadPoolExecutor(4) as pool:
                list(pool.map(move, range(4)))
        finally:
            is_over.set()
        assert looking.result() > 0
    assert_sound(engine)
