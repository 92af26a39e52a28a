"""The dialogs that make and edit a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx

from taskflow.components.card import chosen_task
from taskflow.components.connection import connection_notice_in_dialog
from taskflow.components.text import priority_name, status_name, t
from taskflow.models.task import ASSIGNEE_LENGTH, DESCRIPTION_LENGTH, TITLE_LENGTH, Priority, Status
from taskflow.states.board import BoardState
from taskflow.states.dialogs import EDIT_TASK_DIALOG, NEW_TASK_DIALOG
from taskflow.states.task_form import EditTaskState, NewTaskState
from taskflow.ui.button import button
from taskflow.ui.field import CONTROL, LINE, described, field, select
from taskflow.ui.overlay import dialog

FormState = type[NewTaskState] | type[EditTaskState]
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


def edit_task_dialog() -> rx.Component:
    """The dialog for an existing task; grey bars until its texts have come."""
    values = {name: getattr(EditTaskState, name) for name in _NEW}
    return dialog(
        EDIT_TASK_DIALOG,
        t("Edit task"),
        rx.cond(
            (EditTaskState.task_id != "") & (EditTaskState.task_id == chosen_task["id"]),
            rx.fragment(_stale_notice(), _form(EditTaskState, "edit", values, t("Save"), key=EditTaskState.form_key)),
            rx.el.div(
                *(
                    rx.el.div(class_name=f"{size} rounded-lg bg-sunken animate-pulse")
                    for size in ("h-9", "h-24", "h-9")
                ),
                aria_busy=True,
                class_name="flex flex-col gap-4",
            ),
        ),
    )


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
                    rx.foreach(BoardState.assignees, lambda name: rx.el.option(value=name, key=name)),
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


def _stale_notice() -> rx.Component:
    return rx.cond(
        EditTaskState.is_stale,
        rx.el.div(
            rx.el.p(t("Somebody changed this task while you were editing it.")),
            rx.el.div(
                button(t("Show their version"), on_click=EditTaskState.take_theirs),
                button(t("Keep my changes"), on_click=EditTaskState.keep_mine),
                class_name="flex flex-wrap gap-2",
            ),
            role="alert",
            class_name="mb-4 flex flex-col gap-3 rounded-xl bg-warning-soft p-3 text-sm text-ink",
        ),
    )
