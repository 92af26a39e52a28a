"""One task on the board: what it shows, and how it is dragged, opened and selected."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex.vars import NumberVar, ObjectVar

from taskflow.components.card_menu import MENU, chosen
from taskflow.components.text import day_in_full, priority_name, t_with
from taskflow.locales import mark
from taskflow.models.task import Priority, Status
from taskflow.states.address import open_task
from taskflow.states.browser import assign, browser_function, current, on_event
from taskflow.states.cards import HIT, CardView
from taskflow.states.moves import aimed_at, selected
from taskflow.states.overtaken import look_at
from taskflow.ui.avatar import avatar
from taskflow.ui.badge import badge
from taskflow.ui.button import icon_button
from taskflow.ui.drag_and_drop import Draggable, Provided, Snapshot, attributes, grip
from taskflow.ui.overlay import opens_menu

# A click with Ctrl or Cmd opens another tab, as with any link; one with Shift selects, and so does each one while
# something is selected and there is no keyboard.
_SELECTS = f"(event.shiftKey || ({current(selected)}.length > 0 && !matchMedia('(hover: hover)').matches))"
_IS_FOR_BROWSER = "(event.ctrlKey || event.metaKey || event.altKey || event.button > 0)"


def toggle(ids: str) -> str:
    """Return the statement that adds a list of cards to the selection, or takes away what is in it."""
    chosen_now = current(selected)
    return assign(
        selected,
        f"[...{chosen_now}.filter((id) => !{ids}.includes(id)), ...{ids}.filter((id) => !{chosen_now}.includes(id))]",
    )


def card(view: ObjectVar[CardView], index: NumberVar[int], status: Status) -> rx.Component:
    """A card of a list; it is drawn again only when one of its own values changes."""
    return _card(
        key=view.id,
        index=index,
        task_id=view.id,
        title=view.title,
        hit=view.hit,
        excerpt=view.excerpt,
        status=status.value,
        priority=view.priority,
        assignee=view.assignee,
        initials=view.initials,
        due=view.due,
        due_day=view.due_day,
        due_tone=view.due_tone,
        is_selected=selected.value.to(list[str]).contains(view.id),
    )


@rx.memo
def _card(
    rest: rx.RestProp,  # carries the key
    index: rx.Var[int],
    task_id: rx.Var[str],
    title: rx.Var[str],
    hit: rx.Var[str],
    excerpt: rx.Var[str],
    status: rx.Var[str],
    priority: rx.Var[str],
    assignee: rx.Var[str],
    initials: rx.Var[str],
    due: rx.Var[str],
    due_day: rx.Var[str],
    due_tone: rx.Var[str],
    is_selected: rx.Var[bool],
) -> rx.Component:
    def build(provided: Provided, snapshot: Snapshot) -> rx.Component:
        return rx.el.li(
            _face(
                handle=provided.dragHandleProps,
                task_id=task_id,
                title=title,
                hit=hit,
                excerpt=excerpt,
                status=status,
                priority=priority,
                assignee=assignee,
                initials=initials,
                due=due,
                due_day=due_day,
                due_tone=due_tone,
                is_selected=is_selected,
            ),
            id=f"task-{task_id}",
            data_task=task_id,
            class_name=rx.cond(snapshot.isDragging, "card card-held", "card"),
            **attributes(provided.draggableProps, reference=provided.innerRef),
        )

    return Draggable.create(build, rest, draggable_id=task_id, index=index)


# A memo of its own, because the library draws every card of a list again when one of them moves.
@rx.memo
def _face(
    handle: rx.Var[dict[str, Any]],
    task_id: rx.Var[str],
    title: rx.Var[str],
    hit: rx.Var[str],
    excerpt: rx.Var[str],
    status: rx.Var[str],
    priority: rx.Var[str],
    assignee: rx.Var[str],
    initials: rx.Var[str],
    due: rx.Var[str],
    due_day: rx.Var[str],
    due_tone: rx.Var[str],
    is_selected: rx.Var[bool],
) -> rx.Component:
    task = rx.Var.create({"id": task_id, "title": title, "status": status})
    look = f"refs.looked = {look_at!s}({aimed_at!s}({task_id!s}))"
    choose = on_event(browser_function(f"() => {{ {assign(chosen, str(task))}; {look} }}", task, look_at, aimed_at))
    return rx.el.article(
        rx.el.div(
            rx.el.h3(
                rx.el.a(
                    rx.el.span(_marked(title, hit), class_name="line-clamp-4"),
                    href=f"/t/{task_id}",
                    dir="auto",
                    on_click=[on_event(_claim_click(task_id)), open_task(task_id, when="refs.opensTask")],
                    # The whole card is the link's target; the menu button lies above it.
                    class_name="block max-w-full break-words after:absolute after:inset-0 after:rounded-xl "
                    "focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent",
                    special_props=[grip(handle)],
                ),
                class_name="min-w-0 flex-1 text-sm font-medium leading-5 text-ink py-1.5",
            ),
            icon_button(
                "ellipsis",
                t_with(mark("Actions for “{title}”"), title=title),
                on_click=choose,
                class_name="relative z-1 -mr-2",
                **opens_menu(MENU),
            ),
            class_name="flex items-start gap-2",
        ),
        rx.cond(
            excerpt != "",
            rx.el.p(
                _marked(excerpt, hit),
                dir="auto",
                class_name="excerpt text-sm text-muted line-clamp-1 break-all",
            ),
        ),
        rx.el.div(
            _priority(priority),
            rx.cond(due != "", _due(due, due_day, due_tone)),
            rx.cond(assignee != "", avatar(initials, assignee, class_name="ml-auto")),
            class_name="facts mt-1 flex items-center gap-2 min-h-6 empty:hidden",
        ),
        data_selected=is_selected,
        class_name="relative rounded-xl border border-line bg-surface px-3 pt-1 pb-2.5 shadow-card "
        "hover:border-edge data-[selected=true]:border-accent data-[selected=true]:bg-accent-soft "
        "transition-colors duration-100",
    )


def _claim_click(task_id: rx.Var[str]) -> Any:
    return browser_function(
        f"""(event) => {{
            refs.opensTask = false;
            // A field that somebody was typing in saves when it is left; the library that drags keeps it from noticing.
            if (!event.currentTarget.contains(document.activeElement)) document.activeElement?.blur();
            if ({_SELECTS}) {{ event.preventDefault(); {toggle(f"[{task_id!s}]")} }}
            else if (!{_IS_FOR_BROWSER}) {{ event.preventDefault(); refs.opensTask = true }}
        }}""",
        task_id,
    )


def _marked(text: rx.Var[str], hit: rx.Var[str]) -> rx.Component:
    """The text, with what a search found in it marked."""
    before, found = (rx.Var(f"{hit!s}.split('{HIT}')[{index}]").to(str) for index in (0, 1))
    after = rx.Var(f"{text!s}.slice({hit!s}.length - 1)").to(str)
    is_here = (hit != "") & rx.Var(f"{text!s}.startsWith({hit!s}.replace('{HIT}', ''))").to(bool)
    return rx.cond(is_here, rx.fragment(before, rx.el.mark(found), after), rx.fragment(text))


def _priority(priority: rx.Var[str]) -> rx.Component:
    # Medium is what a task begins with: to say so on every card would say nothing.
    return rx.fragment(
        rx.match(
            priority,
            (Priority.HIGH.value, badge("chevrons-up", priority_name(Priority.HIGH), tone="danger")),
            (Priority.LOW.value, badge("chevrons-down", priority_name(Priority.LOW), tone="quiet")),
            rx.fragment(),
        )
    )


def _due(due: rx.Var[str], day: rx.Var[str], tone: rx.Var[str]) -> rx.Component:
    in_full = day_in_full(day)
    return rx.fragment(
        rx.match(
            tone,
            ("overdue", badge("calendar-x", due, tone="danger-soft", title=in_full)),
            ("today", badge("calendar-clock", due, tone="warning", title=in_full)),
            badge("calendar", due, tone="quiet", title=in_full),
        )
    )
