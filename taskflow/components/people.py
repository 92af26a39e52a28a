"""Who else is here, as initials, and the small form in which one says one's own name."""

from __future__ import annotations

from typing import cast

import reflex as rx
from reflex.vars import ArrayVar, ObjectVar

from taskflow.components.text import t, t_with, tn
from taskflow.locales import mark
from taskflow.models.fields import ASSIGNEE_LENGTH
from taskflow.states.browser import needs
from taskflow.states.columns import COLUMNS
from taskflow.states.open_task import OpenTaskState
from taskflow.states.people import PeopleState, PersonView
from taskflow.ui.avatar import avatar
from taskflow.ui.button import button
from taskflow.ui.field import LINE, described, field
from taskflow.ui.overlay import opens_menu, popover

MENU = "people"
SHOWN = 3


def people() -> rx.Component:
    """The others as a row of initials; it opens who they are, and one's own name."""
    others = _others()
    # Those beyond the list are counted too.
    total = others.length() + rx.Var.create(PeopleState.count) - rx.Var.create(PeopleState.people).length()
    return rx.fragment(
        rx.el.button(
            rx.foreach(others[:SHOWN], lambda person: _face(person, is_named_beside=True)),
            rx.cond(
                total > SHOWN,
                rx.el.span("+", total - SHOWN, aria_hidden=True, class_name="pl-1 text-xs font-semibold text-muted"),
            ),
            rx.cond(total < 1, rx.icon("user", size=18, aria_hidden=True)),
            rx.el.span(
                rx.cond(
                    total < 1,
                    t("Nobody else is here"),
                    tn("{n} other is here", "{n} others are here", cast("int", total)),
                ),
                class_name="sr-only",
            ),
            type="button",
            title=t("Who is here"),
            class_name="flex h-9 min-w-9 pointer-coarse:h-11 pointer-coarse:min-w-11 cursor-pointer items-center "
            "justify-center rounded-lg px-1.5 text-muted -space-x-1 hover:bg-sunken hover:text-ink",
            **opens_menu(MENU),
        ),
        popover(
            MENU,
            rx.cond(
                total > 0,
                rx.el.ul(rx.foreach(others, _line), class_name="flex max-h-60 flex-col gap-1 overflow-y-auto"),
                rx.el.p(t("Nobody else is here"), class_name="text-sm text-muted"),
            ),
            _name_form("people-name"),
            label=t("Who is here"),
        ),
    )


def name_question() -> rx.Component:
    """Asks for a name, once, when somebody else is here."""
    is_asked = (PeopleState.name == "") & (PeopleState.wants_name != "no") & (rx.Var.create(PeopleState.count) > 1)
    # What an empty board offers lies where the question would.
    has_tasks = sum((state.total for state in COLUMNS.values()), start=rx.Var.create(0)) > 0
    return rx.cond(
        is_asked & has_tasks,
        rx.el.aside(
            rx.el.p(t("Somebody else is on this board. What is your name?"), class_name="min-w-0 text-sm"),
            rx.el.form(
                rx.el.input(
                    name="name",
                    id="question-name",
                    aria_label=t("Your name"),
                    placeholder=t("Your name"),
                    auto_complete="nickname",
                    dir="auto",
                    class_name=f"{LINE} w-36! grow",
                ),
                button(t("Save"), type="submit", look="primary"),
                button(t("Not now"), look="quiet", on_click=PeopleState.decline),
                on_submit=PeopleState.introduce,
                no_validate=True,
                class_name="flex flex-wrap items-center gap-2",
            ),
            aria_label=t("Your name"),
            # Over the board: it comes while somebody works, and must not push the cards away, nor hide
            # the buttons for adding below them.
            class_name="question fixed inset-x-3 bottom-20 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl "
            "border border-line bg-raised px-3 py-2 shadow-overlay sm:inset-x-auto sm:left-1/2 sm:w-max sm:max-w-full "
            "sm:-translate-x-1/2",
        ),
    )


def also_here() -> rx.Component:
    """The others who have the same task open."""
    same = rx.Var(
        f"{_others()!s}.filter((person) => person.tasks.includes({OpenTaskState.task_id!s}))",
        _var_data=needs(_others(), OpenTaskState.task_id),
    ).to(list[PersonView])
    return rx.el.div(
        rx.foreach(cast("ArrayVar[list[PersonView]]", same)[:SHOWN], lambda person: _face(person, has_open=True)),
        class_name="flex items-center -space-x-1",
    )


def _others() -> ArrayVar[list[PersonView]]:
    everybody, key = rx.Var.create(PeopleState.people), rx.Var.create(PeopleState.key)
    others = rx.Var(f"{everybody!s}.filter((person) => person.key !== {key!s})", _var_data=needs(everybody, key))
    return cast("ArrayVar[list[PersonView]]", others.to(list[PersonView]))


def _face(person: ObjectVar[PersonView], *, is_named_beside: bool = False, has_open: bool = False) -> rx.Component:
    name = _name(person)
    words = t_with(mark("{name} has this task open too"), name=name) if has_open else name
    # Without a name there are no initials.
    letters = rx.cond(person.initials != "", person.initials, "?").to(str)
    return avatar(letters, words, is_named_beside=is_named_beside, class_name="ring-2 ring-canvas", key=person.key)


def _line(person: ObjectVar[PersonView]) -> rx.Component:
    return rx.el.li(
        _face(person, is_named_beside=True),
        rx.el.span(_name(person), dir="auto", class_name="min-w-0 truncate"),
        key=person.key,
        class_name="flex items-center gap-2 text-sm",
    )


def _name(person: ObjectVar[PersonView]) -> rx.Var[str]:
    return rx.cond(person.name != "", person.name, t("Somebody")).to(str)


def _name_form(identifier: str) -> rx.Component:
    return rx.el.form(
        field(
            identifier,
            t("Your name"),
            rx.el.input(
                name="name",
                default_value=PeopleState.name,
                key=PeopleState.name,
                auto_complete="nickname",
                max_length=2 * ASSIGNEE_LENGTH,
                dir="auto",
                class_name=LINE,
                **described(identifier, rx.Var.create(PeopleState.error)),
            ),
            error=rx.Var.create(PeopleState.error),
            hint=rx.el.p(
                t("Shown to the others, and beside what you change. It stays in this browser."),
                class_name="text-xs text-muted",
            ),
        ),
        button(t("Save"), type="submit"),
        on_submit=PeopleState.introduce,
        no_validate=True,
        class_name="flex flex-col gap-2",
    )
