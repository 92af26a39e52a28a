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
    """Somebody changed the task after the writer last saw it; `current` is the task as it is now."""

    code = "stale_task"

    def __init__(self, current: TaskPublic) -> None:
        super().__init__(f"Task {current.id} was changed meanwhile and is now at version {current.version}")
        self.current = current


class InvalidCursor(TaskFlowError):
    """The cursor of a list was not one that this program gave out for the same sort."""

    code = "invalid_cursor"

    def __init__(self) -> None:
        super().__init__("The cursor does not belong to this list; start again without it")


class DatabaseUnavailable(TaskFlowError):
    """The database cannot be reached; nothing was written."""

    code = "database_unavailable"

    def __init__(self) -> None:
        super().__init__("The database cannot be reached")
