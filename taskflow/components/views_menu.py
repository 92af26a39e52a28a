"""The saved views: go to one, save what is shown now, forget one."""

from __future__ import annotations

import reflex as rx
from reflex.vars import ObjectVar

from taskflow.components.text import t, t_with
from taskflow.locales import mark
from taskflow.models.view import NAME_LENGTH
from taskflow.states.views import ViewName, ViewsState
from taskflow.ui.button import button, icon_button
from taskflow.ui.field import LINE, described, field
from taskflow.ui.overlay import closes_menu, opens_menu, popover

VIEWS = "views"


def views_menu() -> rx.Component:
    """The button and what it opens."""
    return rx.fragment(
        button(
            rx.icon("bookmark", size=16, aria_hidden=True), t("Views"), on_click=ViewsState.load, **opens_menu(VIEWS)
        ),
        popover(
            VIEWS,
            rx.cond(
                rx.Var.create(ViewsState.views).length() > 0,
                rx.el.ul(rx.foreach(ViewsState.views, _view), class_name="-mx-2 max-h-72 overflow-y-auto"),
                rx.el.p(
                    t("Search, filter and sort as you like, then give that view a name."),
                    class_name="text-sm text-muted",
                ),
            ),
            rx.el.form(
                field(
                    "view-name",
                    t("Save what is shown now as"),
                    rx.el.input(
                        name="name",
                        auto_complete="off",
                        max_length=2 * NAME_LENGTH,
                        dir="auto",
                        class_name=LINE,
                        **described("view-name", rx.Var.create(ViewsState.error)),
                    ),
                    error=rx.Var.create(ViewsState.error),
                ),
                button(t("Save the view"), type="submit"),
                id="view-form",
                on_submit=ViewsState.save,
                no_validate=True,
                class_name="flex flex-col gap-2",
            ),
            label=t("Views"),
        ),
    )


def _view(view: ObjectVar[ViewName]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            view.name,
            type="button",
            dir="auto",
            on_click=ViewsState.apply(view.id),
            class_name="min-w-0 flex-1 truncate rounded-lg px-2 h-9 pointer-coarse:h-11 text-start text-sm "
            "hover:bg-sunken cursor-pointer",
            **closes_menu(VIEWS),
        ),
        icon_button("x", t_with(mark("Forget the view “{name}”"), name=view.name), on_click=ViewsState.delete(view.id)),
        key=view.id,
        class_name="flex items-center",
    )
