"""The title of the open task, its column, priority, assignee and due date; each saves itself."""

from __future__ import annotations

import reflex as rx

from taskflow.components.drafted_field import ROOM, FollowingLine, drafted_field
from taskflow.components.field_outcome import error_line, error_of, saved_mark, seen_by_writer
from taskflow.components.text import priority_name, status_name, t
from taskflow.models.fields import ASSIGNEE_LENGTH, TITLE_LENGTH
from taskflow.models.task import Priority, Status
from taskflow.states.browser import Events, browser_function, needs, on_event
from taskflow.states.drafts import FIELD, follows_saved_day
from taskflow.states.open_task import OpenTaskState
from taskflow.states.surroundings import SurroundingsState
from taskflow.states.task_fields import TaskFieldsState
from taskflow.ui.field import LINE, described, select

# A day is typed digit by digit, and each digit makes another date.
PAUSE_AFTER_DATE_MILLISECONDS = 700


def title() -> rx.Component:
    """The title, to be edited in place."""
    return rx.el.div(
        rx.el.h2(OpenTaskState.title, dir="auto", class_name="sr-only"),
        drafted_field(
            "title",
            is_line=True,
            rows="1",
            max_length=ROOM * TITLE_LENGTH,
            aria_label=t("Title"),
            aria_invalid=error_of("title") != "",
            aria_describedby=f"{FIELD.format(name='title')}-error",
            class_name="field-sizing-content pointer-coarse:min-h-11 w-full resize-none rounded-lg border "
            "border-transparent bg-transparent -mx-2 px-2 py-1 text-xl font-semibold leading-7 hover:border-line "
            "focus:border-edge aria-invalid:border-danger",
        ),
        # Where there is room anyway: what is below must not move away from under the mouse that has just left it.
        rx.el.div(saved_mark("title"), class_name="absolute top-full left-0 flex h-5 items-center"),
        error_line("title"),
        class_name="relative",
    )


def facts() -> rx.Component:
    """Column, priority, assignee and due date."""
    return rx.el.div(
        _field(
            "status",
            t("Column"),
            _choice("status", {each.value: status_name(each) for each in Status}),
        ),
        _field(
            "priority",
            t("Priority"),
            _choice("priority", {each.value: priority_name(each) for each in Priority}),
        ),
        _field("assignee", t("Assignee"), _assignee()),
        _field("due_date", t("Due date"), _due_date()),
        class_name="grid grid-cols-2 gap-x-4 gap-y-3",
    )


def _choice(name: str, words: dict[str, rx.Var[str]]) -> rx.Component:
    task_id, saved = rx.Var.create(OpenTaskState.task_id), rx.Var.create(getattr(OpenTaskState, name))
    key = f"`{name} ${{{task_id!s}}}`"
    # While the list is open, somebody else may change what is behind it.
    note = on_event(browser_function(f"() => {{ refs.offered = {{key: {key}, value: {saved!s}}} }}", task_id, saved))
    seen = rx.Var(
        f"(refs.offered?.key === {key} ? refs.offered.value : {saved!s})", _var_data=needs(task_id, saved)
    ).to(str)

    def save(value: rx.Var[str]) -> Events:
        if name == "status":
            return TaskFieldsState.move(OpenTaskState.task_id, value, seen)
        return TaskFieldsState.save(OpenTaskState.task_id, name, value, seen)

    return select(
        choices=list(words.items()),
        value=saved,
        on_mouse_down=note,
        on_key_down=note,
        on_change=save,
        **described(FIELD.format(name=name), error_of(name)),
    )


def _assignee() -> rx.Component:
    names = f"{FIELD.format(name='assignee')}-names"
    return rx.fragment(
        drafted_field(
            "assignee",
            is_line=True,
            list=names,
            max_length=ROOM * ASSIGNEE_LENGTH,
            placeholder=t("Nobody"),
            aria_invalid=error_of("assignee") != "",
            aria_describedby=f"{FIELD.format(name='assignee')}-error",
            class_name=LINE,
        ),
        rx.el.datalist(
            rx.foreach(SurroundingsState.assignees, lambda name: rx.el.option(value=name, key=name)), id=names
        ),
    )


def _due_date() -> rx.Component:
    identifier, saved = FIELD.format(name="due_date"), rx.Var.create(OpenTaskState.due_date)
    seen = rx.Var(f"(document.getElementById('{identifier}')?.dataset.seen ?? {saved!s})", _var_data=needs(saved)).to(
        str
    )
    return FollowingLine.create(
        hook=follows_saved_day(identifier, rx.Var.create(OpenTaskState.task_id), saved),
        on_change=lambda day: TaskFieldsState.save(
            OpenTaskState.task_id, "due_date", day, seen_by_writer("due_date", day, seen)
        ).debounce(PAUSE_AFTER_DATE_MILLISECONDS),
        type="date",
        class_name=LINE,
        **described(identifier, error_of("due_date")),
    )


def _field(name: str, label: rx.Var[str], control: rx.Component) -> rx.Component:
    identifier = FIELD.format(name=name)
    return rx.el.div(
        rx.el.div(
            rx.el.label(label, html_for=identifier, class_name="text-sm font-medium"),
            saved_mark(name),
            class_name="flex h-6 items-center gap-2",
        ),
        control,
        error_line(name),
        class_name="flex min-w-0 flex-col gap-1",
    )
