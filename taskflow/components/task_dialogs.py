"""The dialogs that make and edit a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx

from taskflow.components.connection import connection_notice_in_dialog
from taskflow.components.text import priority_name, status_name, t
from taskflow.models.fields import ASSIGNEE_LENGTH, DESCRIPTION_LENGTH, TITLE_LENGTH
from taskflow.models.task import Priority, Status
from taskflow.states.dialogs import NEW_TASK_DIALOG
from taskflow.states.surroundings import SurroundingsState
from taskflow.states.task_form import NewTaskState
from taskflow.ui.button import button
from taskflow.ui.field import CONTROL, LINE, described, field, select
from taskflow.ui.overlay import dialog

FormState = type[NewTaskState]
# The values a form begins with, by the names of the fields.
Values = Mapping[str, rx.Var[str] | str]

# What is pasted too long stays in its field and gets a sentence; only what is beyond all sense is cut. The browser also
# counts an emoji twice.
_ROOM = 10

_NEW = {
    "title": "",
    "description": "",
    "status": Status.TODO.value,
    "priority": Priority.MEDIUM.value,
    "assignee": "",
    "due_date": "",
}


def new_task_dialog() -> rx.Component:
    """The dialog for a new task; Escape hides it and keeps what was typed, Cancel throws it away."""
    draft = rx.el.input(type="hidden", name="draft", value=NewTaskState.draft)
    return dialog(NEW_TASK_DIALOG, t("New task"), _form(NewTaskState, "new", _NEW, t("Add task"), draft))


def _form(
    state: FormState, prefix: str, values: Values, submit: rx.Var[str], *hidden: rx.Component, **props: Any
) -> rx.Component:
    def line(name: str, label: rx.Var[str], element: Callable[..., rx.Component], **props: Any) -> rx.Component:
        return _field(state, prefix, name, label, element, default_value=values[name], **props)

    return rx.el.form(
        *hidden,
        line("title", t("Title"), _text, max_length=_ROOM * TITLE_LENGTH),
        line("description", t("Description"), _long_text, max_length=_ROOM * DESCRIPTION_LENGTH),
        rx.el.div(
            line("status", t("Column"), select, choices=[(each.value, status_name(each)) for each in Status]),
            line("priority", t("Priority"), select, choices=[(each.value, priority_name(each)) for each in Priority]),
            line(
                "assignee",
                t("Assignee"),
                _text,
                max_length=_ROOM * ASSIGNEE_LENGTH,
                list=f"{prefix}-assignees",
                hint=rx.el.datalist(
                    rx.foreach(SurroundingsState.assignees, lambda name: rx.el.option(value=name, key=name)),
                    id=f"{prefix}-assignees",
                ),
            ),
            line("due_date", t("Due date"), rx.el.input, type="date", class_name=LINE),
            class_name="grid grid-cols-1 gap-4 min-[360px]:grid-cols-2",
        ),
        connection_notice_in_dialog(),
        rx.el.p(state.failure, role="alert", class_name="text-sm text-danger empty:hidden"),
        rx.el.div(
            button(t("Cancel"), on_click=state.discard),
            button(submit, look="primary", type="submit"),
            class_name="flex justify-end gap-2 pt-1",
        ),
        on_submit=state.save,
        no_validate=True,
        class_name="flex flex-col gap-4",
        **props,
    )


def _field(
    state: FormState,
    prefix: str,
    name: str,
    label: rx.Var[str],
    element: Callable[..., rx.Component],
    *,
    hint: rx.Component | None = None,
    **props: Any,
) -> rx.Component:
    """A field by its name in the form, with its own error beside it."""
    identifier, error = f"{prefix}-{name}", _error(state, name)
    control = element(name=name, **described(identifier, error), **props)
    return field(identifier, label, control, error=error, hint=hint)


def _text(**props: Any) -> rx.Component:
    return rx.el.input(dir="auto", auto_complete="off", class_name=LINE, **props)


def _long_text(**props: Any) -> rx.Component:
    return rx.el.textarea(dir="auto", rows="4", class_name=f"{CONTROL}py-2", **props)


def _error(state: FormState, name: str) -> rx.Var[str]:
    errors = rx.Var.create(state.errors).to(dict[str, str])
    return rx.cond(errors.contains(name), errors[name], "")
