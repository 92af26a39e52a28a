"""Who else is here. A name is kept in the browser, asked for once, and never required."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

import reflex as rx
from pydantic import TypeAdapter, ValidationError

from taskflow.live.deltas import Delta
from taskflow.live.hub import hub
from taskflow.live.people import LISTED, Introduction
from taskflow.live.views import View
from taskflow.locales import mark, translate
from taskflow.models.fields import ASSIGNEE_LENGTH, Assignee
from taskflow.services.activity import Change
from taskflow.states.cards import initials
from taskflow.states.live import LiveState, connection_of, delta_of, show
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked

PEOPLE = "people"
KEY_LENGTH = 40

# People are called as tasks call them whom they are assigned to.
_NAME: TypeAdapter[str | None] = TypeAdapter(Assignee)


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who is here; the name is empty when they gave none. `tasks` are the ids of those they have open."""

    key: str
    name: str
    initials: str
    tasks: list[str]


class PeopleState(LiveState, rx.State):
    """Who is here, the reader among them, and what the reader is called."""

    LIVE: ClassVar[tuple[str, ...] | None] = ("people", "count")

    people: list[PersonView] = []
    count: int = 0
    name: str = rx.LocalStorage("", name="taskflow-name")
    # Names this browser and nobody, so that the pages of one browser count as one person.
    key: str = rx.LocalStorage("", name="taskflow-browser")
    # "no" once the reader would rather not say a name.
    wants_name: str = rx.LocalStorage("", name="taskflow-wants-name")
    error: str = ""

    async def join(self) -> None:
        """Be here, as the browser says."""
        if not 0 < len(self.key) <= KEY_LENGTH:
            self.key = uuid4().hex
        reader = await self.get_state(ReaderState)
        hub.presence.introduce(connection_of(self), Introduction(self.key, read_name(self.name), reader.language))
        await show(self, PeopleView(), patiently=True)

    @rx.event
    @checked
    async def introduce(self, form: dict[str, Any]) -> Answer:
        """Take a name, an empty one to go without."""
        try:
            self.name = _NAME.validate_python(form.get("name")) or ""
        except ValidationError:
            sentence = mark("The name is longer than {length} characters.")
            reader = await self.get_state(ReaderState)
            self.error = translate(reader.language, sentence, length=ASSIGNEE_LENGTH)
            return None
        self.error = ""
        self.wants_name = "no"
        await self.join()
        return rx.call_function("() => document.getElementById('people')?.hidePopover()")

    @rx.event
    @checked
    async def decline(self) -> None:
        """Go without a name, and do not ask again."""
        self.wants_name = "no"


@dataclass(frozen=True, slots=True)
class PeopleView(View):
    """The same for everybody."""

    place = PEOPLE
    follows_people = True

    async def load(self) -> Delta:
        """Return who is here; the hub knows."""
        people = hub.presence.people()
        listed = [PersonView(who.key, who.name, initials(who.name), list(who.subjects)) for who in people[:LISTED]]
        return delta_of(PeopleState, people=listed, count=len(people))

    def concerns(self, change: Change, shown: Delta) -> bool:  # noqa: ARG002
        """Whether a change to a task changes who is here: never."""
        return False


def read_name(text: str) -> str:
    """Return what the browser keeps as a name, empty when it cannot be one."""
    try:
        return _NAME.validate_python(text) or ""
    except ValidationError:
        return ""
