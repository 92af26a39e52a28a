"""What was typed into a task and is not saved yet. It lives in the browser, so nothing takes it away but saving it.

A draft also remembers the text that the writer began with: only that tells whether somebody else changed it meanwhile.
"""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex.vars import FunctionVar

from taskflow.states.browser import WHEN_DRAWN, assign, browser_function, browser_state, needs

# Whether the open task's description is being edited.
editing_description = browser_state("editsDescription", default=False)

_KEY = "`taskflow-draft/${taskId}/${name}`"
_READ = f"(() => {{ try {{ return JSON.parse(localStorage.getItem({_KEY})) }} catch {{ return null }} }})()"

# The id of a field of the panel.
FIELD = "panel-{name}"

# Leaves a field for the panel around it, where the next key is about the task.
LEAVE_FIELD = "document.getElementById('task-panel')?.focus({preventScroll: true})"

# (event, taskId, name, saved): keeps what a field holds now; nothing where that is what is saved.
keep_draft = browser_function(
    f"""(event, taskId, name, saved) => {{
        const text = event.target.value, seen = {_READ}?.seen ?? saved;
        try {{
            if (text === saved) localStorage.removeItem({_KEY});
            else localStorage.setItem({_KEY}, JSON.stringify({{seen, text}}));
        }} catch {{ /* A browser that keeps nothing for us still saves. */ }}
    }}"""
)

# (taskId, name, saved): the text that the writer of a field began with.
seen_text = browser_function(f"(taskId, name, saved) => {_READ}?.seen ?? saved")

# (taskId, name, saved): what a field shall hold.
text_of_field = browser_function(f"(taskId, name, saved) => {_READ}?.text ?? saved")

# (taskId, name, element id, saved): brings a field back to what is saved, and leaves it.
drop_draft = browser_function(
    f"""(taskId, name, field, saved) => {{
        try {{ localStorage.removeItem({_KEY}) }} catch {{ /* nothing was kept */ }}
        const element = document.getElementById(field);
        if (element) element.value = element.dataset.seen = saved;
        if (element === document.activeElement) {LEAVE_FIELD};
    }}"""
)


def forget_draft(task_id: str, name: str, field: str, text: str, saved: str) -> rx.event.EventSpec:
    """Forget a draft that was saved, unless more was typed since, and show the field as it was saved."""
    taskId, was, now = (rx.Var.create(value) for value in (task_id, text, saved))  # noqa: N806  (named in _READ)
    return rx.call_function(
        f"""() => {{
            const taskId = {taskId!s}, name = '{name}', field = document.getElementById('{field}');
            const draft = {_READ};
            if (draft && draft.text !== {was!s}) return;
            try {{ localStorage.removeItem({_KEY}) }} catch {{ /* nothing was kept */ }}
            if (field && field !== document.activeElement) field.value = {now!s};
        }}"""
    )


def resume_description(task_id: str) -> rx.event.EventSpec:
    """Open the editor of the description where there is a draft, and close it where there is none.

    Not while somebody is in it, who may have opened it before this answer came. A focus that goes with the editor comes
    to the panel around it.
    """
    is_in_it = f"document.activeElement?.id === '{FIELD.format(name='description')}'"
    taskId, open_if_kept = rx.Var.create(task_id), assign(editing_description, f"{_READ} !== null || {is_in_it}")  # noqa: N806
    keep_focus = f"{WHEN_DRAWN}(() => document.activeElement === document.body && ({LEAVE_FIELD}, true))"
    return rx.call_function(
        f"() => {{ const taskId = {taskId!s}, name = 'description'; {open_if_kept}; {keep_focus} }}"
    )


def follows_saved_text(field: str, task_id: rx.Var[str], name: str, saved: rx.Var[str]) -> rx.Var[Any]:
    """Return the hook of a field that shows its draft, else what is saved, and never replaces what is being typed."""
    text: FunctionVar = text_of_field
    hook = f"""useEffect(() => {{
        const field = document.getElementById('{field}');
        const text = {text!s}({task_id!s}, '{name}', {saved!s});
        if (field && (field !== document.activeElement || text === {saved!s})) field.value = text;
        if (refs.wantsTitle && '{name}' === 'title' && location.pathname.endsWith({task_id!s})) {{
            refs.wantsTitle = false;
            field?.focus();
        }}
    }}, [{task_id!s}, {saved!s}])"""
    return rx.Var(hook, _var_data=needs(text, task_id, saved))


def follows_saved_day(field: str, task_id: rx.Var[str], saved: rx.Var[str]) -> rx.Var[Any]:
    """Return the hook of a date field that shows what is saved, and never replaces what is being typed."""
    hook = f"""useEffect(() => {{
        const field = document.getElementById('{field}');
        if (!field) return;
        // A day that is not complete reads as none.
        const isUntouched = field.value === field.dataset.saved && !field.validity.badInput;
        if (field.value !== {saved!s} && (field !== document.activeElement || isUntouched)) field.value = {saved!s};
        field.dataset.saved = {saved!s};
        // What is saved elsewhere while one types is not seen before the field shows it.
        if (field.value === {saved!s}) field.dataset.seen = {saved!s};
    }}, [{task_id!s}, {saved!s}])"""
    return rx.Var(hook, _var_data=needs(task_id, saved))
