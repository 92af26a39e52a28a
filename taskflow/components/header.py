"""The top of the page: the name, the new task, language and theme."""

from __future__ import annotations

import reflex as rx

from taskflow.components.palette import open_palette
from taskflow.components.people import people
from taskflow.components.text import t
from taskflow.locales import LANGUAGES
from taskflow.states.board import BoardState
from taskflow.states.dialogs import NEW_TASK_DIALOG, open_dialog
from taskflow.states.reader import ReaderState
from taskflow.ui.button import button, icon_button
from taskflow.ui.field import select
from taskflow.ui.overlay import ABOVE_EDGE


def header() -> rx.Component:
    """The page's banner."""
    return rx.el.header(
        rx.el.div(
            # The name is the same in every language: it need not wait for the reader's, as the words around it do.
            rx.el.img(src="/favicon.svg", alt="", class_name="visible size-7"),
            rx.el.h1("TaskFlow", class_name="visible truncate text-lg font-semibold tracking-tight"),
            rx.el.span(t("Task manager"), class_name="hidden lg:inline text-sm text-muted"),
            class_name="flex min-w-0 items-center gap-2",
        ),
        rx.el.div(
            icon_button("command", t("Find a task or an action"), on_click=open_palette()),
            people(),
            language_choice(),
            theme_button(),
            button(
                rx.icon("plus", size=18, aria_hidden=True),
                # On a phone the button floats where the thumb is, and its words are for screen readers.
                rx.el.span(t("New task"), class_name="max-sm:sr-only"),
                look="primary",
                class_name=f"max-sm:fixed max-sm:{ABOVE_EDGE} max-sm:right-4 max-sm:z-20 max-sm:size-14 "
                "max-sm:rounded-full max-sm:shadow-overlay floats",
                on_click=open_dialog(NEW_TASK_DIALOG),
            ),
            class_name="flex items-center gap-1 sm:gap-2",
        ),
        class_name="flex items-center justify-between gap-2 px-3 pt-3 sm:px-5",
    )


def language_choice() -> rx.Component:
    """Switches between the catalogs; each language is named in itself."""
    return select(
        *(rx.el.option(code.upper(), value=code, lang=code, title=name) for code, name in LANGUAGES.items()),
        value=ReaderState.language,
        on_change=BoardState.choose_language,
        aria_label=t("Language"),
        class_name="shrink-0",
        look="border-transparent! bg-transparent! pl-2!",
    )


def theme_button() -> rx.Component:
    """Switches between light and dark; until then the system decides."""
    return rx.color_mode_cond(
        light=icon_button("moon", t("Dark theme"), on_click=rx.toggle_color_mode),
        dark=icon_button("sun", t("Light theme"), on_click=rx.toggle_color_mode),
    )
