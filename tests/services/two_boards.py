"""A board on plain Python lists, to compare the real one with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.activity import Action
from taskflow.models.task import Status, TaskCreate, TaskMove, TaskPublic, TaskUpdate
from taskflow.services.errors import StaleTask, TaskNotFound
from taskflow.services.tasks import End, create_task, delete_task, edit_task, move_task
from tests.services.boards import NOBODY, assert_sound, board, recorded

Result = TypeVar("Result")
FIELDS = set(TaskCreate.model_fields)


class TwoBoards:
    """Does everything twice, on an empty real board and on lists, and expects the same outcome.

    `who`, `above` and `below` count through all tasks there ever were; None is a task that never was. `stale` is how
    far the writer's version is off, None when it says none.
    """

    def __init__(self, engine: Engine, session: Session) -> None:
        self.engine, self.session = engine, session
        self.columns: dict[Status, list[str]] = {status: [] for status in Status}
        self.tasks: dict[str, TaskPublic] = {}
        self.ever: list[str] = []
        self.changes = 0

    def create(self, status: Status, end: End, given: dict[str, Any]) -> None:
        new = TaskCreate.model_validate({"title": "New", "status": status, **given})
        task = create_task(self.session, new, end=end)
        assert task.model_dump(include=FIELDS) == new.model_dump()
        assert task.version == 1
        self._put(task.id, status, 0 if end is End.TOP else len(self.columns[status]))
        self.ever.append(task.id)
        self._changed(task)

    def edit(self, who: int | None, given: dict[str, Any], stale: int | None) -> None:
        task_id, update = self._id(who), TaskUpdate.model_validate(given)
        edited = self._allowed(
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
            self._put(task_id, wanted.status, len(self.columns[wanted.status]))
        assert edited.model_dump(include=FIELDS) == wanted.model_dump(include=FIELDS)
        self._changed(edited)

    def move(
        self, who: int | None, status: Status, above: int | None, below: int | None, end: End, stale: int | None
    ) -> None:
        task_id, before_id, after_id = self._id(who), self._id(above), self._id(below)
        wanted = TaskMove(status=status, before_id=before_id, after_id=after_id)
        moved = self._allowed(
            task_id,
            stale,
            lambda expected: move_task(self.session, task_id, wanted, end=end, expected_version=expected),
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
        self._put(task_id, status, place)
        if self.columns[status] == old:
            assert moved == self.tasks[task_id]
        else:
            self._changed(moved)

    def delete(self, who: int | None, stale: int | None) -> None:
        task_id = self._id(who)

        def do(expected: int | None) -> bool:
            delete_task(self.session, task_id, expected_version=expected)
            return True

        if self._allowed(task_id, stale, do):
            self.columns[self.tasks.pop(task_id).status].remove(task_id)
            self.changes += 1

    def assert_equal(self) -> None:
        found = board(self.engine)
        assert [task.id for task in found] == [task_id for column in self.columns.values() for task_id in column]
        # A key may be rewritten to make room for another one. Nothing else changes by itself.
        known = [self.tasks[task.id].model_copy(update={"position": task.position}) for task in found]
        assert found == known
        self.tasks = {task.id: task for task in found}

    def assert_recorded(self) -> int:
        """Check the record of it all and return how many keys were rewritten."""
        assert_sound(self.engine)
        rewritten = sum(change.action == Action.REINDEX for change in recorded(self.engine))
        assert len(recorded(self.engine)) == self.changes + rewritten
        return rewritten

    def _id(self, index: int | None) -> str:
        return NOBODY if index is None else self.ever[index % len(self.ever)]

    def _allowed(self, task_id: str, stale: int | None, do: Callable[[int | None], Result]) -> Result | None:
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

    def _put(self, task_id: str, status: Status, place: int) -> None:
        for column in self.columns.values():
            if task_id in column:
                column.remove(task_id)
        self.columns[status].insert(place, task_id)

    def _changed(self, task: TaskPublic) -> None:
        before = self.tasks.get(task.id)
        assert (task.completed_at is not None) == (task.status is Status.DONE)
        if before:
            assert task.version == before.version + 1
            assert task.created_at == before.created_at
            assert task.completed_at == before.completed_at or task.status is not before.status
        self.tasks[task.id] = task
        self.changes += 1
