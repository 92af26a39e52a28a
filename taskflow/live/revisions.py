"""Which changes a worker knows of: those it made itself, and those of other processes that it has asked for."""

from __future__ import annotations

from collections.abc import Sequence

from taskflow.live.database import in_database
from taskflow.services.activity import Change, read_changes, read_revision
from taskflow.services.writing import Commit

# Of more changes than this at once nobody is told one by one.
MOST_CHANGES = 100


class Revisions:
    """The newest known change, and what is to be told of the changes up to it."""

    def __init__(self) -> None:
        self.newest = 0
        # Whether another process may have changed something.
        self.must_ask = True
        self._heard: list[Commit] = []
        # All up to this one were asked for; nothing yet where it is None. After it, only our own are known.
        self._asked: int | None = None
        self._own: set[int] = set()

    @property
    def has_asked(self) -> bool:
        """Whether the changes of other processes are known from some revision on."""
        return self._asked is not None

    def hear(self, commit: Commit) -> None:
        """Take note of what this process has committed."""
        self._heard.append(commit)
        self._own.update(change.id for change in commit.changes)
        self.newest = max(self.newest, commit.changes[-1].id)

    def take_heard(self) -> list[Commit]:
        """Return what this process has committed since the last time."""
        heard, self._heard = self._heard, []
        return heard

    async def ask(self) -> Sequence[Change]:
        """Return the next changes of other processes since the last time, if one must ask; none the first time.

        Raises:
            DatabaseUnavailable: when the database cannot be reached; then one must ask again.
        """
        if not self.must_ask:
            return []
        asked = self._asked
        if asked is None:
            self._advance(await in_database(read_revision))
            self.must_ask = False
            return []
        # Before the answer: what happens while one waits for it has to be asked for again.
        self.must_ask = False
        try:
            found = await in_database(lambda session: read_changes(session, since=asked, limit=MOST_CHANGES))
        except BaseException:
            self.must_ask = True
            raise
        own = self._own
        if found:
            self._advance(found[-1].id)
        self.must_ask = self.must_ask or len(found) == MOST_CHANGES
        return [change for change in found if change.id not in own]

    def _advance(self, revision: int) -> None:
        self._asked = revision
        self._own = {change_id for change_id in self._own if change_id > revision}
        self.newest = max(self.newest, revision)
