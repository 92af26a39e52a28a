"""What became of a change to a field of the open task: saved, refused, or made by two people at once."""

from __future__ import annotations

import reflex as rx

from taskflow.components.text import priority_name, status_name, t
from taskflow.models.task import Priority, Status
from taskflow.states.browser import Events, browser_function, needs, on_event
from taskflow.states.drafts import FIELD, LEAVE_FIELD, drop_draft
from taskflow.states.open_task import OpenTaskState
from taskflow.states.task_fields import TaskFieldsState
from taskflow.ui.button import button

WRITTEN_FIELDS = {"title", "description", "assignee"}

_IS_SHOWN = rx.Var.create(TaskFieldsState.task_id) == OpenTaskState.task_id


def saved_mark(name: str) -> rx.Component:
    """Says for some seconds that the field was saved."""
    return rx.el.span(
        rx.cond(
            _IS_SHOWN & (TaskFieldsState.saved == name),
            rx.el.span(
                rx.icon("check", size=14, aria_hidden=True),
                t("Saved"),
                key=TaskFieldsState.times_saved,
                class_name="saved inline-flex items-center gap-1 text-xs text-calm",
            ),
        ),
        role="status",
    )


def error_line(name: str) -> rx.Component:
    """What is wrong with the field, and the choice when somebody else changed it."""
    return rx.fragment(
        rx.el.p(
            error_of(name),
            id=f"{FIELD.format(name=name)}-error",
            aria_live="polite",
            class_name="text-sm text-danger empty:hidden",
        ),
        rx.cond(_IS_SHOWN & _theirs().contains(name), _choose(name)),
    )


def _choose(name: str) -> rx.Component:
    """Both texts, and which of them shall stand."""
    return rx.el.div(
        rx.el.div(
            _version(t("It now says:"), _theirs()[name], name),
            _version(t("You wrote:"), _mine()[name], name),
            class_name="grid gap-x-4 gap-y-2 @sm:grid-cols-2",
        ),
        rx.el.div(
            button(t("Keep mine"), on_mouse_down=_stay(), on_click=_keep_mine(name)),
            button(t("Take theirs"), on_mouse_down=_stay(), on_click=_take_theirs(name)),
            class_name="flex flex-wrap gap-2",
        ),
        role="alert",
        data_texts=name,
        class_name="@container mt-1 flex flex-col gap-2 rounded-xl bg-warning-soft p-3 text-sm text-ink",
    )


def _version(label: rx.Var[str], text: rx.Var[str], name: str) -> rx.Component:
    words = {
        "priority": {priority.value: priority_name(priority) for priority in Priority},
        "status": {status.value: status_name(status) for status in Status},
    }
    for value, word in words.get(name, {}).items():
        text = rx.cond(text == value, word, text).to(str)
    return rx.el.div(
        rx.el.p(label, class_name="font-medium"),
        rx.el.p(text, dir="auto", class_name="max-h-80 overflow-y-auto whitespace-pre-wrap break-words"),
        class_name="min-w-0",
    )


def _stay() -> Events:
    # The field that has the focus would be left, which saves it.
    return on_event(browser_function("(event) => event.preventDefault()"))


def _keep_mine(name: str) -> Events:
    task_id, mine, theirs = OpenTaskState.task_id, _mine()[name], _theirs()[name]
    if name == "status":
        return TaskFieldsState.move(task_id, mine, theirs)
    if name in WRITTEN_FIELDS:
        # The writer may have gone on.
        field = f"document.getElementById('{FIELD.format(name=name)}')"
        mine = rx.Var(f"({field}?.value ?? {mine!s})", _var_data=needs(mine)).to(str)
    return TaskFieldsState.save(task_id, name, mine, theirs)


def _take_theirs(name: str) -> Events:
    task_id, saved = rx.Var.create(OpenTaskState.task_id), rx.Var.create(getattr(OpenTaskState, name))
    drop = f"{drop_draft!s}({task_id!s}, '{name}', '{FIELD.format(name=name)}', {saved!s})"
    # What the panel shows as saved, because it may have changed once more. The button goes, and so would the focus.
    script = browser_function(f"() => {{ {drop}; {LEAVE_FIELD} }}", drop_draft, task_id, saved)
    return [on_event(script), TaskFieldsState.take_theirs(OpenTaskState.task_id, name)]


def seen_by_writer(name: str, text: rx.Var[str], seen: rx.Var[str]) -> rx.Var[str]:
    """Return what a writer has seen of a field: who goes on after both texts were shown has seen theirs, too.

    To leave the field once more without another word is no answer: then it is `seen`, what the field held at first.
    """
    is_asked = _IS_SHOWN & _theirs().contains(name)
    return rx.cond(is_asked & (_mine()[name] != text), _theirs()[name], seen).to(str)


def error_of(name: str) -> rx.Var[str]:
    """Return the sentence beside the field; empty when all is well."""
    errors = rx.Var.create(TaskFieldsState.errors).to(dict[str, str])
    return rx.cond(_IS_SHOWN & errors.contains(name), errors[name], "").to(str)


def _mine() -> rx.vars.ObjectVar[dict[str, str]]:
    return rx.Var.create(TaskFieldsState.mine).to(dict[str, str])


def _theirs() -> rx.vars.ObjectVar[dict[str, str]]:
    return rx.Var.create(TaskFieldsState.theirs).to(dict[str, str])
