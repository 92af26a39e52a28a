"""Single keys for the card under the cursor or the focus, or for all selected ones; none of them while one types."""

from __future__ import annotations

import reflex as rx
from reflex_base.utils.imports import ImportDict

from taskflow.components.card_focus import NEXT_CARD, remove_cards
from taskflow.components.display_menu import DISPLAY
from taskflow.components.filter_bar import FILTERS, SEARCH
from taskflow.components.palette import OPEN_PALETTE
from taskflow.components.pickers import ASSIGNEE, DUE, MOVE, PRIORITY, TARGETS
from taskflow.components.quick_add import open_quick_add
from taskflow.components.scroll_area import SHOW_END, fetch_end
from taskflow.services.tasks import End
from taskflow.states.browser import REFS, assign, browser_function, current, on_event
from taskflow.states.changes import ChangeState
from taskflow.states.dialogs import HELP_DIALOG, NEW_TASK_DIALOG
from taskflow.states.moves import aimed_at, noted, selected
from taskflow.states.overtaken import look_at

# The card that a key is about: where the keyboard went last, or where the pointer is if that moved since.
_CARD = """(() => {
    const isOpen = location.pathname.match(/^\\/t\\/([^/]+)/)?.[1];
    if (isOpen && document.activeElement?.closest('#task-panel'))
        return document.getElementById(`task-${isOpen}`);
    const focused = document.activeElement?.closest('.card'), under = document.querySelector('.card:hover');
    return document.documentElement.dataset.by === 'keys' ? focused ?? under : under ?? focused;
})()"""

_COLUMN_OF_CARD = "card?.closest('[data-rfd-droppable-id]').dataset.rfdDroppableId.split('|')[0]"
_CHOSEN = current(selected)
_TOGGLE = assign(selected, f"{_CHOSEN}.includes(id) ? {_CHOSEN}.filter((other) => other !== id) : [...{_CHOSEN}, id]")

# What each key does, by its name in the browser; `card` is the one it is about, `id` that of its task, `refs.targets`
# the selected ones or else this one.
_ACTIONS = {
    "c": f"document.getElementById('{NEW_TASK_DIALOG}').showModal()",
    "C": open_quick_add(f"`${{{_COLUMN_OF_CARD} ?? 'todo'}} top`"),
    "/": f"document.getElementById('{SEARCH}').focus()",
    "f": f"press('{FILTERS}')",
    "v": f"press('{DISPLAY}')",
    "?": f"document.getElementById('{HELP_DIALOG}').showModal()",
    "e": """
        if (target.closest('#task-panel')) document.getElementById('panel-title')?.focus();
        else if (card) { refs.wantsTitle = true; card.querySelector('h3 a').click() }""",
    "m": f"pick('{MOVE}')",
    "d": f"pick('{DUE}')",
    "a": f"pick('{ASSIGNEE}')",
    "p": f"pick('{PRIORITY}')",
    "x": f"if (id) {_TOGGLE}",
    "Escape": assign(selected, "[]"),
    "Delete": f"if (refs.targets.length) {{ {remove_cards!s}(refs.targets); refs.keyAction = 'delete' }}",
}

