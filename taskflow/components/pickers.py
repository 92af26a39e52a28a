"""Small menus that change one thing about some cards: opened by a key, or by the bar of the selection."""

from __future__ import annotations

import reflex as rx
from reflex.vars import FunctionVar

from taskflow.components.card_menu import STATUS_ICONS, send_move
from taskflow.components.text import priority_name, status_name, t
from taskflow.models.fields import ASSIGNEE_LENGTH
from taskflow.models.task import Priority, Status
from taskflow.services.tasks import End
from taskflow.states.browser import REFS, Events, browser_function, on_event
from taskflow.states.changes import ChangeState
from taskflow.states.moves import IN_REACH, begin_move
from taskflow.states.overtaken import seen_of
from taskflow.states.surroundings import SurroundingsState
from taskflow.ui.button import button
from taskflow.ui.field import LINE, field
from taskflow.ui.overlay import closes_menu, menu, menu_item, popover

MOVE, PRIORITY, DUE, ASSIGNEE = "pick-column", "pick-priority", "pick-due", "pick-assignee"

# The cards that a menu is about; set before it opens, together with `refs.looked`, what they look like then.
TARGETS = rx.Var("(refs.targets ?? [])", _var_data=REFS).to(list[str])

PRIORITY_ICONS = {Priority.LOW: "chevrons-down", Priority.MEDIUM: "equal", Priority.HIGH: "chevrons-up"}


def pickers() -> rx.Component:
    """All of them; each is hidden until it is asked for."""
    return rx.fragment(_move_picker(), _priority_picker(), _due_picker(), _assignee_picker())


def _move_picker() -> rx.Component:
    # To an end of the column in which the first card is.
    here = f"Object.entries({IN_REACH}).find(([, list]) => list.some((card) => card.id === refs.targets[0]))?.[0] ?? ''"
    return menu(
        MOVE,
        *(
            menu_item(STATUS_ICONS[status], status_name(status), menu=MOVE, on_click=_move(repr(status.value), End.TOP))
            for status in Status
        ),
        menu_item("arrow-up-to-line", t("Move to top"), menu=MOVE, on_click=_move(here, End.TOP)),
        menu_item("arrow-down-to-line", t("Move to bottom"), menu=MOVE, on_click=_move(here, End.BOTTOM)),
        label=t("Move"),
    )


def _move(column: str, end: End) -> Events:
    begin = f"() => {begin_move!s}(refs.targets ?? [], {column}, '', '', '{end.value}', refs.looked)"
    return [on_event(browser_function(begin, begin_move)), send_move()]


def _priority_picker() -> rx.Component:
    return menu(
        PRIORITY,
        *(
            menu_item(
                PRIORITY_ICONS[priority],
                priority_name(priority),
                menu=PRIORITY,
                on_click=_set("priority", priority.value),
            )
            for priority in reversed(Priority)
        ),
        label=t("Priority"),
    )


def _due_picker() -> rx.Component:
    def choose(icon: str, words: rx.Var[str], day: rx.Var[str] | str) -> rx.Component:
        return menu_item(icon, words, menu=DUE, on_click=_set("due_date", day))

    return menu(
        DUE,
        choose("calendar-clock", t("Today"), _days_from_now(0)),
        choose("calendar-arrow-up", t("Tomorrow"), _days_from_now(1)),
        choose("calendar", t("In a week"), _days_from_now(7)),
        choose("calendar-off", t("No due date"), ""),
        rx.el.form(
            field(
                f"{DUE}-day",
                t("Another day"),
                rx.el.input(id=f"{DUE}-day", name="day", type="date", required=True, class_name=LINE),
                error=rx.Var.create(""),
            ),
            button(t("Set"), type="submit"),
            on_submit=[
                lambda form: _set("due_date", form.to(dict[str, str])["day"]),
                on_event(_hide(DUE)),
            ],
            class_name="flex items-end gap-2 p-2",
        ),
        label=t("Due date"),
    )


def _days_from_now(days: int) -> rx.Var[str]:
    """The day where the visitor is, as YYYY-MM-DD."""
    return rx.Var(
        f"""((day) => {{
            day.setDate(day.getDate() + {days});
            const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
            return parts.map((part) => `${{part}}`.padStart(2, '0')).join('-');
        }})(new Date())"""
    ).to(str)


def _assignee_picker() -> rx.Component:
    return popover(
        ASSIGNEE,
        rx.el.form(
            field(
                f"{ASSIGNEE}-name",
                t("Assignee"),
                rx.el.input(
                    id=f"{ASSIGNEE}-name",
                    name="name",
                    auto_complete="off",
                    dir="auto",
                    max_length=ASSIGNEE_LENGTH,
                    placeholder=t("Type a name"),
                    class_name=LINE,
                ),
                error=rx.Var.create(""),
            ),
            button(t("Set"), type="submit"),
            on_submit=[
                lambda form: _set("assignee", form.to(dict[str, str])["name"]),
                on_event(_hide(ASSIGNEE)),
            ],
            reset_on_submit=True,
            class_name="flex items-end gap-2",
        ),
        rx.el.div(
            rx.foreach(SurroundingsState.assignees, _assignee),
            _assignee_button(t("Nobody"), ""),
            class_name="-mx-2 flex max-h-60 flex-col overflow-y-auto",
        ),
        label=t("Assignee"),
    )


def _assignee(name: rx.Var[str]) -> rx.Component:
    return _assignee_button(name, name)


def _assignee_button(words: rx.Var[str], name: rx.Var[str] | str) -> rx.Component:
    return rx.el.button(
        words,
        type="button",
        dir="auto",
        on_click=_set("assignee", name),
        class_name="shrink-0 truncate rounded-lg px-2 h-9 pointer-coarse:h-11 text-start text-sm hover:bg-sunken "
        "focus-visible:bg-sunken cursor-pointer",
        **closes_menu(ASSIGNEE),
    )


def _set(name: str, value: rx.Var[str] | str) -> Events:
    """Give a field of the cards a value, wherever nobody else has done so since the menu was opened."""
    seen = seen_of.call(name).to(dict[str, str])
    return ChangeState.edit(TARGETS, name, value, seen)


def _hide(picker: str) -> FunctionVar:
    return browser_function(f"() => document.getElementById('{picker}').hidePopover()")
