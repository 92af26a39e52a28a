"""What can be done with all selected cards; there as long as any card is."""

from __future__ import annotations

from typing import cast

import reflex as rx

from taskflow.components.card_focus import remove_cards
from taskflow.components.pickers import ASSIGNEE, DUE, MOVE, PRIORITY, TARGETS
from taskflow.components.text import t, tn
from taskflow.states.browser import assign, browser_function, on_event
from taskflow.states.changes import ChangeState
from taskflow.states.columns import COLUMNS
from taskflow.states.moves import KEEP_SELECTED, aimed_at, noted, selected
from taskflow.states.overtaken import look_at
from taskflow.ui.button import button, icon_button
from taskflow.ui.overlay import ABOVE_EDGE, opens_menu

_AIM = browser_function(
    f"() => {{ refs.targets = {aimed_at!s}(); refs.looked = {look_at!s}(refs.targets) }}", aimed_at, look_at
)
_DROP = browser_function(
    f"() => {{ refs.targets = {aimed_at!s}(); {remove_cards!s}(refs.targets) }}", aimed_at, remove_cards
)

# (ids, *windows): how many are on the board; a card may have gone that somebody else has deleted.
_count_shown = browser_function(
    f"""(ids, ...windows) => {{
        windows.forEach((window) => {KEEP_SELECTED}(...window));
        const away = Object.values(refs.scrolledAway ?? {{}}).filter(({{search}}) => search === location.search);
        const cards = [...windows.flatMap(([, cards]) => cards), ...away];
        return ids.filter((id) => cards.some((card) => card.id === id)).length;
    }}"""
)
_CLEAR = browser_function(f"() => {{ {assign(selected, '[]')} }}")


def selection_bar() -> rx.Component:
    """Floats at the bottom, within a thumb's reach."""
    windows = [rx.Var.create([status.value, state.cards, state.above]) for status, state in COLUMNS.items()]
    count = _count_shown.call(selected.value, *windows).to(int)
    return rx.cond(
        count > 0,
        rx.el.div(
            # A phone has room for the number alone.
            rx.el.span(
                rx.icon("square-check-big", size=16, aria_hidden=True, class_name="text-accent"),
                count,
                aria_hidden=True,
                class_name="flex items-center gap-1.5 px-1.5 text-sm font-medium tabular-nums sm:hidden",
            ),
            rx.el.span(
                tn("{n} selected", "{n} selected", cast("int", count)),
                role="status",
                class_name="px-2 text-sm font-medium whitespace-nowrap max-sm:sr-only",
            ),
            _action("arrow-right-left", t("Move"), MOVE),
            _action("signal", t("Priority"), PRIORITY),
            _action("user", t("Assignee"), ASSIGNEE),
            _action("calendar", t("Due date"), DUE),
            icon_button(
                "trash-2",
                t("Delete"),
                on_click=[on_event(_DROP), ChangeState.delete(noted("number"), TARGETS)],
            ),
            icon_button("x", t("Clear the selection"), on_click=on_event(_CLEAR)),
            role="toolbar",
            aria_label=t("Selected tasks"),
            class_name=f"selection fixed {ABOVE_EDGE} left-1/2 z-20 flex w-max -translate-x-1/2 items-center "
            "gap-1 max-sm:gap-0 rounded-2xl border border-line bg-raised p-1.5 shadow-overlay",
        ),
    )


def _action(icon: str, words: rx.Var[str], picker: str) -> rx.Component:
    return button(
        rx.icon(icon, size=16, aria_hidden=True),
        rx.el.span(words, class_name="max-md:sr-only"),
        look="quiet",
        class_name="pointer-coarse:min-w-11 max-md:px-2!",
        on_click=on_event(_AIM),
        **opens_menu(picker),
    )
