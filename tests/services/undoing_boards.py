"""Two boards on which people also change several tasks at once, and take back what they did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.task import Status, TaskMove, TaskPublic, TaskUpdate
from taskflow.services.activity import committed
from taskflow.services.errors import ChangedSince, TaskNotFound
from taskflow.services.several import delete_tasks, edit_tasks, move_tasks
from taskflow.services.tasks import End
from taskflow.services.undo import undo
from tests.services.boards import board
from tests.services.two_boards import TwoBoards

# Of a change: the ids of its rows, and the board before it.
Step = tuple[tuple[int, ...], list[TaskPublic]]


class UndoingBoards(TwoBoards):
    """Remembers the board before each of the latest `steps` changes, and expects it back when they are taken back."""

    def __init__(self, engine: Engine, session: Session, *, steps: int) -> None:
        super().__init__(engine, session)
        self.steps = steps
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.times_undone = 0
        self.count_before = len(committed(session))

    def run(self, name: str, arguments: dict[str, Any]) -> None:
        before, known = board(self.engine), committed(self.session)
        getattr(self, name)(**arguments)
        self.assert_equal()
        appended = committed(self.session)[len(known) :]
        if appended and name not in {"undo", "redo", "undo_any"}:
            self.done = [*self.done, (appended, before)][-self.steps :]
            self.undone = []

    def undo(self) -> None:
        self._take_back(self.done, self.undone)

    def redo(self) -> None:
        self._take_back(self.undone, self.done)

    def undo_any(self, age: int, count: int) -> None:
        """Take back what was done at some time, unless that is refused; afterwards there are no steps to go back."""
        known = committed(self.session)
        own = known[self.count_before :]
        changes = own[max(len(own) - age, 0) :][:count]
        try:
            undo(self.session, changes)
        except ChangedSince:
            assert committed(self.session) == known
            return
        self.changes += len(changes)
        self.times_undone += 1
        self.done, self.undone = [], []
        self._look()

    def move_several(
        self,
        who: list[int | None],
        status: Status,
        above: int | None,
        below: int | None,
        end: End,
        given: dict[str, Any],
    ) -> None:
        wanted = TaskMove(status=status, before_id=self._id(above), after_id=self._id(below))
        update = TaskUpdate.model_validate(given)
        moved = self._allowed_several(
            who, lambda ids: move_tasks(self.session, ids, wanted, end=end, update=update).done
        )
        ids, old = [task.id for task in moved], list(self.columns[status])
        place = _place(old, ids, wanted, end)
        for column in self.columns.values():
            column[:] = [task_id for task_id in column if task_id not in ids]
        self.columns[status][place:place] = ids
        are_in_place = self.columns[status] == old
        for task in moved:
            self._compare(task, {**update.changes(), "status": status}, is_in_place=are_in_place)

    def edit_several(self, who: list[int | None], given: dict[str, Any]) -> None:
        update = TaskUpdate.model_validate(given)
        for task in self._allowed_several(who, lambda ids: edit_tasks(self.session, ids, update).done):
            is_in_place = task.status is self.tasks[task.id].status
            if not is_in_place:
                self._put(task.id, task.status, len(self.columns[task.status]))
            self._compare(task, update.changes(), is_in_place=is_in_place)

    def delete_several(self, who: list[int | None]) -> None:
        for task in self._allowed_several(who, lambda ids: delete_tasks(self.session, ids)):
            assert task == self.tasks.pop(task.id)
            self.columns[task.status].remove(task.id)
            self.changes += 1

    def _allowed_several(self, who: list[int | None], do: Callable[[list[str]], list[TaskPublic]]) -> list[TaskPublic]:
        ids = [self._id(index) for index in who]
        known = [task_id for task_id in dict.fromkeys(ids) if task_id in self.tasks]
        if ids and not known:
            with pytest.raises(TaskNotFound):
                do(ids)
            return []
        changed = do(ids)
        assert [task.id for task in changed] == known
        return changed

    def _compare(self, task: TaskPublic, given: dict[str, Any], *, is_in_place: bool) -> None:
        before = self.tasks[task.id]
        wanted = before.model_copy(update=given)
        is_touched = task.version != before.version
        # Of a block that is put in another order some can stay; all, when it is in its place already.
        assert is_touched or wanted == before
        assert not (is_touched and is_in_place and wanted == before)
        assert _content(task) == _content(wanted)
        if is_touched:
            self._changed(task)

    def _take_back(self, steps: list[Step], others: list[Step]) -> None:
        if not steps:
            return
        changes, before = steps.pop()
        now, known = board(self.engine), committed(self.session)
        returned = undo(self.session, changes)
        found = board(self.engine)
        assert [(task.id, task.status) for task in found] == [(task.id, task.status) for task in before]
        assert [_content(task) for task in found] == [_content(task) for task in before]
        assert [task.completed_at for task in found] == [task.completed_at for task in before]
        assert all(task in found for task in returned)
        rest = {task.id: task.version for task in found if task not in returned}
        assert rest.items() <= {task.id: task.version for task in now}.items()
        appended = committed(self.session)[len(known) :]
        assert len(appended) == len(changes)
        others.append((appended, now))
        self.changes += len(appended)
        self.times_undone += 1
        self._look()

    def _look(self) -> None:
        found = board(self.engine)
        self.tasks = {task.id: task for task in found}
        self.columns = {status: [task.id for task in found if task.status is status] for status in Status}


def _content(task: TaskPublic) -> dict[str, Any]:
    return task.model_dump(exclude={"version", "updated_at", "position", "completed_at"})


def _place(column: list[str], moving: list[str], wanted: TaskMove, end: End) -> int:
    """Return how many that do not move lie above the place."""
    marks = [(wanted.before_id, 0), (wanted.after_id, 1)]
    for task_id, offset in sorted(marks, key=lambda mark: mark[0] in moving):
        if task_id in column:
            above = column[: column.index(task_id) + offset]
            return sum(other not in moving for other in above)
    return 0 if end is End.TOP else sum(other not in moving for other in column)
