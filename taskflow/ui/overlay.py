"""Dialogs and menus on the browser's own <dialog> and popover: focus, Escape, inertness and the top layer come free.

A library of headless widgets would bring 25 to 40 KB to do the same.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

# Where something floats at the bottom: clear of the bar that a phone without keys lays over its screen.
ABOVE_EDGE = "bottom-[max(1rem,env(safe-area-inset-bottom))]"
DIALOG = (
    "m-auto max-sm:mb-0 w-full max-w-full sm:max-w-lg max-h-[92dvh] overflow-y-auto rounded-2xl max-sm:rounded-b-none "
    "bg-raised text-ink p-5 max-sm:pb-[max(1.25rem,env(safe-area-inset-bottom))] shadow-overlay border border-line "
    "backdrop:bg-black/50"
)
# The buttons at the end of a long dialog, always in sight.
FOOT = "sticky -bottom-5 -mx-5 -mb-5 mt-2 flex justify-end bg-raised px-5 pt-3 pb-5"
MENU = (
    "menu m-0 inset-auto max-h-[calc(100dvh-1rem)] min-w-52 overflow-y-auto rounded-xl border border-line bg-raised "
    "p-1 text-ink shadow-overlay"
)


def dialog(
    identifier: str, title: rx.Var[str] | str, *children: rx.Component, class_name: str = "", **props: Any
) -> rx.Component:
    """A modal dialog that `open_dialog` shows; Escape closes it and the focus returns to where it was."""
    return rx.el.dialog(
        rx.el.h2(title, id=f"{identifier}-title", class_name="text-lg font-semibold mb-4 break-words"),
        *children,
        id=identifier,
        aria_labelledby=f"{identifier}-title",
        class_name=f"{DIALOG} {class_name}",
        **props,
    )


class _Menu(rx.el.Div):
    """A <div> with the events of a popover."""

    on_key_down: rx.EventHandler[rx.event.key_event]
    on_toggle: rx.EventHandler[rx.event.no_args_event_spec]


def menu(identifier: str, *items: rx.Component, label: rx.Var[str] | str, **props: Any) -> rx.Component:
    """A menu that a button with `opens_menu` shows beside itself; arrows walk through it, Escape closes it."""
    items_of_menu = f"[...document.querySelectorAll('#{identifier}:popover-open button:not([disabled])')]"
    walk = (
        f"(by) => {{ const all = {items_of_menu}; "
        "all[(all.indexOf(document.activeElement) + by + all.length) % all.length]?.focus() }"
    )
    return _Menu.create(
        *items,
        id=identifier,
        role="group",
        aria_label=label,
        custom_attrs={"popover": "auto"},
        class_name=MENU,
        on_toggle=rx.call_function(f"() => {items_of_menu}[0]?.focus()"),
        on_key_down=lambda key: rx.cond(
            key == "ArrowDown",
            rx.call_function(f"() => ({walk})(1)"),
            rx.cond(key == "ArrowUp", rx.call_function(f"() => ({walk})(-1)"), rx.noop()),
        ),
        **props,
    )


def popover(identifier: str, *children: rx.Component, label: rx.Var[str] | str, **props: Any) -> rx.Component:
    """A small form that a button with `opens_menu` shows beside itself; Escape or a click elsewhere closes it.

    On a phone it comes from the bottom, where the thumb is.
    """
    first = f"document.querySelector('#{identifier}:popover-open :is(select, input, button)')"
    return _Menu.create(
        *children,
        id=identifier,
        role="group",
        aria_label=label,
        custom_attrs={"popover": "auto"},
        on_toggle=rx.call_function(f"() => matchMedia('(pointer: fine)').matches && {first}?.focus()"),
        class_name=f"{MENU} sheet p-4! w-72 max-w-[calc(100vw-1.5rem)] open:flex flex-col gap-3",
        **props,
    )


def closes_menu(identifier: str) -> dict[str, Any]:
    """Return the attributes of a button that also closes the menu or popover."""
    return {"custom_attrs": {"popoverTarget": identifier, "popoverTargetAction": "hide"}}


def menu_item(icon: str, label: rx.Var[str] | str, *, menu: str, is_danger: bool = False, **props: Any) -> rx.Component:
    """One action of a menu; choosing it closes the menu."""
    color = "text-danger" if is_danger else "text-ink"
    return rx.el.button(
        rx.icon(icon, size=16, aria_hidden=True),
        label,
        type="button",
        custom_attrs={"popoverTarget": menu, "popoverTargetAction": "hide"},
        class_name=f"flex w-full items-center gap-3 rounded-lg px-3 h-9 pointer-coarse:h-11 text-left text-sm {color} "
        "hover:bg-sunken focus-visible:bg-sunken cursor-pointer disabled:hidden",
        **props,
    )


def opens_menu(identifier: str) -> dict[str, Any]:
    """Return the attributes of a button that opens the menu; the browser then places the menu beside the button."""
    return {"custom_attrs": {"popoverTarget": identifier}, "aria_haspopup": "true"}
