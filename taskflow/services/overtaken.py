"""What somebody else changed between a writer's look and the writer's change, told by values and field by field.

By values and not by versions, so that changes to different fields go together, and a writer's own do not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from pydantic import ValidationError

from taskflow.models.filter import NOBODY
from taskflow.models.task import TaskPublic, TaskUpdate
from taskflow.services.changing import differences
from taskflow.services.errors import StaleTask

# By the ids of tasks, what the writer may have seen of them; of a due date the day alone, as cards show it.
Seen = Mapping[str, Sequence[TaskUpdate]]


def is_overtaken(task: TaskPublic, names: Iterable[str], seen: TaskUpdate | Sequence[TaskUpdate]) -> bool:
    """Whether one of the fields is as none of `seen` says. What was not seen counts as not changed."""
    several = [seen] if isinstance(seen, TaskUpdate) else seen
    return any(several and all(_is_other(task, name, each) for each in several) for name in names)


def tell_apart(
    found: Sequence[TaskPublic], fields: Mapping[str, Mapping[str, Any]], seen: Seen
) -> tuple[list[TaskPublic], list[TaskPublic]]:
    """Return the tasks that may be given their fields, and those that somebody changed to something else meanwhile.

    Raises:
        StaleTask: when that is all of them.
    """
    free, overtaken = list[TaskPublic](), list[TaskPublic]()
    for task in found:
        names, seen_of_it = differences(task, fields[task.id]), seen.get(task.id, ())
        is_as_seen = any(not is_overtaken(each, names, seen_of_it) for each in (task, _as_on_board(task)))
        (free if is_as_seen else overtaken).append(task)
    if overtaken and not free:
        raise StaleTask(*overtaken)
    return free, overtaken


def without_seen(fields: Mapping[str, Any], seen: Sequence[TaskUpdate]) -> dict[str, Any]:
    """Return the fields without those that the writer saw to be so already: they are not what the change is about."""
    return {
        name: value
        for name, value in fields.items()
        if not any(name in each.model_fields_set and getattr(each, name) == value for each in seen)
    }


def _is_other(task: TaskPublic, name: str, seen: TaskUpdate) -> bool:
    if name not in seen.model_fields_set:
        return False
    current = getattr(task, name)
    return getattr(seen, name) not in (current, _tidied(name, current))


def _tidied(name: str, value: object) -> object:
    # A task of another program's table may hold what this one would have tidied, as it has tidied `seen`.
    try:
        return getattr(TaskUpdate.model_validate({name: value}), name)
    except ValidationError:
        return value


def _as_on_board(task: TaskPublic) -> TaskPublic:
    """Return the task as cards and lanes show it: due on a day, and nobody's when it names nobody."""
    due = task.due_date and datetime.combine(task.due_date, time(), UTC)
    return task.model_copy(update={"due_date": due, "assignee": None if task.assignee == NOBODY else task.assignee})
