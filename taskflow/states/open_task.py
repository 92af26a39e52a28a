"""The task that is open in the side panel. The hub sends it, see states/live.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from taskflow.live.deltas import Delta
from taskflow.live.views import View
from taskflow.locales import full_moment, relative_time
from taskflow.models.task import TaskPublic
from taskflow.services.activity import Change
from taskflow.services.errors import DatabaseUnavailable, TaskNotFound
from taskflow.services.markdown import render
from taskflow.services.tasks import read_task
from taskflow.states.drafts import resume_description
from taskflow.states.live import LiveState, delta_of, show, shown_to, value_in
from taskflow.states.reader import ReaderState, zone_named
from taskflow.states.refusals import Answer, checked, explain

TASK = "task"
TASK_ADDRESS = "/t/"


class OpenTaskState(LiveState, rx.State):
    """The open task: its fields as texts, the due day as YYYY-MM-DD. `failure` says why there is none."""

    task_id: str = ""
    title: str = ""
    description: str = ""
    description_html: str = ""
    status: str = ""
    priority: str = ""
    assignee: str = ""
    due_date: str = ""
    # A time of day that came with the due date through the API; the panel shows and changes the day alone.
    due_time: str = ""
    created: str = ""
    created_full: str = ""
    updated: str = ""
    updated_full: str = ""
    failure: str = ""
    # The task that the fields are of; also when somebody has deleted it since they were sent.
    fields_of: str = ""

    @rx.event
    @checked
    async def load(self) -> Answer:
        """Show the task that the address names."""
        (await self.get_state(ReaderState)).settle()
        await self.show()
        return resume_description(task_in_address(self))

    async def show(self) -> None:
        """Show the task that the address names, if it names one, to this reader from now on."""
        if is_task_open(self):
            reader = await self.get_state(ReaderState)
            view = TaskView(task_in_address(self), reader.language, reader.known_time_zone)
            await show(self, view, reader, patiently=True)


@dataclass(frozen=True, slots=True)
class TaskView(View):
    """One task with all its fields. The time zone is named."""

    place = TASK

    task_id: str
    language: str
    time_zone: str

    @property
    def subject(self) -> str:
        """The id of the task."""
        return self.task_id

    def read(self, session: Session) -> Delta:
        """Return the task as it is now, or why there is none."""
        try:
            task = read_task(session, self.task_id)
        except TaskNotFound as error:
            return self._failure(error)
        now, zone = datetime.now(UTC), zone_named(self.time_zone)
        fields: dict[str, Any] = field_values(task)
        return delta_of(
            OpenTaskState,
            **fields,
            task_id=task.id,
            description_html=render(fields["description"]),
            due_time=task.due_date.timetz().isoformat() if task.due_date else "",
            created=relative_time(self.language, task.created_at, now=now),
            created_full=full_moment(self.language, task.created_at, zone=zone),
            updated=relative_time(self.language, task.updated_at, now=now),
            updated_full=full_moment(self.language, task.updated_at, zone=zone),
            failure="",
            fields_of=task.id,
        )

    def concerns(self, change: Change, shown: Delta) -> bool:  # noqa: ARG002
        """Whether it is this task that was changed."""
        return change.task_id == self.task_id

    def unread(self, *, was_shown: bool) -> Delta:
        """Return why there is no task, unless one is shown already."""
        return {} if was_shown else self._failure(DatabaseUnavailable())

    def _failure(self, error: Exception) -> Delta:
        return delta_of(OpenTaskState, task_id=self.task_id, failure=explain(error, self.language))


def task_in_address(visitor: rx.State) -> str:
    """Return the id of the task that the visitor's address names."""
    return visitor.router.url.path.removeprefix(TASK_ADDRESS)


def is_task_open(visitor: rx.State) -> bool:
    """Whether the visitor's address names a task."""
    return visitor.router.url.path.startswith(TASK_ADDRESS)


def shown_task(visitor: rx.State) -> str:
    """Return the id of the task that the visitor sees in the panel."""
    return value_in(shown_to(visitor, TASK), OpenTaskState, "task_id", "")


def with_time_of_day(visitor: rx.State, due_day: str) -> str:
    """Return a due day with the time of day that the due date of the task in the panel has."""
    time = value_in(shown_to(visitor, TASK), OpenTaskState, "due_time", "")
    return f"{due_day}T{time}" if due_day and time else due_day


def field_values(task: TaskPublic) -> dict[str, str]:
    """Return a task's fields as the panel shows them."""
    return {
        "title": task.title,
        "description": task.description or "",
        "status": task.status.value,
        "priority": task.priority.value,
        "assignee": task.assignee or "",
        "due_date": task.due_date.date().isoformat() if task.due_date else "",
    }
