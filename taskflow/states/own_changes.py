"""What a visitor has just written: their page may not show it yet, and nobody else has done it."""

from __future__ import annotations

from collections.abc import Sequence
from time import time

import reflex as rx

from taskflow.models.task import TaskPublic, TaskUpdate

# Longer than a page takes to show a change on a slow line.
SECONDS = 10
# More than anybody changes in this time, unless all at once.
MOST_TASKS = 200


class OwnChangesState(rx.State):
    """The visitor's own last changes, by task: when, and how it was left."""

    _left: dict[str, tuple[float, TaskUpdate]] = {}

    def remember(self, tasks: Sequence[TaskPublic]) -> None:
        """Take note of how the visitor has left some tasks."""
        now = time()
        recent = {task_id: left for task_id, left in self._left.items() if now - left[0] < SECONDS}
        recent |= {task.id: (now, _fields(task)) for task in tasks}
        self._left = dict(list(recent.items())[-MOST_TASKS:])

    def seen(self, task_id: str, shown: TaskUpdate) -> list[TaskUpdate]:
        """Return what the visitor may have seen of a task: what the page showed, and how they have just left it."""
        at, left = self._left.get(task_id, (0.0, shown))
        return [shown, left] if time() - at < SECONDS else [shown]


def _fields(task: TaskPublic) -> TaskUpdate:
    names = set(TaskUpdate.model_fields)
    return TaskUpdate.model_construct(_fields_set=names, **{name: getattr(task, name) for name in names})
