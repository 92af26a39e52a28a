"""The page's texts in the reader's language. Both languages are in the page, so switching asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import reflex as rx
from reflex.vars import NumberVar, StringVar

from taskflow.locales import DEFAULT_LANGUAGE, LANGUAGES, mark, translate, translate_plural
from taskflow.models.task import Priority, Status
from taskflow.states.browser import needs
from taskflow.states.reader import ReaderState

_PLACE = "\ue000"


def t(message: str) -> StringVar[str]:
    """Return the text in the reader's language."""
    return by_language({language: rx.Var.create(translate(language, message)) for language in LANGUAGES})


def t_with(message: str, **values: rx.Var[Any] | str) -> StringVar[str]:
    """Return a marked text in the reader's language, with variables of the page in the place of its {names}."""
    names = list(values)
    places = {name: f"{_PLACE}{index}{_PLACE}" for index, name in enumerate(names)}
    texts: dict[str, rx.Var[str]] = {}
    for language in LANGUAGES:
        words, *rest = translate(language, message, **places).split(_PLACE)
        text = rx.Var.create(words)
        for index, words in zip(rest[::2], rest[1::2], strict=True):
            text = text + rx.Var.create(values[names[int(index)]]).to(str) + words
        texts[language] = text
    return by_language(texts)


def day_in_full(day: rx.Var[str]) -> rx.Var[str]:
    """Return a day, YYYY-MM-DD, as the reader's language says it in full, for a tooltip."""
    language = rx.Var.create(ReaderState.language)
    words = (
        f"new Date({day!s}).toLocaleDateString({language!s}, {{dateStyle: 'full', timeZone: 'UTC'}})"
        # As the server words it for the other places: with a capital.
        ".replace(/^./, (letter) => letter.toLocaleUpperCase())"
    )
    return rx.Var(words, _var_data=needs(day, language)).to(str)


def tn(singular: str, plural: str, count: int) -> rx.Var[str]:
    """Return the form for so many things, `count` being a State's variable; {n} stands for the number.

    French counts 0 and 1 as one thing, English only 1.
    """
    n = rx.Var.create(count).to(int)
    texts: dict[str, rx.Var[str]] = {}
    for language in LANGUAGES:
        one, many = (translate_plural(language, singular, plural, example) for example in (1, 2))
        is_one = n < 2 if language == "fr" else n == 1
        texts[language] = rx.cond(is_one, _with_number(one, "1", n), _with_number(many, "2", n)).to(str)
    return by_language(texts)


def status_name(status: Status) -> rx.Var[str]:
    """Return what a column is called."""
    return t({Status.TODO: mark("To do"), Status.IN_PROGRESS: mark("In progress"), Status.DONE: mark("Done")}[status])


def move_to_name(status: Status) -> rx.Var[str]:
    """Return what moving to a column is called."""
    return t(
        {
            Status.TODO: mark("Move to “To do”"),
            Status.IN_PROGRESS: mark("Move to “In progress”"),
            Status.DONE: mark("Move to “Done”"),
        }[status]
    )


def priority_name(priority: Priority) -> rx.Var[str]:
    """Return what a priority is called."""
    return t({Priority.LOW: mark("Low"), Priority.MEDIUM: mark("Medium"), Priority.HIGH: mark("High")}[priority])


def by_language(texts: Mapping[str, rx.Var[str] | str]) -> StringVar[str]:
    """Return that of the texts, by language, which is in the reader's."""
    result = rx.Var.create(texts[DEFAULT_LANGUAGE]).to(str)
    for language, text in texts.items():
        if language != DEFAULT_LANGUAGE:
            result = rx.cond(ReaderState.language == language, text, result).to(str)
    return result


def _with_number(text: str, number: str, n: NumberVar[int]) -> rx.Var[str]:
    before, _, after = text.partition(number)
    return rx.Var.create(before) + n.to_string() + after
