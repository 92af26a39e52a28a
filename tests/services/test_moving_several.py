"""Several tasks go together to one place, in the order in which they were given."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Priority, Status, TaskMove, TaskUpdate
from taskflow.services import positions
from taskflow.services.errors import TaskNotFound
from taskflow.services.several import MOST_TASKS, Outcome, move_tasks
from taskflow.services.tasks import End, delete_task
from tests.services.boards import NOBODY, add, assert_sound, board, recorded, titles


def test_several_tasks_dropped_between_two_others_stay_there(engine: Engine, session: Session) -> None:
    milk, _, eggs, _ = add(session, "milk", "bread", "eggs", "salt")
    (yeast,) = add(session, "yeast", status=Status.DONE)
    moved = move_tasks(session, [eggs, yeast], TaskMove(status=Status.TODO, after_id=milk)).done
    assert titles(engine) == ["milk", "eggs", "yeast", "bread", "salt"]
    assert titles(engine, Status.DONE) == []
    assert moved == board(engine)[1:3]
    assert [task.version for task in board(engine)] == [1, 2, 2, 1, 1]
    assert_sound(engine)


def test_several_tasks_go_to_another_column_in_the_given_order(engine: Engine, session: Session) -> None:
    milk, bread, eggs = add(session, "milk", "bread", "eggs")
    add(session, "salt", status=Status.DONE)
    moved = move_tasks(session, [eggs, milk], TaskMove(status=Status.DONE), actor="alice").done
    assert titles(engine, Status.DONE) == ["salt", "eggs", "milk"]
    assert [task.completed_at for task in moved] == [moved[0].updated_at] * 2
    assert [(row.task_id, row.action, row.actor) for row in recorded(engine)[-2:]] == [
        (eggs, "move", "alice"),
        (milk, "move", "alice"),
    ]
    move_tasks(session, [bread], TaskMove(status=Status.DONE), end=End.TOP)
    assert titles(engine, Status.DONE) == ["bread", "salt", "eggs", "milk"]


@pytest.mark.parametrize(
    ("moving", "move", "expected"),
    [
        ("bd", {"before_id": "c"}, "abdce"),
        ("db", {"before_id": "c"}, "adbce"),
        ("bd", {"before_id": "b"}, "abdce"),
        ("bd", {"before_id": "d"}, "acbde"),
        ("bd", {"after_id": "b"}, "abdce"),
        ("bd", {"after_id": "d"}, "acbde"),
        ("ae", {"after_id": "e"}, "bcdae"),
        ("ea", {"before_id": "a"}, "eabcd"),
        ("bc", {"before_id": "b", "after_id": "e"}, "adebc"),
        ("bc", {"before_id": "e", "after_id": "b"}, "adbce"),
        ("edcba", {"before_id": "c"}, "edcba"),
        ("caeb", {}, "dcaeb"),
    ],
)
def test_a_neighbour_that_moves_along_stands_for_where_it_was(
    engine: Engine, session: Session, moving: str, move: dict[str, str], expected: str
) -> None:
    ids = dict(zip("abcde", add(session, *"abcde"), strict=True))
    wanted = TaskMove(status=Status.TODO, **{name: ids[title] for name, title in move.items()})
    move_tasks(session, [ids[title] for title in moving], wanted)
    assert "".join(titles(engine)) == expected
    assert_sound(engine)


def test_who_already_is_in_the_right_place_stays_as_it_is(engine: Engine, session: Session) -> None:
    milk, bread, eggs, salt = add(session, "milk", "bread", "eggs", "salt")
    before = board(engine)
    for ids, move, end in (
        ([bread, eggs], TaskMove(status=Status.TODO, before_id=salt), End.BOTTOM),
        ([bread, eggs], TaskMove(status=Status.TODO, after_id=milk), End.BOTTOM),
        ([bread, eggs], TaskMove(status=Status.TODO, after_id=bread), End.BOTTOM),
        ([eggs, salt], TaskMove(status=Status.TODO), End.BOTTOM),
        ([milk, bread, eggs, salt], TaskMove(status=Status.TODO), End.TOP),
    ):
        assert move_tasks(session, ids, move, end=end).done == [task for task in before if task.id in ids]
    assert board(engine) == before
    assert len(recorded(engine)) == 4
    move_tasks(session, [milk, eggs, salt], TaskMove(status=Status.TODO))
    assert titles(engine) == ["bread", "milk", "eggs", "salt"]
    assert [task.version for task in board(engine)] == [1, 2, 1, 1]


def test_no_task_gets_the_place_of_another_one_that_has_yet_to_move(engine: Engine, session: Session) -> None:
    above, first, last, second, third, _ = add(session, "above", "first", "last", "second", "third", "below")
    (new,) = add(session, "new", status=Status.DONE)
    move_tasks(session, [first, new, second, third, last], TaskMove(status=Status.TODO, after_id=above))
    assert titles(engine) == ["above", "first", "new", "second", "third", "last", "below"]
    assert [task.version for task in board(engine)] == [1, 1, 2, 1, 1, 2, 1]
    assert_sound(engine)


def test_a_drop_into_another_swimlane_changes_further_fields(engine: Engine, session: Session) -> None:
    milk, bread = add(session, "milk", "bread")
    (eggs,) = add(session, "eggs", status=Status.DONE)
    update = TaskUpdate(assignee="alice", priority=Priority.HIGH, status=Status.TODO)
    moved = move_tasks(session, [bread, eggs], TaskMove(status=Status.DONE, before_id=eggs), update=update).done
    assert [(task.title, task.assignee, task.priority, task.status) for task in moved] == [
        ("bread", "alice", Priority.HIGH, Status.DONE),
        ("eggs", "alice", Priority.HIGH, Status.DONE),
    ]
    changes = recorded(engine)[3:]
    assert [(change.task_id, change.action) for change in changes] == [(bread, "edit"), (eggs, "edit")]
    assert changes[0].after.keys() == {"assignee", "priority", "status", "position", "completed_at"}
    assert changes[1].after.keys() == {"assignee", "priority"}
    assert move_tasks(session, [milk], TaskMove(status=Status.TODO), update=TaskUpdate()).done == board(engine)[:1]
    assert len(recorded(engine)) == 5


def test_those_that_are_still_there_move_without_the_others(engine: Engine, session: Session) -> None:
    milk, bread, eggs = add(session, "milk", "bread", "eggs")
    delete_task(session, bread)
    wanted = [bread, eggs, NOBODY, "NUL \0", "\ud800", milk, eggs]
    moved = move_tasks(session, wanted, TaskMove(status=Status.DONE)).done
    assert [task.id for task in moved] == [eggs, milk]
    assert titles(engine, Status.DONE) == ["eggs", "milk"]
    assert_sound(engine)


@pytest.mark.parametrize("gone", ["moved away", "deleted", "never there", "NUL \0", "\ud800", ""])
@pytest.mark.parametrize(("end", "expected"), [(End.TOP, ["salt", "eggs"]), (End.BOTTOM, ["eggs", "salt"])])
def test_when_the_neighbour_is_gone_the_tasks_go_to_the_wanted_end(
    engine: Engine, session: Session, gone: str, end: End, expected: list[str]
) -> None:
    bread, salt = add(session, "bread", "salt")
    add(session, "eggs", status=Status.DONE)
    if gone == "deleted":
        delete_task(session, bread)
    known = bread if gone in {"moved away", "deleted"} else NOBODY if gone == "never there" else gone
    move_tasks(session, [salt], TaskMove(status=Status.DONE, before_id=known, after_id=known), end=end)
    assert titles(engine, Status.DONE) == expected


def test_when_none_is_left_nothing_happens(engine: Engine, session: Session) -> None:
    milk, bread = add(session, "milk", "bread")
    delete_task(session, milk)
    for ids in ([milk], [milk, NOBODY], ["NUL \0"]):
        with pytest.raises(TaskNotFound, match=f"Task {ids[0]} not found"):
            move_tasks(session, ids, TaskMove(status=Status.DONE, before_id=bread))
    assert move_tasks(session, [], TaskMove(status=Status.DONE, before_id=bread)) == Outcome([], [])
    assert len(recorded(engine)) == 3
    assert not session.in_transaction()


def test_a_thousand_tasks_move_at_once_and_not_one_more(engine: Engine, session: Session) -> None:
    milk, bread = add(session, "milk", "bread")
    others = [f"{number:036}" for number in range(MOST_TASKS - 1)]
    move_tasks(session, [milk, *others, milk], TaskMove(status=Status.DONE))
    assert titles(engine, Status.DONE) == ["milk"]
    with pytest.raises(ValueError, match="1000"):
        move_tasks(session, [milk, *others, bread], TaskMove(status=Status.DONE))
    assert titles(engine) == ["bread"]


@pytest.mark.parametrize("neighbours", [1, 2, 100])
def test_room_is_made_for_several_without_changing_the_order_of_the_others(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch, neighbours: int
) -> None:
    monkeypatch.setattr(positions, "LONGEST_KEY", 4)
    monkeypatch.setattr(positions, "NEIGHBOURS_REINDEXED", neighbours)
    order = add(session, *"abcdefghij")
    for number in range(60):
        moving = [order[(number * step) % 10] for step in (3, 7, 1)]
        above = order[4 + number % 2]
        if above in moving or len(set(moving)) < 3:
            continue
        move_tasks(session, moving, TaskMove(status=Status.TODO, after_id=above))
        order = [task_id for task_id in order if task_id not in moving]
        place = order.index(above) + 1
        order[place:place] = moving
        assert [task.id for task in board(engine)] == order
    assert any(change.action == Action.REINDEX for change in recorded(engine))
    assert_sound(engine)


def test_a_hundred_tasks_turned_round_and_round_keep_short_keys(engine: Engine, session: Session) -> None:
    ids = add(session, *(f"Task {number}" for number in range(100)))
    first, *moving, last = ids
    for _ in range(10):
        moving.reverse()
        move_tasks(session, moving, TaskMove(status=Status.TODO, after_id=first, before_id=last))
    assert [task.id for task in board(engine)] == [first, *moving, last]
    assert max(len(task.position) for task in board(engine)) <= positions.LONGEST_KEY
    assert_sound(engine)
