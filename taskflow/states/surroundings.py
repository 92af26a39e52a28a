"""What stands beside the columns and depends on all tasks: the names to choose from, and the notice of the sample."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session

from taskflow.live.deltas import Delta
from taskflow.live.views import View
from taskflow.models.activity import Action
from taskflow.services.activity import Change
from taskflow.services.sample import SAMPLE_PREFIX
from taskflow.services.surroundings import read_surroundings
from taskflow.states.live import LiveState, delta_of, shown_to, value_in

SURROUNDINGS = "surroundings"


class SurroundingsState(LiveState, rx.State):
    """The names that tasks are assigned to, and whether a task of the sample is on the board."""

    assignees: list[str] = []
    has_sample: bool = False


@dataclass(frozen=True, slots=True)
class SurroundingsView(View):
    """The same for everybody."""

    place = SURROUNDINGS

    def read(self, session: Session) -> Delta:
        """Return all of it as it is now."""
        assignees, has_sample = read_surroundings(session)
        return delta_of(SurroundingsState, assignees=assignees, has_sample=has_sample)

    def concerns(self, change: Change, shown: Delta) -> bool:
        """Whether a change brings a new name, or may have to do with the sample; a name that is gone may stay."""
        name = change.after.get("assignee")
        is_of_sample = change.task_id.startswith(SAMPLE_PREFIX)
        return bool(name and name not in value_in(shown, SurroundingsState, "assignees", [])) or (
            is_of_sample and change.action in {Action.CREATE, Action.DELETE, Action.RESTORE}
        )


def known_assignees(visitor: rx.State) -> list[str]:
    """Return the names that the visitor can choose from."""
    return value_in(shown_to(visitor, SURROUNDINGS), SurroundingsState, "assignees", [])
