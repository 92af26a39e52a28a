"""Adding tasks in their column: type, Enter, the next one."""

from __future__ import annotations

from typing import Any, cast

import reflex as rx

from taskflow.components.scroll_area import SHOW_END, fetch_end
from taskflow.components.text import by_language, t, tn
from taskflow.models.task import Status
from taskflow.services.quick_add import Kind
from taskflow.services.tasks import End
from taskflow.states.browser import REFS, Events, assign, browser_function, on_event
from taskflow.states.quick_add import QUICK_ADD, QuickAddState, Token, adding_to
from taskflow.ui.badge import badge
from taskflow.ui.button import button, icon_button
from taskflow.ui.field import CONTROL

PAUSE_BEFORE_PREVIEW_MILLISECONDS = 120
# Words of both languages always work; these are the ones to learn them by.
_EXAMPLE = {"en": "!high @name due:tomorrow", "fr": "!haute @nom pour:demain"}
# Beyond it nothing is typed; two hundred lines of a pasted list fit, and what is refused comes back.
LONGEST_TEXT = 20_000

# What was typed lasts as long as the browser's tab, also while the field is closed.
_STORED = "sessionStorage['taskflow-quick-add']"
_KEEP = f"(event) => {{ try {{ {_STORED} = event.target.value }} catch {{ /* nothing is kept */ }} }}"
_FILL = f"""(field) => {{
    if (!field || refs.quickField === field) return;
    refs.quickField = field;
    try {{ field.value = {_STORED} ?? '' }} catch {{ /* nothing was kept */ }}
    field.focus();
}}"""
# The focus goes back to where it was when the field was opened.
_CLOSE = assign(adding_to, "''") + "; refs.quickOpener?.focus()"
_TAKE = f"""(field, opens) => {{
    refs.added = {{text: field.value, opens}};
    field.value = '';
    try {{ {_STORED} = '' }} catch {{ /* nothing was kept */ }}
    field.focus();
}}"""
# Enter takes the text out of the field at once, so that the next task can be typed while this one is on its way.
_KEYS = f"""(event) => {{
    refs.added = null;
    if (event.key === 'Escape') {{ event.stopPropagation(); {_CLOSE} }}
    if (event.key !== 'Enter' || event.isComposing || event.altKey) return;
    event.preventDefault();
    if (event.target.value.trim() && !event.repeat) ({_TAKE})(event.target, event.shiftKey);
}}"""


def add_button(status: Status, end: End) -> rx.Component:
    """Opens the field at one end of the column."""
    opens = f"{open_quick_add(repr(_place(status, end)))};"
    if end is End.TOP:
        open_field = on_event(browser_function(f"() => {{ {opens} }}"))
        return icon_button("plus", t("Add a task at the top"), on_click=open_field, class_name="ml-auto -mr-2")
    # What is added there shall be seen.
    show_end = f"""
        const scroller = document.querySelector('.column-scroll[data-column="{status.value}"]');
        refs.wantsEnd = {{column: '{status.value}', end: '{end.value}', takesFocus: false}};
        refs.endIsAway = scroller && !{SHOW_END}(scroller)"""
    return button(
        rx.icon("plus", size=16, aria_hidden=True),
        t("Add a task"),
        look="quiet",
        class_name="mx-2 mb-2 justify-start! max-sm:mr-20",
        on_click=[
            on_event(browser_function(f"() => {{ {opens} {show_end} }}")),
            rx.cond(rx.Var("refs.endIsAway", _var_data=REFS).to(bool), fetch_end(), rx.noop()),
        ],
    )


def quick_add(status: Status, end: End) -> rx.Component:
    """The field, where it is open."""
    return rx.cond(adding_to.value == _place(status, end), _form(status, end))


def open_quick_add(place: str) -> str:
    """Return the statement that opens the field at a place, an expression for "status end"."""
    return f"refs.quickOpener = document.activeElement; {assign(adding_to, place)}"


def _place(status: Status, end: End) -> str:
    return f"{status.value} {end.value}"


def _form(status: Status, end: End) -> rx.Component:
    def add(*, as_one: bool) -> Events:
        text, opens = (rx.Var(f"refs.added.{name}", _var_data=REFS) for name in ("text", "opens"))
        return cast("Any", QuickAddState.add)(status.value, end.value, text.to(str), as_one, opens.to(bool))

    def take(*, as_one: bool) -> Events:
        script = f"() => ({_TAKE})(document.getElementById('{QUICK_ADD}'), false)"
        return [on_event(browser_function(script)), add(as_one=as_one)]

    return rx.el.div(
        rx.el.textarea(
            id=QUICK_ADD,
            rows="1",
            max_length=LONGEST_TEXT,
            dir="auto",
            placeholder=t("What is to be done?") + " " + by_language(_EXAMPLE),
            aria_label=t("New task"),
            aria_describedby=f"{QUICK_ADD}-hint",
            aria_invalid=QuickAddState.error != "",
            on_change=lambda text: [
                on_event(browser_function(_KEEP)),
                QuickAddState.preview(text).debounce(PAUSE_BEFORE_PREVIEW_MILLISECONDS),
            ],
            on_key_down=[
                on_event(browser_function(_KEYS)),
                rx.cond(rx.Var("refs.added", _var_data=REFS).to(bool), add(as_one=False), rx.noop()),
            ],
            custom_attrs={"ref": browser_function(_FILL)},
            class_name=f"{CONTROL}field-sizing-content resize-none max-h-40 py-2 leading-5 pointer-coarse:min-h-11",
        ),
        rx.el.div(
            rx.foreach(QuickAddState.tokens, _token),
            role="status",
            class_name="flex flex-wrap items-center gap-2 empty:hidden",
        ),
        rx.el.p(QuickAddState.error, role="alert", class_name="text-sm text-danger empty:hidden"),
        rx.cond(
            QuickAddState.lines > 1,
            rx.el.div(
                button(
                    tn("Add {n} task", "Add {n} tasks", QuickAddState.lines),
                    look="primary",
                    on_click=take(as_one=False),
                ),
                button(t("Add as one task"), on_click=take(as_one=True)),
                class_name="flex flex-wrap gap-2",
            ),
            rx.el.p(
                t("Enter adds, Shift+Enter adds and opens, Escape closes."),
                id=f"{QUICK_ADD}-hint",
                class_name="text-xs text-muted pointer-coarse:hidden",
            ),
        ),
        rx.el.div(
            rx.cond(QuickAddState.lines > 1, None, button(t("Add"), look="primary", on_click=take(as_one=False))),
            button(t("Close"), on_click=on_event(browser_function(f"() => {{ {_CLOSE} }}"))),
            class_name="hidden gap-2 pointer-coarse:flex",
        ),
        class_name="mb-2 flex flex-col gap-2 rounded-xl bg-surface p-2 shadow-card",
    )


def _token(token: rx.vars.ObjectVar[Token]) -> rx.Component:
    return rx.el.span(
        rx.match(
            token.kind,
            (Kind.PRIORITY.value, badge("signal", token.words, tone="accent")),
            (Kind.ASSIGNEE.value, badge("user", token.words, tone="accent")),
            badge("calendar", token.words, tone="accent"),
        ),
        key=token.kind,
    )
