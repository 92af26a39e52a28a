"""The open task, at the side of the board and over all of it on a phone."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_base.utils.imports import ImportDict, ImportVar

from taskflow.components.connection import connection_notice_in_dialog
from taskflow.components.people import also_here
from taskflow.components.task_description import description
from taskflow.components.task_facts import facts, title
from taskflow.components.text import t, t_with
from taskflow.locales import mark
from taskflow.states.address import leave_task, task_in_address
from taskflow.states.browser import Events, browser_function, needs, on_event
from taskflow.states.changes import ChangeState
from taskflow.states.moves import begin_move, noted
from taskflow.states.open_task import OpenTaskState
from taskflow.ui.button import button, icon_button
from taskflow.ui.notice import notice

PANEL = "task-panel"

# The focus goes into the panel, and back to the card of the task that was shown last. On a phone the panel is all there
# is, so what lies below cannot be reached.
_FOCUS = f"""useEffect(() => {{
    const below = document.getElementById('board-content');
    below.inert = matchMedia('(max-width: 767px)').matches;
    // The title takes the focus itself where it is wanted, as soon as it is there.
    const panel = document.getElementById('{PANEL}');
    if (!refs.wantsTitle && !panel.contains(document.activeElement)) panel.focus({{preventScroll: true}});
    return () => {{
        below.inert = false;
        refs.wantsTitle = false;
        requestAnimationFrame(() => {{
            if (document.activeElement === document.body)
                document.querySelector(`#task-${{CSS.escape(taskInAddress)}} h3 a`)?.focus({{preventScroll: true}});
        }});
    }};
}}, [taskInAddress])"""


class _Panel(rx.el.Aside):
    """An <aside> that takes the focus when it comes."""

    on_key_down: rx.EventHandler[rx.event.key_event]

    def add_imports(self) -> ImportDict:
        return {"react": [ImportVar(tag="useEffect")]}

    def add_hooks(self) -> list[str | rx.Var[Any]]:
        return [rx.Var(_FOCUS, _var_data=needs(task_in_address))]


def task_panel() -> rx.Component:
    """The panel, when the address names a task."""
    return rx.cond(task_in_address != "", _panel())


def _panel() -> rx.Component:
    is_read = OpenTaskState.task_id == task_in_address
    # A task that goes while one reads or writes leaves what is there.
    is_shown = is_read & ((OpenTaskState.failure == "") | (OpenTaskState.fields_of == task_in_address))
    return _Panel.create(
        rx.el.header(
            rx.el.span(t("Task"), class_name="text-sm font-medium text-muted"),
            also_here(),
            rx.el.div(
                icon_button("link", t("Copy the link"), on_click=_copy_link()),
                icon_button("trash-2", t("Delete"), on_click=_delete()),
                icon_button("x", t("Close"), on_click=leave_task()),
                class_name="ml-auto flex items-center gap-1",
            ),
            class_name="flex items-center gap-3 pl-5 pr-3 py-2 border-b border-line",
        ),
        rx.cond(is_shown, _task(), rx.cond(is_read, _failure(), _waiting())),
        id=PANEL,
        tab_index=-1,
        aria_label=rx.cond(is_shown, t_with(mark("Task: {title}"), title=OpenTaskState.title), t("Task")),
        on_key_down=on_event(
            browser_function(f"(event) => {{ if (event.key === 'Escape') ({leave_task()!s})() }}", leave_task())
        ),
        class_name="panel fixed inset-y-0 right-0 z-30 flex w-full flex-col bg-raised text-ink shadow-overlay "
        "md:w-[30rem] lg:has-[[data-texts=description]]:w-[52rem] md:border-l md:border-line outline-none!",
    )


def _task() -> rx.Component:
    return rx.el.div(
        connection_notice_in_dialog(),
        rx.cond(OpenTaskState.failure != "", _gone()),
        title(),
        facts(),
        description(),
        rx.el.p(
            rx.el.span(t_with(mark("Created {when}"), when=OpenTaskState.created), title=OpenTaskState.created_full),
            " · ",
            rx.el.span(t_with(mark("changed {when}"), when=OpenTaskState.updated), title=OpenTaskState.updated_full),
            class_name="mt-auto pt-4 text-xs text-muted",
        ),
        key=OpenTaskState.task_id,
        class_name="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto overscroll-contain px-5 py-4 pb-safe",
    )


def _gone() -> rx.Component:
    """Says above the fields why they can no longer be saved."""
    return rx.el.div(
        rx.el.p(OpenTaskState.failure),
        button(t("Go to the board"), on_click=leave_task()),
        role="alert",
        class_name="flex flex-wrap items-center justify-between gap-2 rounded-xl bg-warning-soft p-3 text-sm text-ink",
    )


def _failure() -> rx.Component:
    return notice(
        "search-x",
        t("This task cannot be shown"),
        OpenTaskState.failure,
        rx.el.div(
            button(t("Try again"), on_click=OpenTaskState.load),
            button(t("Go to the board"), look="primary", on_click=leave_task()),
            class_name="flex flex-wrap justify-center gap-2",
        ),
        role="alert",
    )


def _waiting() -> rx.Component:
    return rx.el.div(
        *(rx.el.div(class_name=f"{size} rounded-lg bg-sunken animate-pulse") for size in ("h-8", "h-28", "h-40")),
        aria_busy=True,
        class_name="flex flex-col gap-5 px-5 py-4",
    )


def _copy_link() -> Events:
    copy = "() => navigator.clipboard?.writeText(location.origin + location.pathname)"
    return [rx.call_function(copy), rx.toast.success(t("The link is in the clipboard."))]


def _delete() -> Events:
    begin = f"() => {begin_move!s}([{task_in_address!s}], '', '', '', 'top')"
    delete = ChangeState.delete(noted("number"), noted("ids"))
    return [on_event(browser_function(begin, begin_move, task_in_address)), delete, leave_task()]
