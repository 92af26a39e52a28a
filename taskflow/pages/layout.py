"""What stays while one goes from address to address: the board, and what lies over it."""

from __future__ import annotations

import reflex as rx

from taskflow.components.board import board, sample_notice, skeleton
from taskflow.components.card_focus import focus_follower
from taskflow.components.card_menu import card_menu, chosen
from taskflow.components.connection import connection_notice
from taskflow.components.filter_bar import filter_bar
from taskflow.components.header import header
from taskflow.components.key_sheet import help_dialog
from taskflow.components.keys import keys
from taskflow.components.news import news
from taskflow.components.palette import palette_dialog
from taskflow.components.people import name_question
from taskflow.components.pickers import pickers
from taskflow.components.selection_bar import selection_bar
from taskflow.components.shared import shared_functions
from taskflow.components.task_dialogs import new_task_dialog
from taskflow.components.task_panel import task_panel
from taskflow.states.board_view import ShownState
from taskflow.states.drafts import editing_description
from taskflow.states.moves import dragging, pending, selected
from taskflow.states.palette import palette_choice, palette_opened
from taskflow.states.quick_add import adding_to


def layout(_is_stateful: bool) -> rx.Component:
    """Wrap the pages. The board is drawn once: opening a task and going back must not draw it again."""
    return rx.fragment(
        shared_functions(),
        rx.el.div(
            chosen,
            pending,
            dragging,
            selected,
            editing_description,
            adding_to,
            palette_opened,
            palette_choice,
            rx.el.div(
                rx.el.div(
                    header(),
                    filter_bar(),
                    # Words wait until the reader's language is known; their room is there, so that nothing jumps.
                    class_name=rx.cond(ShownState.is_loaded, "", "invisible"),
                ),
                rx.el.main(
                    rx.cond(ShownState.is_loaded, board(), skeleton()),
                    tab_index=-1,
                    class_name="flex min-h-0 flex-1 flex-col outline-none!",
                ),
                # Below the board, where they move nothing when they come.
                rx.cond(ShownState.is_loaded, rx.fragment(name_question(), sample_notice())),
                id="board-content",
                class_name="flex h-full flex-col",
            ),
            rx.cond(ShownState.is_loaded, task_panel()),
            # Outside the conditions: a server that restarts must not take away a form that somebody is filling in.
            selection_bar(),
            card_menu(),
            pickers(),
            palette_dialog(),
            help_dialog(),
            keys(),
            focus_follower(),
            new_task_dialog(),
            connection_notice(),
            news(),
            # A page that is not about the board takes its place, see ui/tokens.py.
            class_name="board-layout h-dvh overflow-hidden font-sans antialiased",
        ),
    )
