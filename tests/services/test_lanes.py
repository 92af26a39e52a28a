"""Lanes divide every column by assignee or priority; each shows its first cards and how many it holds."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, update
from sqlmodel import Session

from taskflow.models.card import Lane, Window
from taskflow.models.filter import NOBODY, Group, Order, TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskPublic, tasks
from taskflow.services.board import read_windows
from taskflow.services.lanes import read_lanes
from taskflow.services.tasks import create_task, delete_task
from tests.services.boards import TODAY, board
from tests.services.properties import STEADY
from tests.services.test_query_counts import queries

NAMES = [None, "alice", "Zoé", "bob", "Émile", "100 %"]


def add(session: Session, title: str, assignee: str | None = None, **fields: object) -> str:
    return create_task(session, TaskCreate.model_validate({"title": title, "assignee": assignee, **fields})).id


def lanes_of(session: Session, group: Group, wanted: TaskFilter | None = None, **limit: int) -> list[tuple[str, int]]:
    lanes = read_lanes(session, wanted or TaskFilter(), group, today=TODAY, **limit)
    session.rollback()
    return [(lane.key, lane.total) for lane in lanes]


def titles(window: Window) -> list[tuple[str, str]]:
    return [(card.lane, card.title) for card in window.cards]


def test_each_assignee_has_a_lane_with_its_first_cards_and_totals(session: Session) -> None:
    for title, assignee in [("milk", "bob"), ("bread", "alice"), ("salt", "bob"), ("oil", None), ("eggs", "bob")]:
        add(session, title, assignee)
    add(session, "tea", "alice", status=Status.DONE)
    lanes = read_lanes(session, TaskFilter(), Group.ASSIGNEE, today=TODAY)
    assert lanes == [Lane("alice", 2), Lane("bob", 3), Lane(NOBODY, 1)]
    sizes = {Status.TODO: 2, Status.DONE: 2, Status.IN_PROGRESS: 2}
    keys = [lane.key for lane in lanes]
    todo, done, in_progress = read_windows(session, TaskFilter(), sizes, today=TODAY, group=Group.ASSIGNEE, lanes=keys)
    assert titles(todo) == [("alice", "bread"), ("bob", "milk"), ("bob", "salt"), (NOBODY, "oil")]
    assert (todo.total, todo.lane_totals) == (5, {"alice": 1, "bob": 3, NOBODY: 1})
    assert (titles(done), done.total, done.lane_totals) == ([("alice", "tea")], 1, {"alice": 1, "bob": 0, NOBODY: 0})
    assert (titles(in_progress), in_progress.total) == ([], 0)
    assert in_progress.lane_totals == dict.fromkeys(keys, 0)


def test_priorities_are_always_three_lanes_the_highest_first(session: Session) -> None:
    assert lanes_of(session, Group.PRIORITY) == [("high", 0), ("medium", 0), ("low", 0)]
    add(session, "milk", priority=Priority.HIGH)
    add(session, "bread", priority=Priority.LOW)
    assert lanes_of(session, Group.PRIORITY) == [("high", 1), ("medium", 0), ("low", 1)]
    (todo,) = read_windows(
        session, TaskFilter(), {Status.TODO: 9}, today=TODAY, group=Group.PRIORITY, lanes=["high", "medium", "low"]
    )
    assert titles(todo) == [("high", "milk"), ("low", "bread")]


def test_a_board_without_lanes_names_none(session: Session) -> None:
    add(session, "milk", "alice")
    (todo,) = read_windows(session, TaskFilter(), {Status.TODO: 9}, today=TODAY)
    assert (titles(todo), todo.lane_totals) == ([("", "milk")], {})


def test_names_are_in_alphabetical_order_and_nobody_comes_last(session: Session) -> None:
    for name in ("Zoé", "alice", None, "Émile", "bob", "~", "Alice"):
        add(session, "milk", name)
    names = [key for key, _ in lanes_of(session, Group.ASSIGNEE)]
    assert names == ["Alice", "alice", "bob", "Émile", "Zoé", "~", NOBODY]


def test_only_so_many_lanes_are_read_and_nobody_keeps_its_own(session: Session) -> None:
    for name in ("charlie", "alice", "bob"):
        add(session, "milk", name)
    assert lanes_of(session, Group.ASSIGNEE, limit=2) == [("alice", 1), ("bob", 1)]
    add(session, "milk")
    assert lanes_of(session, Group.ASSIGNEE, limit=2) == [("alice", 1), (NOBODY, 1)]
    assert lanes_of(session, Group.ASSIGNEE, limit=1) == [(NOBODY, 1)]
    for number in range(20):
        add(session, "milk", f"dave {number:02}")
    assert len(lanes_of(session, Group.ASSIGNEE)) == 12


def test_what_is_in_none_of_the_lanes_still_counts_in_its_column(session: Session) -> None:
    for title, assignee in [("milk", "alice"), ("bread", "bob"), ("salt", None)]:
        add(session, title, assignee)
    for lanes, cards in ((["alice"], [("alice", "milk")]), ([], [])):
        (todo,) = read_windows(session, TaskFilter(), {Status.TODO: 9}, today=TODAY, group=Group.ASSIGNEE, lanes=lanes)
        assert (titles(todo), todo.total, todo.lane_totals) == (cards, 3, dict.fromkeys(lanes, 1))


def test_a_folded_column_still_counts_its_lanes(session: Session) -> None:
    add(session, "milk", "alice")
    add(session, "bread", "alice")
    (todo,) = read_windows(session, TaskFilter(), {Status.TODO: 0}, today=TODAY, group=Group.ASSIGNEE, lanes=["alice"])
    assert (todo.cards, todo.total, todo.lane_totals) == ((), 2, {"alice": 2})


@pytest.mark.parametrize("stored", ["", NOBODY])
def test_an_empty_name_and_the_word_for_nobody_are_nobody(session: Session, stored: str) -> None:
    milk = add(session, "milk", "alice")
    session.connection().execute(update(tasks).where(tasks.c.id == milk).values(assignee=stored))
    session.commit()
    add(session, "bread")
    assert lanes_of(session, Group.ASSIGNEE) == [(NOBODY, 2)]
    (todo,) = read_windows(session, TaskFilter(), {Status.TODO: 9}, today=TODAY, group=Group.ASSIGNEE, lanes=[NOBODY])
    assert titles(todo) == [(NOBODY, "milk"), (NOBODY, "bread")]


def test_only_what_matches_and_was_not_deleted_makes_a_lane(session: Session) -> None:
    add(session, "milk", "alice")
    add(session, "bread", "bob")
    delete_task(session, add(session, "milk", "charlie"))
    assert lanes_of(session, Group.ASSIGNEE, TaskFilter(q="milk")) == [("alice", 1)]
    assert lanes_of(session, Group.PRIORITY, TaskFilter(q="milk")) == [("high", 0), ("medium", 1), ("low", 0)]


def test_lanes_cost_one_query_and_their_cards_two(engine: Engine, session: Session) -> None:
    for name in NAMES:
        add(session, "milk", name)
    for group in Group:
        with queries(engine) as sent:
            lanes = [lane.key for lane in read_lanes(session, TaskFilter(q="milk"), group, today=TODAY)]
        assert sent == ["SELECT"]
        with queries(engine) as sent:
            read_windows(session, TaskFilter(q="milk"), dict.fromkeys(Status, 5), today=TODAY, group=group, lanes=lanes)
        # The first finds the text, or reads the totals.
        assert sent == ["SELECT", "SELECT"]


def test_lanes_show_what_a_plain_search_through_all_tasks_finds(engine: Engine, session: Session) -> None:
    for number in range(70):
        add(
            session,
            f"Task {number}",
            NAMES[number % 7 % len(NAMES)],
            status=list(Status)[number % 3],
            priority=list(Priority)[number % 5 % 3],
            due_date=[None, "2026-03-10", "2026-03-12"][number % 4 % 3],
        )
    everything = board(engine)

    @settings(STEADY, max_examples=60)
    @given(
        st.sampled_from(Group),
        st.sampled_from(Order),
        st.sampled_from([None, *Priority]),
        st.integers(1, 6),
        st.dictionaries(st.sampled_from(Status), st.integers(0, 6), min_size=1),
    )
    def look(group: Group, order: Order, priority: Priority | None, limit: int, sizes: dict[Status, int]) -> None:
        wanted = TaskFilter(priority=priority)
        matching = [task for task in everything if priority in {None, task.priority}]
        lanes = read_lanes(session, wanted, group, today=TODAY, limit=limit)
        assert [lane.total for lane in lanes] == [len(_in_lane(matching, group, lane.key)) for lane in lanes]
        keys = [lane.key for lane in lanes]
        for window in read_windows(session, wanted, sizes, today=TODAY, order=order, group=group, lanes=keys):
            column = _sorted([task for task in matching if task.status is window.status], order)
            in_lanes = {key: _in_lane(column, group, key) for key in keys}
            assert window.total == len(column)
            assert window.lane_totals == {key: len(found) for key, found in in_lanes.items()}
            expected = [(key, task.id) for key in keys for task in in_lanes[key][: sizes[window.status]]]
            assert [(card.lane, card.id) for card in window.cards] == expected

    look()


def _in_lane(found: Sequence[TaskPublic], group: Group, key: str) -> list[TaskPublic]:
    if group is Group.PRIORITY:
        return [task for task in found if task.priority == key]
    return [task for task in found if (task.assignee or NOBODY) == key]


def _sorted(column: list[TaskPublic], order: Order) -> list[TaskPublic]:
    by_hand = sorted(column, key=lambda task: task.position)
    match order:
        case Order.MANUAL:
            return by_hand
        case Order.DUE:
            return sorted(by_hand, key=lambda task: (task.due_date is None, task.due_date or task.created_at))
        case Order.PRIORITY:
            return sorted(by_hand, key=lambda task: list(reversed(Priority)).index(task.priority))
        case Order.NEWEST:
            return sorted(by_hand, key=lambda task: task.created_at, reverse=True)
