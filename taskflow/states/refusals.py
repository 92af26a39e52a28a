"""Turns what went wrong in a handler into a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import reflex as rx
from pydantic import ConfigDict, ValidationError, validate_call

from taskflow.locales import mark, translate
from taskflow.models.fields import ASSIGNEE_LENGTH, DESCRIPTION_LENGTH, TITLE_LENGTH
from taskflow.services.errors import (
    ChangedSince,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnavailable,
    NothingToUndo,
    StaleTask,
    TaskFlowError,
    TaskNotFound,
)
from taskflow.services.sample import BoardNotEmpty
from taskflow.services.views import TooManyViews, ViewNotFound
from taskflow.states.reader import ReaderState

# What a handler may send back to the browser.
Answer = rx.event.EventSpec | list[rx.event.EventSpec] | None

Parameters = ParamSpec("Parameters")
State = TypeVar("State", bound=rx.State)
Handler = Callable[Concatenate[State, Parameters], Awaitable[Answer]]


_SENTENCES: dict[type[Exception], str] = {
    TaskNotFound: mark("This task no longer exists: somebody deleted it."),
    StaleTask: mark("Somebody changed this task meanwhile."),
    ChangedSince: mark("This cannot be undone: somebody changed the task since."),
    NothingToUndo: mark("There is nothing to undo."),
    BoardNotEmpty: mark("The board already has tasks, so the sample was not added."),
    ViewNotFound: mark("This view no longer exists: somebody deleted it."),
    TooManyViews: mark("There are too many views already. Forget one first."),
    DatabaseFull: mark("The server has no room left on its disk. Nothing was changed; try again when there is room."),
    DatabaseReadOnly: mark(
        "The database cannot be written at the moment. Nothing was changed; please try again later."
    ),
    # After its subclasses: the first that fits counts.
    DatabaseUnavailable: mark("The database cannot be reached. Nothing was changed; please try again."),
    ValidationError: mark("That request made no sense, so nothing was changed."),
    ValueError: mark("That request made no sense, so nothing was changed."),
}

_FIELD_SENTENCES = {
    ("title", "too_short"): mark("A task needs a title."),
    ("title", "missing"): mark("A task needs a title."),
    ("title", "too_long"): mark("The title is longer than {length} characters."),
    ("description", "too_long"): mark("The description is longer than {length} characters."),
    ("assignee", "too_long"): mark("The name is longer than {length} characters."),
    ("due_date", ""): mark("This is not a date of the calendar."),
    ("", ""): mark("This value cannot be used."),
}

_CHECKED = "taskflow_checked"

_LENGTHS = {"title": TITLE_LENGTH, "description": DESCRIPTION_LENGTH, "assignee": ASSIGNEE_LENGTH}


def checked(handler: Handler[State, Parameters]) -> Handler[State, Parameters]:
    """Check what a browser sent against the handler's annotations, and refuse with a toast instead of a traceback.

    Every event handler can be called by anybody with anything, so every one of them wears this.
    """
    validated = validate_call(config=ConfigDict(arbitrary_types_allowed=True, strict=True))(handler)

    @wraps(handler)
    async def wrapper(self: State, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        try:
            return await validated(self, *args, **kwargs)
        except (TaskFlowError, ValidationError, ValueError) as error:
            reader = await self.get_state(ReaderState)
            return rx.toast.error(explain(error, reader.language))

    # On the function, because Reflex copies it for every State that has it from a mixin.
    wrapper.__dict__[_CHECKED] = True
    return wrapper


def is_checked(function: Callable[..., object]) -> bool:
    """Whether a function is a handler that browsers may call."""
    return _CHECKED in vars(function)


def explain(error: Exception, language: str) -> str:
    """Return one sentence for the reader: what happened and what was kept."""
    sentence = next((text for kind, text in _SENTENCES.items() if isinstance(error, kind)), _SENTENCES[ValueError])
    return translate(language, sentence)


def explain_fields(error: ValidationError, language: str) -> dict[str, str]:
    """Return one sentence for each field that was refused."""
    sentences: dict[str, str] = {}
    for detail in error.errors(include_url=False, include_input=False):
        name = str(detail["loc"][0]) if detail["loc"] else ""
        # pydantic says "string_too_long" or "too_long", depending on the validators around the limit.
        kind = detail["type"].removeprefix("string_")
        sentence = _FIELD_SENTENCES.get((name, kind)) or _FIELD_SENTENCES.get((name, "")) or _FIELD_SENTENCES["", ""]
        sentences.setdefault(name, translate(language, sentence, length=_LENGTHS.get(name, 0)))
    return sentences