# Leaves in refs.keyAction what the server has to do, if anything.
_PRESS = f"""(event) => {{
    refs.keyAction = '';
    // What a key has opened must not be filled with its repetitions.
    if (event.repeat && refs.keyThatActed === event.code) return event.preventDefault();
    refs.keyThatActed = '';
    // Typed ahead of a title that is on its way: not for the board.
    if (refs.wantsTitle && event.key !== 'Escape') return event.preventDefault();
    const page = document.documentElement, target = event.target;
    // A letter is what its key says, whatever the lock of capitals makes of it.
    const letter = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
    const key = event.key === 'Backspace' ? 'Delete' : event.key.length === 1 ? letter : event.key;
    const isTyping = target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const dialog = document.querySelector('dialog:modal');
    if (isCommand && key.toLowerCase() === 'k') {{
        event.preventDefault();
        if (!dialog) {{ {OPEN_PALETTE} }}
        return;
    }}
    const isBusy = dialog || 'dragging' in page.dataset || document.querySelector(':popover-open');
    if (isTyping || isBusy || event.defaultPrevented || event.isComposing) return;
    if (isCommand && key.toLowerCase() === 'z') {{
        event.preventDefault();
        if (!event.repeat) refs.keyAction = 'undo';
        return;
    }}
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const card = {_CARD}, id = card?.dataset.task;
    if (key.startsWith('Arrow')) {{
        if (target.closest('#task-panel, [role=toolbar]')) return;
        const next = ({NEXT_CARD})(card, key);
        page.dataset.by = 'keys';
        if (!next) return;
        event.preventDefault();
        next.querySelector('h3 a').focus();
        next.scrollIntoView({{block: 'nearest', inline: 'nearest'}});
        return;
    }}
    const scroller = card?.closest('.column-scroll');
    if (scroller && (key === 'Home' || key === 'End')) {{
        event.preventDefault();
        page.dataset.by = 'keys';
        const end = key === 'Home' ? '{End.TOP.value}' : '{End.BOTTOM.value}';
        refs.wantsEnd = {{column: scroller.dataset.column, end, takesFocus: true}};
        if (!{SHOW_END}(scroller)) refs.keyAction = 'end';
        return;
    }}
    refs.targets = {aimed_at!s}({_CHOSEN}.length ? null : id);
    refs.looked = {look_at!s}(refs.targets);
    // At once, because the next key may be on its way.
    const first = 'select, input, button:not([disabled])';
    const enter = (menu) => document.getElementById(menu).querySelector(first)?.focus();
    const press = (menu) => {{ document.querySelector(`[popovertarget="${{menu}}"]`)?.click(); enter(menu) }};
    const pick = (menu) => {{
        const link = card?.querySelector('h3 a');
        if (!refs.targets.length) return;
        document.getElementById(menu).showPopover(link && {{source: link}});
        enter(menu);
    }};
    if (key === 'Enter' && card && target === document.body) card.querySelector('h3 a').click();
    const actions = {{{", ".join(f"{key!r}: () => {{ {action} }}" for key, action in _ACTIONS.items())}}};
    if (event.repeat || !Object.hasOwn(actions, key)) return;
    event.preventDefault();
    refs.keyThatActed = event.code;
    actions[key]();
}}"""


class _Pointer(rx.el.Div):
    """Notices that the pointer moved, so that keys are about what lies under it."""

    def add_hooks(self) -> list[str | rx.Var]:
        return [
            rx.Var(
                """useEffect(() => {
                    const notice = () => { document.documentElement.dataset.by = 'pointer' };
                    // The library that drags takes every repetition of a held Space for another one.
                    const once = (event) => {
                        if (event.key !== ' ' || !event.repeat || !event.target.closest?.('.card')) return;
                        event.preventDefault();
                        event.stopImmediatePropagation();
                    };
                    window.addEventListener('pointermove', notice, {passive: true});
                    window.addEventListener('keydown', once, {capture: true});
                    return () => {
                        window.removeEventListener('pointermove', notice);
                        window.removeEventListener('keydown', once, {capture: true});
                    };
                }, [])"""
            )
        ]

    def add_imports(self) -> ImportDict:
        return {"react": ["useEffect"]}


def keys() -> rx.Component:
    """Listens on the whole page."""
    action = rx.Var("refs.keyAction", _var_data=REFS).to(str)
    return rx.fragment(
        _Pointer.create(hidden=True),
        rx.window_event_listener(
            on_key_down=[
                on_event(browser_function(_PRESS, aimed_at, look_at, remove_cards)),
                rx.cond(action == "undo", ChangeState.undo(), rx.noop()),
                rx.cond(action == "end", fetch_end(), rx.noop()),
                rx.cond(action == "delete", ChangeState.delete(noted("number"), TARGETS), rx.noop()),
            ]
        ),
    )
