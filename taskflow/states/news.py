"""What others have done to what one sees: the cards that it concerns, and a sentence for those who do not see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import reflex as rx

from taskflow.live.deltas import Delta
from taskflow.live.people import introductions
from taskflow.locales import mark, translate
from taskflow.models.activity import Action
from taskflow.models.task import Status
from taskflow.services.activity import Change
from taskflow.states.live import LiveState, delta_of

COLUMN_NAMES = {Status.TODO: mark("To do"), Status.IN_PROGRESS: mark("In progress"), Status.DONE: mark("Done")}
_SENTENCES = {
    Action.CREATE: mark("{name} added “{title}”."),
    Action.EDIT: mark("{name} changed “{title}”."),
    Action.MOVE: mark("{name} moved “{title}”."),
    Action.DELETE: mark("{name} deleted “{title}”."),
    Action.RESTORE: mark("{name} brought “{title}” back."),
}
_MOVED_TO = mark("{name} moved “{title}” to “{column}”.")


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One change. `by` is the key of who made it, as in states/people.py; empty when it was made elsewhere."""

    task_id: str
    by: str
    sentence: str


class NewsState(LiveState, rx.State):
    """The last changes that were told, and the revision up to which that is."""

    items: list[NewsItem] = []
    revision: int = 0


def tell(changes: Sequence[Change], origins: Mapping[int, str], titles: Mapping[str, str], language: str) -> Delta:
    """Return the news of changes to readers of a language; `titles` are those of the cards that they see, by id."""
    items = [
        NewsItem(change.task_id, *_author(change, origins.get(change.id, ""), title, language))
        for change in changes
        if (title := titles.get(change.task_id))
    ]
    if not items:
        return {}
    return delta_of(NewsState, items=items, revision=max(change.id for change in changes))


def _author(change: Change, visitor: str, title: str, language: str) -> tuple[str, str]:
    """Return the key of who made a change, and the sentence about it."""
    introduction = introductions.get(visitor)
    name = change.actor or (introduction.name if introduction else "") or translate(language, mark("Somebody"))
    key = introduction.key if introduction else ""
    if change.action is Action.MOVE and "status" in change.after:
        column = translate(language, COLUMN_NAMES[Status(change.after["status"])])
        return key, translate(language, _MOVED_TO, name=name, title=title, column=column)
    return key, translate(language, _SENTENCES[change.action], name=name, title=title)
