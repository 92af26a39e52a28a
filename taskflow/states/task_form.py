"""The two dialogs: a new task, and a task being edited. What was typed stays in the form until it is saved."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import reflex as rx
from pydantic import ValidationError

from taskflow.locales import mark, translate
from taskflow.models.task import TaskCreate, TaskPublic, TaskUpdate
from taskflow.services.errors import StaleTask, TaskFlowError, TaskNotFound
from taskflow.services.tasks import End, create_task, edit_task, read_task
from taskflow.states.board import COLUMNS, refresh, show_change
from taskflow.states.database import in_database
from taskflow.states.dialogs import (
    EDIT_TASK_DIALOG,
    NEW_TASK_DIALOG,
    clear_form,
    close_dialog,
    focus_first_error,
    focus_first_field,
)
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked, explain, explain_fields

OPTIONAL_FIELDS = {"description", "assignee", "due_date"}


class TaskFormState(rx.State, mixin=True):
    """What is wrong with what was typed into a form; the form itself keeps what was typed."""

    errors: dict[str, str] = {}
    failure: str = ""

    def accept(self) -> None:
        """Forget what was wrong."""
        self.errors = {}
        self.failure = ""

    async def refuse(self, error: ValidationError | TaskFlowError, dialog: str) -> rx.event.EventSpec:
        """Say what is wrong beside the fields, and put the focus on the first of them."""
        language = (await self.get_state(ReaderState)).language
        if isinstance(error, ValidationError):
            self.errors, self.failure = explain_fields(error, language), ""
            return focus_first_error(dialog)
        self.errors, self.failure = {}, explain(error, language)
        return rx.noop()


class NewTaskState(TaskFormState, rx.State):
    """The dialog that makes a task."""

    # Names the form on the screen, so that pressing its button twice makes one task. It lives in the browser's session:
    # a server that was restarted must not take the next form for one that it has seen.
    draft: str = rx.SessionStorage("first")

    @rx.event
    @checked
    async def save(self, form: dict[str, Any]) -> Answer:
        """Make the task and show it at the top of its column; keep the form when something is wrong."""
        if form.get("draft", self.draft) != self.draft:
            return None
        try:
            new = TaskCreate.model_validate(read_form(form))
            task = await in_database(lambda session: create_task(session, new, end=End.TOP))
        except (ValidationError, TaskFlowError) as error:
            return await self.refuse(error, NEW_TASK_DIALOG)
        self.draft = uuid4().hex
        self.accept()
        said = await show_change(self) or await self.say_where(task)
        return [clear_form(NEW_TASK_DIALOG), close_dialog(NEW_TASK_DIALOG), *said]

    @rx.event
    @checked
    async def discard(self) -> Answer:
        """Throw away what was typed."""
        self.accept()
        return [clear_form(NEW_TASK_DIALOG), close_dialog(NEW_TASK_DIALOG)]

    async def say_where(self, task: TaskPublic) -> list[rx.event.EventSpec]:
        """Say so when the filters hide the new task."""
        column = await self.get_state(COLUMNS[task.status])
        if any(card.id == task.id for card in column.cards):
            return []
        language = (await self.get_state(ReaderState)).language
        sentence = mark("“{title}” was added, but the filters hide it.")
        return [rx.toast.info(translate(language, sentence, title=task.title))]


class EditTaskState(TaskFormState, rx.State):
    """The dialog that shows and changes a task.

    The values it began with live in the browser's session, so that a server that was restarted meanwhile can still tell
    what the visitor changed. They come back from there as input: they are compared and never written.
    """

    task_id: str = rx.SessionStorage("")
    version: str = rx.SessionStorage("")
    title: str = rx.SessionStorage("")
    description: str = rx.SessionStorage("")
    status: str = rx.SessionStorage("")
    priority: str = rx.SessionStorage("")
    assignee: str = rx.SessionStorage("")
    due_date: str = rx.SessionStorage("")
    due_time: str = rx.SessionStorage("")
    # A new key gives the form fresh fields; as long as it stays, they keep what was typed.
    form_key: str = rx.SessionStorage("")
    is_stale: bool = False

    @rx.event
    @checked
    async def open(self, task_id: str) -> Answer:
        """Fill the dialog, which the browser has opened already; what was typed into the same task before stays."""
        try:
            task = await in_database(lambda session: read_task(session, task_id))
        except TaskFlowError as error:
            if isinstance(error, TaskNotFound):
                await refresh(self)
            language = (await self.get_state(ReaderState)).language
            return [close_dialog(EDIT_TASK_DIALOG), rx.toast.error(explain(error, language))]
        if task.id != self.task_id:
            self.fill(task)
        elif str(task.version) != self.version:
            return await self.refuse_edit(StaleTask(task))
        return focus_first_field(EDIT_TASK_DIALOG)

    @rx.event
    @checked
    async def save(self, form: dict[str, Any]) -> Answer:
        """Write the fields that were changed; keep the form when something is wrong or somebody was faster."""
        task_id = self.task_id
        try:
            update, version = self.changed_fields(form), int(self.version)
            await in_database(lambda session: edit_task(session, task_id, update, expected_version=version))
        except (ValidationError, TaskFlowError) as error:
            return await self.refuse_edit(error)
        self.forget()
        return [close_dialog(EDIT_TASK_DIALOG), *await show_change(self)]

    @rx.event
    @checked
    async def keep_mine(self) -> Answer:
        """After somebody else's change: let the next save write over it, knowingly."""
        task_id = self.task_id
        try:
            task = await in_database(lambda session: read_task(session, task_id))
        except TaskFlowError as error:
            return await self.refuse_edit(error)
        self.version, self.is_stale = str(task.version), False
        self.accept()
        return None

    @rx.event
    @checked
    async def take_theirs(self) -> Answer:
        """After somebody else's change: show the task as it is now and drop what was typed."""
        task_id = self.task_id
        try:
            self.fill(await in_database(lambda session: read_task(session, task_id)))
        except TaskFlowError as error:
            return await self.refuse_edit(error)
        return None

    @rx.event
    @checked
    async def discard(self) -> Answer:
        """Throw away what was typed."""
        self.forget()
        return close_dialog(EDIT_TASK_DIALOG)

    def fill(self, task: TaskPublic) -> None:
        """Show this task in fresh fields."""
        for name, value in form_values(task).items():
            setattr(self, name, value)
        self.due_time = task.due_date.timetz().isoformat() if task.due_date else ""
        self.task_id, self.version, self.is_stale = task.id, str(task.version), False
        self.form_key = f"{task.id} {task.version}"
        self.accept()

    def forget(self) -> None:
        """Show no task."""
        self.task_id = self.form_key = ""
        self.is_stale = False
        self.accept()

    async def refuse_edit(self, error: ValidationError | TaskFlowError) -> list[rx.event.EventSpec]:
        """Say what is in the way; what was typed stays, and the card of a task that is gone goes too."""
        if isinstance(error, StaleTask):
            self.is_stale = True
        said = [await self.refuse(error, EDIT_TASK_DIALOG)]
        return [*said, *await show_change(self)] if isinstance(error, TaskNotFound) else said

    def changed_fields(self, form: dict[str, Any]) -> TaskUpdate:
        """Return only what the visitor changed, so that two people can edit two fields of one task.

        Raises:
            ValidationError: for a value that cannot be used.
        """
        changes = {name: value for name, value in read_form(form).items() if form[name] != getattr(self, name)}
        if changes.get("due_date") and self.due_time:
            # The dialog shows the day only; a time that came through the API stays with the task.
            changes["due_date"] = f"{changes['due_date']}T{self.due_time}"
        return TaskUpdate.model_validate(changes)


def form_values(task: TaskPublic) -> dict[str, str]:
    """Return a task as a form shows it: texts, and the due day as YYYY-MM-DD."""
    return {
        "title": task.title,
        "description": task.description or "",
        "status": task.status.value,
        "priority": task.priority.value,
        "assignee": task.assignee or "",
        "due_date": task.due_date.date().isoformat() if task.due_date else "",
    }


def read_form(form: dict[str, Any]) -> dict[str, Any]:
    """Return what a form sent, as the shapes of the services take it: an empty optional field is no value."""
    known = {name: value for name, value in form.items() if name in TaskCreate.model_fields}
    return {name: value or None if name in OPTIONAL_FIELDS else value for name, value in known.items()}
