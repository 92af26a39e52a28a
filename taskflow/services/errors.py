"""What can go wrong in a service. Edges translate `code` into the reader's language or an HTTP answer."""

from __future__ import annotations

from taskflow.models.task import TaskPublic


class TaskFlowError(Exception):
    """A refusal that a caller can explain to its user."""

    code = "error"


class TaskNotFound(TaskFlowError):
    """The task does not exist, or is in the bin."""

    code = "task_not_found"

    def __init__(self, task_id: str) -> None:
        super().__init__(f"Task {task_id} not found")
        self.task_id = task_id


class StaleTask(TaskFlowError):
    """Somebody changed the task after the writer last saw it; `current` is the task as it is now.

    Of a change to several tasks `tasks` are all of these: each was changed by somebody.
    """

    code = "stale_task"

    def __init__(self, current: TaskPublic, *others: TaskPublic) -> None:
        super().__init__(f"Task {current.id} was changed meanwhile and is now at version {current.version}")
        self.current = current
        self.tasks = (current, *others)


class ChangedSince(TaskFlowError):
    """What shall be undone is no longer the last thing that happened to the task; `title` is None when unknown."""

    code = "changed_since"

    def __init__(self, task_id: str, title: str | None = None) -> None:
        super().__init__(f"Task {task_id} was changed since, so that cannot be undone")
        self.task_id = task_id
        self.title = title


class NothingToUndo(TaskFlowError):
    """What shall be undone was never recorded, is gone for good, or is more than can be undone at once."""

    code = "nothing_to_undo"

    def __init__(self) -> None:
        super().__init__("There is nothing to undo")


class InvalidCursor(TaskFlowError):
    """The cursor of a list was not one that this program gave out for the same sort."""

    code = "invalid_cursor"

    def __init__(self) -> None:
        super().__init__("The cursor does not belong to this list; start again without it")


class DatabaseUnavailable(TaskFlowError):
    """The database cannot be reached; nothing was written."""

    code = "database_unavailable"

    def __init__(self, message: str = "The database cannot be reached") -> None:
        super().__init__(message)


class DatabaseFull(DatabaseUnavailable):
    """The database has no room for what was to be written; nothing was. It can still be read."""

    code = "database_full"

    def __init__(self) -> None:
        super().__init__("The database has no room left")


class DatabaseReadOnly(DatabaseUnavailable):
    """The database lets nobody write; nothing was written. It can still be read."""

    code = "database_read_only"

    def __init__(self) -> None:
        super().__init__("The database cannot be written")
