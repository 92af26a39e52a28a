"""What visitors look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from sqlmodel import Session

from taskflow.live.database import in_database
from taskflow.live.deltas import Delta
from taskflow.services.activity import Change


class View:
    """What some visitors look at; equal views are the same. A visitor has at most one for each `place` of the page."""

    __slots__ = ()

    # The name of the place of the page.
    place: ClassVar[str]
    # Whether it shows who is here.
    follows_people: ClassVar[bool] = False

    @property
    def subject(self) -> str:
        """The id of the one task that it shows, if it is one."""
        return ""

    def read(self, session: Session) -> Delta:
        """Return all that the view shows now, from the database. Called in a thread."""
        raise NotImplementedError

    async def load(self) -> Delta:
        """Return all that the view shows now, from wherever that is."""
        return await in_database(self.read)

    def concerns(self, change: Change, shown: Delta) -> bool:  # noqa: ARG002  (for those that know better)
        """Whether a change may have changed what the view shows."""
        return True

    def tell(
        self,
        changes: Sequence[Change],  # noqa: ARG002
        origins: Mapping[int, str],  # noqa: ARG002
        shown: Sequence[Delta],  # noqa: ARG002
    ) -> Delta:
        """Return what to say about changes to those who see what they led to.

        `origins` are the visitors who made the changes, by the ids of these, and `shown` is what the view showed before
        and what it shows now. A change may have been in it before: what is read holds all that is committed by then.
        """
        return {}

    def unread(self, *, was_shown: bool) -> Delta:  # noqa: ARG002
        """Return what to show while the database cannot be read."""
        return {}

    def is_outdated(self, shown: Delta) -> bool:  # noqa: ARG002
        """Whether time has changed what the view shows."""
        return False
