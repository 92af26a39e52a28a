"""A filter shows exactly the tasks that it describes, on the board and in a list alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.filter import Due, TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskPublic
from taskflow.services.board import read_windows
from taskflow.services.listing import list_tasks
from taskflow.services.tasks import create_task, delete_task
from tests.services.boards import TODAY, add, board
from tests.services.properties import STEADY

MIDNIGHT = datetime(2026, 3, 10, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
DUES = [
    None,
    MIDNIGHT - timedelta(days=1),
    MIDNIGHT - MOMENT,
    MIDNIGHT,
    MIDNIGHT + timedelta(days=1) - MOMENT,
    MIDNIGHT + timedelta(days=1),
    MIDNIGHT + timedelta(days=7) - MOMENT,
    MIDNIGHT + timedelta(days=7),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
]
FILTERS = st.builds(
    TaskFilter,
    q=st.sampled_from([None, "", "milk", "ÉCHÉANCE", "%", "nothing like it"]),
    status=st.none() | st.sampled_from(Status),
    priority=st.none() | st.sampled_from(Priority),
    assignee=st.none() | st.sampled_from(["alice", "Alice", "bob", "al", ""]),
    due=st.none() | st.sampled_from(Due),
)


def _titles(session: Session, wanted: TaskFilter, today: date = TODAY) -> list[str]:
    return [task.title for task in list_tasks(session, wanted, today=today).tasks]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (Due.OVERDUE, ["the last moment of yesterday"]),
        (Due.TODAY, ["today", "the last moment of today"]),
        (Due.WEEK, ["today", "the last moment of today", "tomorrow", "the last moment of the seventh day"]),
        (Due.NONE, ["some day"]),
    ],
)
def test_a_task_is_due_on_the_day_it_names_until_that_day_ends(session: Session, due: Due, expected: list[str]) -> None:
    for title, moment in {
        "the last moment of yesterday": MIDNIGHT - MOMENT,
        "today": MIDNIGHT,
        "the last moment of today": MIDNIGHT + timedelta(days=1) - MOMENT,
        "tomorrow": MIDNIGHT + timedelta(days=1),
        "the last moment of the seventh day": MIDNIGHT + timedelta(days=7) - MOMENT,
        "next week": MIDNIGHT + timedelta(days=7),
        "some day": None,
    }.items():
        create_task(session, TaskCreate(title=title, due_date=moment))
    assert _titles(session, TaskFilter(due=due)) == expected


def test_what_is_done_is_never_overdue(session: Session) -> None:
    for status in Status:
        create_task(session, TaskCreate(title=status, status=status, due_date=MIDNIGHT - MOMENT))
    assert _titles(session, TaskFilter(due=Due.OVERDUE)) == ["todo", "in_progress"]


def test_a_day_written_in_another_zone_counts_in_utc(session: Session) -> None:
    create_task(session, TaskCreate.model_validate({"title": "call", "due_date": "2026-03-11T01:30:00+02:00"}))
    assert _titles(session, TaskFilter(due=Due.TODAY)) == ["call"]


def test_an_assignee_is_found_by_the_exact_name(session: Session) -> None:
    for name in ("alice", "Alice", "alice b", "al%", None):
        create_task(session, TaskCreate(title=str(name), assignee=name))
    for name in ("alice", "Alice", "alice b", "al%"):
        assert _titles(session, TaskFilter(assignee=name)) == [name]
    assert _titles(session, TaskFilter(assignee="al")) == []


def test_what_was_deleted_matches_nothing(session: Session) -> None:
    (milk,) = add(session, "milk")
    delete_task(session, milk)
    for wanted in (TaskFilter(), TaskFilter(q="milk"), TaskFilter(due=Due.NONE), TaskFilter(status=Status.TODO)):
        assert _titles(session, wanted) == []
        assert {window.total for window in read_windows(session, wanted, dict.fromkeys(Status, 5), today=TODAY)} == {0}


def test_board_and_list_show_what_a_plain_search_through_all_tasks_finds(engine: Engine, session: Session) -> None:
    _fill(session)
    everything = board(engine)

    @settings(STEADY, max_examples=80)
    @given(FILTERS, st.dictionaries(st.sampled_from(Status), st.integers(0, 25)))
    def look(wanted: TaskFilter, sizes: dict[Status, int]) -> None:
        expected = [task for task in everything if _matches(task, wanted)]
        listed = list_tasks(session, wanted, today=TODAY)
        assert {task.id for task in listed.tasks} == {task.id for task in expected}
        assert listed.total == len(expected)
        windows = read_windows(session, wanted, sizes, today=TODAY)
        assert [window.status for window in windows] == list(sizes)
        for window in windows:
            column = [task for task in expected if task.status is window.status]
            assert window.total == len(column)
            assert [card.id for card in window.cards] == [task.id for task in column[: sizes[window.status]]]

    look()


def _fill(session: Session) -> None:
    for number in range(60):
        create_task(
            session,
            TaskCreate(
                title=["Buy milk", "Échéance", "100 %"][number % 3],
                description=["", "milk", None, "echeance"][number % 4],
                status=list(Status)[(number // 3) % 3],
                priority=list(Priority)[number % 3],
                assignee=["alice", "Alice", "bob", None][(number // 2) % 4],
                due_date=DUES[(number // 3) % len(DUES)],
            ),
        )


def _matches(task: TaskPublic, wanted: TaskFilter) -> bool:
    text = f"{task.title}\n{task.description or ''}".lower().replace("é", "e")
    day = task.due_date.date() if task.due_date else None
    is_due = {
        None: True,
        Due.OVERDUE: day is not None and day < TODAY and task.status is not Status.DONE,
        Due.TODAY: day == TODAY,
        Due.WEEK: day is not None and 0 <= (day - TODAY).days < 7,
        Due.NONE: day is None,
    }
    return (
        (wanted.q or "").lower().replace("é", "e") in text
        and wanted.status in {None, task.status}
        and wanted.priority in {None, task.priority}
        and wanted.assignee in {None, task.assignee}
        and is_due[wanted.due]
    )
