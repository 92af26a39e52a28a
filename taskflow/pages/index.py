"""The board, at /."""

from __future__ import annotations

import reflex as rx

from taskflow.components.board import board, skeleton
from taskflow.components.card import card_menu, chosen, delete_dialog
from taskflow.components.connection import connection_notice
from taskflow.components.filter_bar import filter_bar
from taskflow.components.header import header
from taskflow.components.task_dialogs import edit_task_dialog, new_task_dialog
from taskflow.states.board import BoardState


def index() -> rx.Component:
    """The whole page."""
    return rx.el.div(
        chosen,
        rx.el.div(
            header(),
            filter_bar(),
            # Words wait until the reader's language is known; their room is there already, so that nothing jumps.
            class_name=rx.cond(BoardState.is_loaded, "", "invisible"),
        ),
        rx.el.main(rx.cond(BoardState.is_loaded, board(), skeleton()), class_name="flex min-h-0 flex-1 flex-col"),
        # Outside the condition above: a server that restarts must not take away a form that somebody is filling in.
        card_menu(),
        new_task_dialog(),
        edit_task_dialog(),
        delete_dialog(),
        connection_notice(),
        class_name="flex h-dvh flex-col overflow-hidden font-sans antialiased",
    )
