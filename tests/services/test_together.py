"""Many people at once: nobody's change is lost, nobody waits for ever, nobody sees half a change."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskCreate, TaskMove, TaskPublic, TaskUpdate
from taskflow.services.activity import committed
from taskflow.services.errors import StaleTask
from taskflow.services.tasks import End, create_task, delete_task, edit_task, move_task
from taskflow.services.undo import undo
from taskflow.settings import PROJECT_ROOT
from tests.services.boards import add, assert_sound, board, recorded, titles
from tests.services.mover import move_at_random

PEOPLE = 8


def _all_at_once(work: Callable[[int], object], people: int = PEOPLE) -> None:
    barrier = Barrier(people)

    def begin_together(person: int) -> None:
        barrier.wait(timeout=30)
        work(person)

    with ThreadPoolExecutor(people) as pool:
        for done in [pool.submit(begin_together, person) for person in range(people)]:
            done.result()


def test_eight_people_moving_forty_tasks_lose_none_of_them(engine: Engine, session: Session) -> None:
    ids = add(session, *(f"Task {number}" for number in range(40)))
    _all_at_once(lambda person: move_at_random(engine, ids, person, 50))
    assert sorted(task.id for task in board(engine)) == sorted(ids)
    assert_sound(engine)
    assert {change.actor for change in recorded(engine)} == {None, *(f"person {person}" for person in range(PEOPLE))}


def test_two_processes_moving_the_same_tasks_lose_none_of_them(engine: Engine, session: Session) -> None:
    ids = add(session, *(f"Task {number}" for number in range(10)))
    database = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.services.mover", database]
    workers = [
        subprocess.Popen([*command, str(seed), "40"], cwd=PROJECT_ROOT, stderr=subprocess.PIPE) for seed in range(2)
    ]
    for worker in workers:
        _, errors = worker.communicate(timeout=60)
        assert worker.returncode == 0, errors.decode()
    assert sorted(task.id for task in board(engine)) == sorted(ids)
    assert_sound(engine)
    assert {change.actor for change in recorded(engine)} == {None, "person 0", "person 1"}


def test_eight_people_adding_at_the_top_see_their_own_tasks_in_order(engine: Engine) -> None:
    def add_ten(person: int) -> None:
        with Session(engine) as session:
            for number in range(10):
                create_task(session, TaskCreate(title=f"{person} {number}"), end=End.TOP)

    _all_at_once(add_ten)
    found = titles(engine)
    assert len(found) == 10 * PEOPLE
    for person in range(PEOPLE):
        own = [title for title in found if title.startswith(f"{person} ")]
        assert own == [f"{person} {number}" for number in reversed(range(10))]
    assert_sound(engine)


def test_of_eight_people_editing_the_same_version_one_wins_and_the_others_learn_of_it(
    engine: Engine, session: Session
) -> None:
    (task_id,) = add(session, "milk")
    won: list[TaskPublic] = []
    refused: list[TaskPublic] = []

    def edit(person: int) -> None:
        with Session(engine) as own:
            try:
                won.append(edit_task(own, task_id, TaskUpdate(title=f"milk for {person}"), expected_version=1))
            except StaleTask as error:
                refused.append(error.current)

    _all_at_once(edit)
    assert [task.version for task in won] == [2]
    assert refused == won * (PEOPLE - 1)
    assert board(engine) == won


def test_eight_people_deleting_and_moving_the_same_task_leave_one_deletion(engine: Engine, session: Session) -> None:
    task_id, _ = add(session, "milk", "bread")

    def delete_or_move(person: int) -> None:
        with Session(engine) as own:
            if person % 2:
                delete_task(own, task_id)
            else:
                move_task(own, task_id, TaskMove(status=Status.DONE))

    outcomes = _errors_of(delete_or_move)
    assert titles(engine) == ["bread"]
    assert titles(engine, Status.DONE) == []
    assert sum(change.action == Action.DELETE for change in recorded(engine)) == 1
    assert outcomes <= {"TaskNotFound"}
    assert_sound(engine)


def test_of_eight_people_taking_back_the_same_change_one_does(engine: Engine, session: Session) -> None:
    (task_id,) = add(session, "milk")
    edit_task(session, task_id, TaskUpdate(title="oat milk"))
    changes = committed(session)[-1:]

    def take_back(_person: int) -> None:
        with Session(engine) as own:
            undo(own, changes)

    assert _errors_of(take_back) == {"ChangedSince"}
    assert titles(engine) == ["milk"]
    assert len(recorded(engine)) == 3
    assert_sound(engine)


def _errors_of(work: Callable[[int], object]) -> set[str]:
    names: set[str] = set()

    def attempt(person: int) -> None:
        try:
            work(person)
        except Exception as error:  # noqa: BLE001  # whichever it is, the test names those it expects
            names.add(type(error).__name__)

    _all_at_once(attempt)
    return names
