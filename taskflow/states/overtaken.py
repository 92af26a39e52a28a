"""What a visitor saw of the cards when an action began, and what to say when somebody else was faster.

An action begins when a card is lifted or a menu opens. What the page shows by the end of it may be a change by somebody
else that nobody has had the time to see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import reflex as rx
from pydantic import ValidationError

from taskflow.locales import mark, mark_plural, translate, translate_plural
from taskflow.models.filter import NOBODY
from taskflow.models.task import Status, TaskPublic, TaskUpdate
from taskflow.states.browser import browser_function, shared_function
from taskflow.states.moves import IN_REACH
from taskflow.states.news import COLUMN_NAMES

MILLISECONDS = 10_000

_MOVED = mark("Somebody moved “{title}” to “{column}” meanwhile; it stays there.")
_CHANGED = mark_plural(
    "Somebody changed “{title}” meanwhile; it stays as it is.",
    "{n} tasks were changed by somebody meanwhile and stay as they are.",
)

# (ids): what the page shows of cards, by id: the list that each is in, and the fields that are changed in place.
look_at = browser_function(
    shared_function(
        "lookAt",
        f"""(ids) => Object.fromEntries(Object.entries({IN_REACH}).flatMap(([home, list]) =>
        list.filter((card) => ids.includes(card.id)).map((card) => [card.id,
            {{home, priority: card.priority, assignee: card.assignee, due_date: card.due_day}}])))""",
    )
)

# (name): by id, what the cards showed of a field when the action began.
seen_of = browser_function(
    "(name) => Object.fromEntries(Object.entries(refs.looked ?? {}).map(([id, card]) => [id, card[name]]))"
)


def read_seen(name: str, text: str) -> TaskUpdate:
    """Return what a field held. It is compared and never written, so it may be what could not be saved today."""
    try:
        return TaskUpdate.model_validate({name: text or None})
    except ValidationError:
        return TaskUpdate.model_construct(_fields_set={name}, **{name: text or None})


def read_home(home: str, group: str) -> TaskUpdate:
    """Return what a card's list, a column or its part in a lane, said about the task.

    Raises:
        ValueError: when there is no such column.
    """
    status, _, lane = home.partition("|")
    seen = TaskUpdate(status=Status(status))
    if not (lane and group):
        return seen
    in_lane = read_seen(group, "" if lane == NOBODY else lane)
    return seen.model_copy(update={group: getattr(in_lane, group)})


def tell_overtaken(tasks: Sequence[TaskPublic], homes: Mapping[str, str], language: str) -> list[rx.event.EventSpec]:
    """Say which tasks stay as somebody left them; `homes` are the lists in which the visitor saw those to be moved."""
    if not tasks:
        return []
    first = tasks[0]
    if len(tasks) == 1 and homes.get(first.id, first.status).partition("|")[0] != first.status:
        column = translate(language, COLUMN_NAMES[first.status])
        sentence = translate(language, _MOVED, title=first.title, column=column)
    else:
        sentence = translate_plural(language, *_CHANGED, len(tasks), title=first.title)
    return [rx.toast.warning(sentence, duration=MILLISECONDS)]
