"""The dialog that makes a task. What was typed stays in the form until it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import reflex as rx
from pydantic import ValidationError

from taskflow.live.database import in_database
from taskflow.locales import mark, translate, translate_plural
from taskflow.models.filter import TaskFilter
from taskflow.models.task import TaskCreate, TaskPublic
from taskflow.services.activity import committed
from taskflow.services.errors import DatabaseUnavailable, TaskFlowError
from taskflow.services.search import matches
from taskflow.services.tasks import End, create_task
from taskflow.states.changes import ChangeState
from taskflow.states.dialogs import NEW_TASK_DIALOG, clear_form, close_dialog, focus_first_error
from taskflow.states.filters import FilterState
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked, explain, explain_fields

OPTIONAL_FIELDS = {"description", "assignee", "due_date"}


class NewTaskState(rx.State):
    """What is wrong with what was typed into the dialog; the form itself keeps what was typed."""

    errors: dict[str, str] = {}
    failure: str = ""
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
            work = partial(create_task, new=TaskCreate.model_validate(read_form(form)), end=End.TOP)
            task, ids = await in_database(lambda session: (work(session), committed(session)))
        except (ValidationError, TaskFlowError) as error:
            return await self.refuse(error)
        self.draft = uuid4().hex
        self.accept()
        said = await say_added(self, [task], ids)
        return [clear_form(NEW_TASK_DIALOG), close_dialog(NEW_TASK_DIALOG), *said]

    @rx.event
    @checked
    async def discard(self) -> Answer:
        """Throw away what was typed."""
        self.accept()
        return [clear_form(NEW_TASK_DIALOG), close_dialog(NEW_TASK_DIALOG)]

    def accept(self) -> None:
        """Forget what was wrong."""
        self.errors = {}
        self.failure = ""

    async def refuse(self, error: ValidationError | TaskFlowError) -> rx.event.EventSpec:
        """Say what is wrong beside the fields, and put the focus on the first of them."""
        language = (await self.get_state(ReaderState)).language
        if isinstance(error, ValidationError):
            self.errors, self.failure = explain_fields(error, language), ""
            return focus_first_error(NEW_TASK_DIALOG)
        self.errors, self.failure = {}, explain(error, language)
        return rx.noop()


async def say_added(state: rx.State, tasks: Sequence[TaskPublic], ids: tuple[int, ...]) -> list[rx.event.EventSpec]:
    """Offer to undo new tasks, and say so when the filters hide a single one."""
    language = (await state.get_state(ReaderState)).language
    changes = await state.get_state(ChangeState)
    if len(tasks) != 1:
        sentence = translate_plural(language, "{n} task was added.", "{n} tasks were added.", len(tasks))
        return changes.offer_undo(ids, sentence, language)
    (task,) = tasks
    reader, wanted = await state.get_state(ReaderState), (await state.get_state(FilterState)).wanted
    is_hidden = not (wanted.is_empty or await _matches(task.id, wanted, reader.reader.today))
    sentence = mark("“{title}” was added.")
    if is_hidden:
        sentence = mark("“{title}” was added, but the filters hide it.")
    return changes.offer_undo(ids, translate(language, sentence, title=task.title), language)


async def _matches(task_id: str, wanted: TaskFilter, today: date) -> bool:
    try:
        return await in_database(lambda session: matches(session, task_id, wanted, today=today))
    except DatabaseUnavailable:
        # The task is saved all the same; what is not known is not said.
        return True


def read_form(form: dict[str, Any]) -> dict[str, Any]:
    """Return what a form sent, as the shapes of the services take it: an empty optional field is no value."""
    known = {name: value for name, value in form.items() if name in TaskCreate.model_fields}
    return {name: value or None if name in OPTIONAL_FIELDS else value for name, value in known.items()}
