"""Who is here: the people whose pages are open, each once however many pages and workers that takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

# Of more people than these the others are only counted.
LISTED = 50
# A worker that has not been heard of for so long is gone, and its visitors with it.
FORGOTTEN_AFTER_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a page says of its reader: a key that all pages of one browser share, a name, if any, and a language."""

    key: str
    name: str
    language: str


# By the ids of their connections, the visitors of this worker who have said who they are.
introductions: dict[str, Introduction] = {}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is here. `subjects` are the ids of the tasks that they have open."""

    key: str
    name: str
    subjects: tuple[str, ...] = ()


class Elsewhere:
    """The people on other workers, as these have told last."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[float, Sequence[Person]]] = {}

    def hear(self, process: str, people: Sequence[Person]) -> None:
        """Take note of who is on a worker; nobody means that it may be gone."""
        self._told.pop(process, None)
        if people:
            self._told[process] = monotonic(), people

    def people(self) -> list[Person]:
        """Return all of them, without those of workers that have gone silent."""
        earliest = monotonic() - FORGOTTEN_AFTER_SECONDS
        self._told = {process: told for process, told in self._told.items() if told[0] > earliest}
        return [person for _, people in self._told.values() for person in people]


def together(people: Iterable[Person]) -> list[Person]:
    """Return each person once, with all that they have open: those with a name first, by name."""
    found: dict[str, Person] = {}
    for person in people:
        known = found.get(person.key, person)
        subjects = dict.fromkeys([*known.subjects, *person.subjects])
        found[person.key] = Person(person.key, person.name or known.name, tuple(subjects))
    return sorted(found.values(), key=lambda person: (not person.name, person.name.casefold(), person.key))


def written(process: str, people: Sequence[Person], room: int) -> str:
    """Return what a worker tells the others, in at most `room` bytes: who does not fit in is left out."""
    listed = [[person.key, person.name, *person.subjects[:3]] for person in people]
    while True:
        text = json.dumps([process, *listed])
        if len(text) <= room:
            return text
        listed = listed[: len(listed) * 3 // 4]


def read(text: str) -> tuple[str, list[Person]]:
    """Return what another worker has told.

    Raises:
        ValueError: when it makes no sense.
    """
    match json.loads(text):
        case [str(process), *listed]:
            people = [Person(key, name, tuple(subjects)) for key, name, *subjects in listed]
            return process, people
        case _:
            raise ValueError(text)
