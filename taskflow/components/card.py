"""One task on the board, and the menu that all cards share."""

from __future__ import annotations

import reflex as rx
from reflex.vars import ObjectVar

from taskflow.components.text import move_to_name, priority_name, t, t_with_title
from taskflow.locales import mark
from taskflow.models.task import Priority, Status
from taskflow.services.tasks import End
from taskflow.states.board import BoardState
from taskflow.states.cards import CardView
from taskflow.states.dialogs import DELETE_DIALOG, EDIT_TASK_DIALOG, close_dialog, open_dialog
from taskflow.states.task_form import EditTaskState
from taskflow.ui.avatar import avatar
from taskflow.ui.badge import badge
from taskflow.ui.browser_state import browser_state
from taskflow.ui.button import button, icon_button
from taskflow.ui.overlay import dialog, menu, menu_item, opens_menu

MENU = "card-menu"

# The task that the menu and the dialogs are about. It lives in the browser alone, so that they open at once; one menu
# serves all cards, because a menu for each would double the page's elements.
chosen = browser_state("chosenTask", default={"id": "", "title": "", "status": ""})
chosen_task = chosen.value.to(dict[str, str])


def card(view: ObjectVar[CardView], status: Status) -> rx.Component:
    """A card of a list; it is drawn again only when one of its own values changes."""
    return _card(
        key=view.id,
        task_id=view.id,
        title=view.title,
        excerpt=view.excerpt,
        status=status.value,
        priority=view.priority,
        assignee=view.assignee,
        initials=view.initials,
        due=view.due,
        due_full=view.due_full,
        due_tone=view.due_tone,
    )


@rx.memo
def _card(
    rest: rx.RestProp,  # carries the key
    task_id: rx.Var[str],
    title: rx.Var[str],
    excerpt: rx.Var[str],
    status: rx.Var[str],
    priority: rx.Var[str],
    assignee: rx.Var[str],
    initials: rx.Var[str],
    due: rx.Var[str],
    due_full: rx.Var[str],
    due_tone: rx.Var[str],
) -> rx.Component:
    choose = chosen.push({"id": task_id, "title": title, "status": status})
    return rx.el.li(
        rest,
        rx.el.article(
            rx.el.div(
                rx.el.h3(
                    rx.el.button(
                        rx.el.span(title, class_name="line-clamp-4"),
                        type="button",
                        dir="auto",
                        on_click=[choose, open_dialog(EDIT_TASK_DIALOG), EditTaskState.open(task_id)],
                        # The whole card is the button's target; the menu button lies above it.
                        class_name="max-w-full text-start break-words cursor-pointer after:absolute after:inset-0 "
                        "after:rounded-xl focus-visible:outline-none focus-visible:after:outline-2 "
                        "focus-visible:after:outline-accent",
                    ),
                    class_name="min-w-0 flex-1 text-sm font-medium leading-5 text-ink py-1.5",
                ),
                icon_button(
                    "ellipsis",
                    t_with_title(mark("Actions for “{title}”"), title),
                    on_click=choose,
                    class_name="relative z-1 -mr-2",
                    **opens_menu(MENU),
                ),
                class_name="flex items-start gap-2",
            ),
            rx.cond(
                excerpt != "", rx.el.p(excerpt, dir="auto", class_name="text-sm text-muted line-clamp-1 break-all")
            ),
            rx.el.div(
                _priority(priority),
                rx.cond(due != "", _due(due, due_full, due_tone)),
                rx.cond(assignee != "", avatar(initials, assignee, class_name="ml-auto")),
                class_name="mt-1 flex items-center gap-2 min-h-6",
            ),
            class_name="relative rounded-xl border border-line bg-surface px-3 pt-1 pb-2.5 shadow-card "
            "hover:border-edge transition-colors duration-100",
        ),
        id=f"task-{task_id}",
    )


def card_menu() -> rx.Component:
    """What can be done to the chosen card; opened by its button."""
    task = chosen_task
    return menu(
        MENU,
        menu_item(
            "pencil",
            t("Edit"),
            menu=MENU,
            on_click=[open_dialog(EDIT_TASK_DIALOG), EditTaskState.open(task["id"])],
        ),
        *(
            menu_item(
                _STATUS_ICONS[status],
                move_to_name(status),
                menu=MENU,
                disabled=task["status"] == status.value,
                on_click=BoardState.move(task["id"], status.value, End.TOP.value),
            )
            for status in Status
        ),
        menu_item(
            "arrow-up-to-line",
            t("Move to top"),
            menu=MENU,
            on_click=BoardState.move(task["id"], task["status"], End.TOP.value),
        ),
        menu_item(
            "arrow-down-to-line",
            t("Move to bottom"),
            menu=MENU,
            on_click=BoardState.move(task["id"], task["status"], End.BOTTOM.value),
        ),
        menu_item("trash-2", t("Delete…"), menu=MENU, is_danger=True, on_click=open_dialog(DELETE_DIALOG)),
        label=t("Actions"),
    )


def delete_dialog() -> rx.Component:
    """Asks before a task goes to the bin."""
    return dialog(
        DELETE_DIALOG,
        t("Delete this task?"),
        rx.el.p(chosen_task["title"], dir="auto", class_name="mb-5 break-words text-muted line-clamp-4"),
        rx.el.div(
            button(t("Cancel"), on_click=close_dialog(DELETE_DIALOG)),
            button(
                t("Delete"),
                look="danger",
                on_click=[close_dialog(DELETE_DIALOG), BoardState.delete(chosen_task["id"])],
            ),
            class_name="flex justify-end gap-2",
        ),
        role="alertdialog",
    )


_STATUS_ICONS = {Status.TODO: "circle", Status.IN_PROGRESS: "circle-dot", Status.DONE: "circle-check"}


def _priority(priority: rx.Var[str]) -> rx.Component:
    return rx.fragment(
        rx.match(
            priority,
            (Priority.HIGH.value, badge("chevrons-up", priority_name(Priority.HIGH), tone="danger")),
            (Priority.LOW.value, badge("chevrons-down", priority_name(Priority.LOW), tone="quiet")),
            badge("equal", priority_name(Priority.MEDIUM), tone="quiet"),
        )
    )


def _due(due: rx.Var[str], due_full: rx.Var[str], tone: rx.Var[str]) -> rx.Component:
    return rx.fragment(
        rx.match(
            tone,
            ("overdue", badge("calendar-x", due, tone="danger-soft", title=due_full)),
            ("today", badge("calendar-clock", due, tone="warning", title=due_full)),
            badge("calendar", due, tone="quiet", title=due_full),
        )
    )
