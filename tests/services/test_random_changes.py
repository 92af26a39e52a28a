"""Whatever people do in whatever order, the board shows what they did, and its record tells how it came about."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Priority, Status, TaskCreate, TaskMove, TaskPublic, TaskUpdate
from taskflow.services import positions
from taskflow.services.errors import StaleTask, TaskNotFound
from taskflow.services.tasks import End, create_task, delete_task, edit_task, move_task
from tests.services.boards import NOBODY, board, clear, recorded, replayed
from tests.services.properties import STEADY

statuses, ends = st.sampled_from(Status), st.sampled_from(End)
# Counts through everything that ever was on the board; None is a task that never was.
anybody = st.one_of(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.none())
# Seldom stale, so that most operations do something.
staleness = st.sampled_from([None, None, 0, 0, 0, -1, 1])
fields = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Buy milk", "Écrire à Zoé", "100 %", "🚀"]),
        "description": st.sampled_from([None, "one\ntwo", "‏שלום"]),
        "priority": st.sampled_from(Priority),
        "assignee": st.sampled_from([None, "alice", "bob", "charlie"]),
        "due_date": st.sampled_from([None, "2026-03-10", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]),
    },
)


class RandomChanges(RuleBasedStateMachine):
    """Does everything twice: on the board, and on plain Python lists."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        clear(self.engine)
        self.session = Session(self.engine)
        self.columns: dict[Status, list[str]] = {status: [] for status in Status}
        self.tasks: dict[str, TaskPublic] = {}
        self.ever: list[str] = []
        self.changes = 0
        for status in [*Status, *Status, Status.TODO, Status.TODO]:
            self.create(status, End.BOTTOM, {})

    @rule(status=statuses, end=ends, given=fields)
    def create(self, status: Status, end: End, given: dict[str, Any]) -> None:
        new = TaskCreate.model_validate({"title": "New", "status": status, **given})
        task = create_task(self.session, new, end=end)
        assert new.model_dump() == task.model_dump(include=set(new.model_dump()))
        assert (task.version, task.completed_at is not None) == (1, status is Status.DONE)
        self._insert(task.id, status, 0 if end is End.TOP else len(self.columns[status]))
        self.ever.append(task.id)
        self._changed(task)

    @rule(who=anybody, given=fields, status=st.none() | statuses, stale=staleness)
    def edit(self, who: int | None, given: dict[str, Any], status: Status | None, stale: int | None) -> None:
        task_id = self._id(who)
        update = TaskUpdate.model_validate({**given, **({"status": status} if status else {})})
        edited = self._attempt(
            task_id, stale, lambda expected: edit_task(self.session, task_id, update, expected_version=expected)
        )
        if edited is None:
            return
        before = self.tasks[task_id]
        wanted = before.model_copy(update=update.changes())
        if wanted == before:
            assert edited == before
            return
        if wanted.status is not before.status:
            self._insert(task_id, wanted.status, len(self.columns[wanted.status]))
        assert edited.model_dump(include=set(TaskCreate.model_fields)) == wanted.model_dump(
            include=set(TaskCreate.model_fields)
        )
        self._changed(edited)

    @rule(who=anybody, status=statuses, above=anybody, below=anybody, end=ends, stale=staleness)
    def move(
        self, who: int | None, status: Status, above: int | None, below: int | None, end: End, stale: int | None
    ) -> None:
        task_id = self._id(who)
        before_id, after_id = (self._id(index) if index else None for index in (above, below))
        wanted = TaskMove(status=status, before_id=before_id, after_id=after_id)
        moved = self._attempt(
            task_id, stale, lambda expected: move_task(self.session, task_id, wanted, end=end, expected_version=expected)
        )
        if moved is None:
            return
        old = list(self.columns[status])
        others = [other for other in old if other != task_id]
        if before_id in others:
            place = others.index(before_id)
        elif after_id in others:
            place = others.index(after_id) + 1
        else:
            place = 0 if end is End.TOP else len(others)
        self._insert(task_id, status, place)
        if self.columns[status] == old:
            assert moved == self.tasks[task_id]
        else:
            self._changed(moved)

    @precondition(lambda self: len(self.tasks) > 8)
    @rule(who=anybody, stale=staleness)
    def delete(self, who: int | None, stale: int | None) -> None:
        task_id = self._id(who)

        def do(expected: int | None) -> bool:
            delete_task(self.session, task_id, expected_version=expected)
            return True

        if self._attempt(task_id, stale, do):
            self.columns[self.tasks.pop(task_id).status].remove(task_id)
            self.changes += 1

    @invariant()
    def the_board_is_what_the_lists_say(self) -> None:
        found = board(self.engine)
        assert [task.id for task in found] == [task_id for column in self.columns.values() for task_id in column]
        # A key may be rewritten to make room for another one. Nothing else changes by itself.
        assert [task.model_copy(update={"position": ""}) for task in found] == [
            self.tasks[task.id].model_copy(update={"position": ""}) for task in found
        ]
        self.tasks = {task.id: task for task in found}
        for status in Status:
            keys = [task.position for task in found if task.status is status]
            assert all(upper < lower for upper, lower in zip(keys, keys[1:], strict=False))

    def teardown(self) -> None:
        self.session.close()
        record = recorded(self.engine)
        assert replayed(record) == board(self.engine)
        assert len([change for change in record if change.action != Action.REINDEX]) == self.changes

    def _id(self, index: int | None) -> str:
        return NOBODY if index is None else self.ever[index % len(self.ever)]

    def _attempt(self, task_id: str, stale: int | None, do: Any) -> Any:
        """Return the result, or None when the writer was rightly refused."""
        known = self.tasks.get(task_id)
        if known is None:
            with pytest.raises(TaskNotFound):
                do(stale)
        elif stale:
            with pytest.raises(StaleTask) as refusal:
                do(known.version + stale)
            assert refusal.value.current == known
        else:
            return do(None if stale is None else known.version)
        return None

    def _insert(self, task_id: str, status: Status, place: int) -> None:
        for column in self.columns.values():
            if task_id in column:
                column.remove(task_id)
        self.columns[status].insert(place, task_id)

    def _changed(self, task: TaskPublic) -> None:
        before = self.tasks.get(task.id)
        if before:
            assert task.version == before.version + 1
            assert task.created_at == before.created_at
            is_newly_done = before.status is not Status.DONE and task.status is Status.DONE
            if task.status is not Status.DONE:
                assert task.completed_at is None
            elif not is_newly_done:
                assert task.completed_at == before.completed_at
        assert (task.completed_at is not None) == (task.status is Status.DONE)
        self.tasks[task.id] = task
        self.changes += 1


def machine_on(engine: Engine) -> type[RandomChanges]:
    return type("RandomChangesHere", (RandomChanges,), {"engine": engine})


def test_a_board_shows_every_change_in_the_order_that_people_gave_it(engine: Engine) -> None:
    run_state_machine_as_test(machine_on(engine), settings=settings(STEADY, max_examples=25, stateful_step_count=40))


def test_a_board_stays_in_order_while_crowded_places_get_new_keys(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    monkeypatch.setattr(positions, "NEIGHBOURS_REINDEXED", 1)
    rewritten: list[int] = []

    class Crowded(machine_on(engine)):
        def teardown(self) -> None:
            super().teardown()
            rewritten.append(len([change for change in recorded(engine) if change.action == Action.REINDEX]))

    run_state_machine_as_test(Crowded, settings=settings(STEADY, max_examples=25, stateful_step_count=40))
    assert sum(rewritten) > 100
