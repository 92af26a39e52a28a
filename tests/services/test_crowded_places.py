"""Thousands of drops into one gap: keys stay short, and nobody sees that neighbours got new ones."""

from __future__ import annotations

from itertools import cycle, islice

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskMove
from taskflow.services import positions
from taskflow.services.positions import LONGEST_KEY, NEIGHBOURS_REINDEXED
from taskflow.services.tasks import End, move_task
from tests.services.boards import add, assert_sound, board, recorded


def _drop_in_turn_below(session: Session, above: str, dropped: list[str], times: int) -> None:
    for task_id in islice(cycle(dropped), times):
        move_task(session, task_id, TaskMove(status=Status.TODO, after_id=above))


def test_two_tasks_that_swap_places_a_thousand_times_keep_short_keys(engine: Engine, session: Session) -> None:
    ids = add(session, *(f"Task {number}" for number in range(50)))
    upper, alice, bob, lower = ids[:24], ids[24], ids[25], ids[26:]

    _drop_in_turn_below(session, upper[-1], [alice, bob], 1000)

    found = board(engine)
    assert [task.id for task in found] == [*upper, bob, alice, *lower]
    assert max(len(task.position) for task in found) <= LONGEST_KEY
    rewritten = [change for change in recorded(engine) if change.action == Action.REINDEX]
    # It happens every few hundred drops, and far from the gap keys stay as they were.
    assert 2 <= len({change.at for change in rewritten}) <= 6
    assert {change.task_id for change in rewritten} <= set(ids[24 - NEIGHBOURS_REINDEXED : 27 + NEIGHBOURS_REINDEXED])
    assert_sound(engine)


@pytest.mark.parametrize("neighbours", [1, 2, 100])
def test_making_room_never_changes_the_order(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch, neighbours: int
) -> None:
    monkeypatch.setattr(positions, "LONGEST_KEY", 4)
    monkeypatch.setattr(positions, "NEIGHBOURS_REINDEXED", neighbours)
    ids = add(session, *"abcdefghij")
    order = list(ids)
    for number in range(150):
        task_id, above = order[(number * 7) % 10], order[4 + number % 2]
        if task_id == above:
            continue
        move_task(session, task_id, TaskMove(status=Status.TODO, after_id=above))
        order.remove(task_id)
        order.insert(order.index(above) + 1, task_id)
        assert [task.id for task in board(engine)] == order
    assert any(change.action == Action.REINDEX for change in recorded(engine))
    assert_sound(engine)


def test_room_is_made_at_the_ends_of_a_column_too(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    ids = add(session, *(str(number) for number in range(70)))
    order = [task.id for task in board(engine)]
    assert order == ids
    move_task(session, ids[10], TaskMove(status=Status.TODO), end=End.TOP)
    move_task(session, ids[20], TaskMove(status=Status.TODO), end=End.BOTTOM)
    others = [task_id for task_id in ids if task_id not in {ids[10], ids[20]}]
    assert [task.id for task in board(engine)] == [ids[10], *others, ids[20]]
    assert any(change.action == Action.REINDEX for change in recorded(engine))
    assert_sound(engine)


def test_dropping_a_task_where_it_is_rewrites_nothing_however_crowded_the_place(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    above, between, below = add(session, "above", "between", "below")
    before = board(engine)
    monkeypatch.setattr(positions, "LONGEST_KEY", 1)
    for wanted in (
        TaskMove(status=Status.TODO, before_id=below),
        TaskMove(status=Status.TODO, after_id=above),
        TaskMove(status=Status.TODO, before_id=below, after_id=above),
    ):
        move_task(session, between, wanted)
    assert board(engine) == before
    assert len(recorded(engine)) == 3
