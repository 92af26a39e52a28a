"""Changing the open task, field by field."""

from __future__ import annotations

from functools import partial
from typing import Any

import reflex as rx
from pydantic import ValidationError

from taskflow.live.database import in_database
from taskflow.live.hub import hub
from taskflow.locales import mark, translate
from taskflow.models.task import TaskMove, TaskPublic, TaskUpdate
from taskflow.services.activity import committed
from taskflow.services.errors import StaleTask, TaskFlowError, TaskNotFound
from taskflow.services.tasks import End, edit_task, move_task
from taskflow.states.changes import ChangeState
from taskflow.states.drafts import FIELD, forget_draft, resume_description
from taskflow.states.live import connection_of
from taskflow.states.open_task import field_values, shown_task, with_time_of_day
from taskflow.states.overtaken import read_seen
from taskflow.states.own_changes import OwnChangesState
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked, explain, explain_fields

MAY_BE_EMPTY = {"description", "assignee", "due_date"}
# What is saved as a text; the column is another way to move.
TEXT_FIELDS = MAY_BE_EMPTY | {"title", "priority"}


class TaskFieldsState(rx.State):
    """What became of the last changes: the field that was saved, what is wrong, what was written at the same time."""

    # The task that all of this is about; beside the fields of another one it is not shown.
    task_id: str = ""
    saved: str = ""
    # How often something was saved, so that each time is shown.
    times_saved: int = 0
    errors: dict[str, str] = {}
    # Fields that somebody else changed meanwhile: what they wrote, and what the visitor wants instead.
    theirs: dict[str, str] = {}
    mine: dict[str, str] = {}

    @rx.event
    @checked
    async def begin(self) -> None:
        """Say no more that something was saved: the panel was opened anew."""
        self.saved = ""

    @rx.event
    @checked
    async def save(self, task_id: str, name: str, text: str, seen: str) -> Answer:
        """Write one field; `seen` is what it held when the visitor began. What is refused stays in its field."""
        day = partial(with_time_of_day, self)
        self.start(task_id, name)
        try:
            update = read_field(name, day(text) if name == "due_date" else text)
            own = await self.get_state(OwnChangesState)
            before = own.seen(task_id, read_seen(name, day(seen) if name == "due_date" else seen))
            work = partial(edit_task, task_id=task_id, update_=update, seen=before)
            task, ids = await in_database(lambda session: (work(session), committed(session)))
        except (ValidationError, TaskFlowError) as error:
            return await self.refuse(task_id, name, error, text)
        return await self.show_saved(task, name, text, ids)

    @rx.event
    @checked
    async def move(self, task_id: str, status: str, seen: str) -> Answer:
        """Put the open task at the top of another column; `seen` is the one that it was in before."""
        move = TaskMove.model_validate({"status": status})
        self.start(task_id, "status")
        before = (await self.get_state(OwnChangesState)).seen(task_id, read_seen("status", seen))
        work = partial(move_task, task_id=task_id, move=move, end=End.TOP, seen=before)
        try:
            task, ids = await in_database(lambda session: (work(session), committed(session)))
        except TaskFlowError as error:
            return await self.refuse(task_id, "status", error, status)
        return await self.show_saved(task, "status", status, ids)

    @rx.event
    @checked
    async def take_theirs(self, task_id: str, name: str) -> Answer:
        """Give up what was typed for what somebody else wrote; the page has thrown away the draft."""
        if name not in self.theirs:
            return None
        self.theirs, self.errors = without(self.theirs, name), without(self.errors, name)
        return self.settle_editor(task_id, name) if shown_task(self) == task_id else None

    def start(self, task_id: str, name: str) -> None:
        """Forget what became of the field, and of all fields of another task."""
        if task_id != self.task_id:
            self.task_id, self.errors, self.theirs, self.mine = task_id, {}, {}, {}
        self.saved, self.errors, self.theirs = "", without(self.errors, name), without(self.theirs, name)

    async def show_saved(self, task: TaskPublic, name: str, text: str, ids: tuple[int, ...]) -> list[Any]:
        """Say that a field is saved, and offer to undo it."""
        reader = await self.get_state(ReaderState)
        (await self.get_state(OwnChangesState)).remember([task])
        self.saved, self.times_saved = name, self.times_saved + 1
        changes = await self.get_state(ChangeState)
        sentence = translate(reader.language, mark("Saved"))
        offered = changes.offer_undo(ids, sentence, reader.language)
        forget = forget_draft(task.id, name, FIELD.format(name=name), text, field_values(task)[name])
        return [forget, *self.settle_editor(task.id, name), *offered]

    async def refuse(self, task_id: str, name: str, error: ValidationError | TaskFlowError, text: str) -> list[Any]:
        """Say beside the field what is in the way."""
        reader = await self.get_state(ReaderState)
        if isinstance(error, ValidationError):
            sentence = next(iter(explain_fields(error, reader.language).values()))
        else:
            sentence = explain(error, reader.language)
        if isinstance(error, StaleTask):
            self.theirs = {**self.theirs, name: field_values(error.current)[name]}
            self.mine = {**self.mine, name: text}
        self.errors = {**self.errors, name: sentence}
        if isinstance(error, TaskNotFound):
            hub.look_again(connection_of(self))
        return self.settle_editor(task_id, name)

    def settle_editor(self, task_id: str, name: str) -> list[Any]:
        """Keep the editor of the description open as long as there is something to save."""
        return [resume_description(task_id)] if name == "description" else []


def read_field(name: str, text: str) -> TaskUpdate:
    """Return one field of a form as a change.

    Raises:
        ValidationError: for a value that cannot be used.
        ValueError: when there is no such field.
    """
    if name not in TEXT_FIELDS:
        raise ValueError(name)
    return TaskUpdate.model_validate({name: text or None if name in MAY_BE_EMPTY else text})


def without(values: dict[str, str], name: str) -> dict[str, str]:
    """Return the values of the other fields."""
    return {other: value for other, value in values.items() if other != name}
