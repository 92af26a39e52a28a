"""The description of the open task: read as Markdown, written as text."""

from __future__ import annotations

import reflex as rx

from taskflow.components.drafted_field import ROOM, drafted_field
from taskflow.components.field_outcome import error_line, error_of, saved_mark
from taskflow.components.text import t
from taskflow.models.fields import DESCRIPTION_LENGTH
from taskflow.states.browser import Events, assign, browser_function, on_event
from taskflow.states.drafts import FIELD, LEAVE_FIELD, drop_draft, editing_description
from taskflow.states.open_task import OpenTaskState
from taskflow.ui.button import button, icon_button
from taskflow.ui.field import CONTROL

# The button that had the focus goes with the editor.
_CLOSE = f"{assign(editing_description, 'false')}; {LEAVE_FIELD}"


def description() -> rx.Component:
    """The description: read as Markdown, written as text."""
    return rx.el.section(
        rx.el.div(
            rx.el.h3(t("Description"), class_name="text-sm font-medium"),
            saved_mark("description"),
            rx.cond(
                editing_description.value,
                rx.fragment(),
                icon_button("pencil", t("Edit the description"), on_click=_edit(), class_name="ml-auto"),
            ),
            class_name="flex items-center gap-2 min-h-9",
        ),
        rx.cond(editing_description.value, _description_editor(), _description_text()),
        error_line("description"),
        class_name="flex flex-col gap-1",
    )


def _description_text() -> rx.Component:
    return rx.cond(
        OpenTaskState.description != "",
        rx.html(OpenTaskState.description_html, class_name="prose text-sm leading-6 break-words"),
        button(
            t("Add a description…"),
            look="quiet",
            on_click=_edit(),
            class_name="justify-start! -ml-3 w-full font-normal!",
        ),
    )


def _description_editor() -> rx.Component:
    name, identifier = "description", FIELD.format(name="description")
    drop = f"""() => {{
        {drop_draft!s}({OpenTaskState.task_id!s}, '{name}', '{identifier}', {OpenTaskState.description!s});
        {_CLOSE};
    }}"""
    close = on_event(browser_function(f"() => {{ {_CLOSE} }}"))
    return rx.el.div(
        drafted_field(
            name,
            is_line=False,
            after_escape=_CLOSE,
            rows="8",
            max_length=ROOM * DESCRIPTION_LENGTH,
            aria_label=t("Description"),
            aria_invalid=error_of(name) != "",
            aria_describedby=f"{identifier}-error {identifier}-hint",
            class_name=f"{CONTROL}field-sizing-content min-h-40 max-h-[60dvh] py-2 leading-6",
        ),
        rx.el.div(
            rx.el.p(t("Markdown works here."), id=f"{identifier}-hint", class_name="text-xs text-muted mr-auto"),
            button(
                t("Cancel"),
                # Before the field is left, which would save.
                on_mouse_down=on_event(browser_function("(event) => event.preventDefault()")),
                on_click=on_event(browser_function(drop, drop_draft, OpenTaskState.task_id, OpenTaskState.description)),
            ),
            button(t("Save"), look="primary", on_click=close),
            class_name="flex items-center gap-2 pt-2",
        ),
    )


def _edit() -> Events:
    focus = f"requestAnimationFrame(() => document.getElementById('{FIELD.format(name='description')}')?.focus())"
    return [on_event(browser_function(f"() => {{ {assign(editing_description, 'true')}; {focus} }}"))]
