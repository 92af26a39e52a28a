"""A text field of the open task: shows its draft, keeps every key stroke, and saves when one leaves it."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.components.component import field
from reflex_base.utils.imports import ImportDict, ImportVar

from taskflow.components.field_outcome import seen_by_writer
from taskflow.states.browser import Events, browser_function, on_event
from taskflow.states.drafts import FIELD, LEAVE_FIELD, drop_draft, follows_saved_text, keep_draft, seen_text
from taskflow.states.open_task import OpenTaskState
from taskflow.states.task_fields import TaskFieldsState

# What is pasted too long stays in its field and gets a sentence; only what is beyond all sense is cut.
ROOM = 10


class _Following(rx.Component):
    """A field with the hook that fills it."""

    hook: rx.Var[Any] = field(default=rx.Var("undefined"), is_javascript_property=False)

    def add_imports(self) -> ImportDict:
        return {"react": [ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        return [self.hook]


class FollowingText(_Following, rx.el.Textarea):
    """A <textarea>, which grows with its text."""


class FollowingLine(_Following, rx.el.Input):
    """An <input>, which can suggest, or know days."""


def drafted_field(name: str, *, is_line: bool, after_escape: str = "", **props: Any) -> rx.Component:
    """The field `name`. In one of a single line Enter saves too; in any, Escape brings back what is saved.

    `after_escape` is a statement of the page's script that follows.
    """
    identifier = FIELD.format(name=name)
    task_id, saved = rx.Var.create(OpenTaskState.task_id), getattr(OpenTaskState, name)
    keep = f"(event) => {keep_draft!s}(event, {task_id!s}, '{name}', {saved!s})"
    drop = f"{drop_draft!s}({task_id!s}, '{name}', '{identifier}', {saved!s})"
    enters = "event.key === 'Enter' && !event.isComposing" + ("" if is_line else " && (event.ctrlKey || event.metaKey)")
    keys = f"""(event) => {{
        if (event.key === 'Escape') {{ event.stopPropagation(); {drop}; {after_escape} }}
        else if ({enters}) {{ event.preventDefault(); {LEAVE_FIELD} }}
    }}"""
    used = (task_id, saved)
    element = FollowingLine if "list" in props else FollowingText
    return element.create(
        id=identifier,
        hook=follows_saved_text(identifier, task_id, name, saved),
        dir="auto",
        auto_complete="off",
        on_change=on_event(browser_function(keep, keep_draft, *used)),
        on_key_down=on_event(browser_function(keys, drop_draft, *used)),
        on_blur=lambda text: save_field(name, text),
        **props,
    )


def save_field(name: str, text: rx.Var[str]) -> Events:
    """Save a field, unless it holds what is saved already."""
    task_id, saved = OpenTaskState.task_id, getattr(OpenTaskState, name)
    seen = seen_by_writer(name, text, seen_text.call(task_id, name, saved).to(str))
    return rx.cond(text != saved, TaskFieldsState.save(task_id, name, text, seen), rx.noop())
