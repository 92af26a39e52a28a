"""A board that people change and search in every way there is, compared with what Python finds in its texts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, delete, update
from sqlmodel import Session

from taskflow.models.filter import Group, TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate, TaskMove, TaskUpdate, tasks
from taskflow.services.activity import committed
from taskflow.services.board import read_windows
from taskflow.services.listing import list_tasks
from taskflow.services.search import fold, search_text
from taskflow.services.tasks import create_task, delete_task, edit_task, move_task
from taskflow.services.undo import undo
from tests.emptying import empty
from tests.services.boards import TODAY

SIZES = dict.fromkeys(Status, 50)
LANES = [priority.value for priority in Priority]


class SearchedBoard:
    """Remembers the texts of the tasks on the board; tasks are named by numbers, round and round."""

    def __init__(self, engine: Engine, session: Session) -> None:
        # What an example left behind that failed.
        session.rollback()
        empty(engine)
        self.engine, self.session = engine, session
        self.texts: dict[str, tuple[str, str | None]] = {}
        self.gone: list[tuple[int, str, tuple[str, str | None]]] = []

    def create(self, title: str, description: str, status: Status) -> None:
        task = create_task(self.session, TaskCreate(title=title, description=description, status=status))
        self.texts[task.id] = (task.title, task.description)

    def edit(self, who: int, given: dict[str, Any]) -> None:
        if task_id := self._id(who):
            task = edit_task(self.session, task_id, TaskUpdate.model_validate(given))
            self.texts[task.id] = (task.title, task.description)

    def move(self, who: int, status: Status) -> None:
        if task_id := self._id(who):
            move_task(self.session, task_id, TaskMove(status=status))

    def delete(self, who: int) -> None:
        if task_id := self._id(who):
            delete_task(self.session, task_id)
            self.gone.append((committed(self.session)[-1], task_id, self.texts.pop(task_id)))

    def restore(self) -> None:
        if self.gone:
            change, task_id, texts = self.gone.pop()
            undo(self.session, [change])
            self.texts[task_id] = texts

    def rewrite_elsewhere(self, who: int, title: str) -> None:
        """Another program writes a title by plain SQL."""
        if task_id := self._id(who):
            description = self.texts[task_id][1]
            values = {"title": title, "search_text": search_text(title, description)}
            with self.engine.begin() as other:
                other.execute(update(tasks).where(tasks.c.id == task_id).values(values))
            self.texts[task_id] = (title, description)

    def delete_elsewhere(self, who: int) -> None:
        """Another program deletes the row."""
        if task_id := self._id(who):
            with self.engine.begin() as other:
                other.execute(delete(tasks).where(tasks.c.id == task_id))
            del self.texts[task_id]

    def assert_found(self, q: str) -> None:
        """Check that everything that searches finds what Python does."""
        texts = self.texts.items()
        expected = {key for key, both in texts if any(fold(q) in fold(text or "") for text in both)}
        wanted = TaskFilter(q=q)
        everything = list_tasks(self.session, wanted, today=TODAY)
        page = list_tasks(self.session, wanted, today=TODAY, limit=50)
        assert {task.id for task in everything.tasks} == expected, q
        assert ({task.id for task in page.tasks}, page.total) == (expected, len(expected)), q
        for group in (None, Group.PRIORITY):
            windows = read_windows(self.session, wanted, SIZES, today=TODAY, group=group, lanes=LANES)
            found = [card.id for window in windows for card in window.cards]
            assert (len(found), set(found)) == (len(expected), expected), q
            assert sum(window.total for window in windows) == len(expected), q
        # A write wants to begin the transaction itself.
        self.session.rollback()

    def _id(self, who: int) -> str | None:
        return list(self.texts)[who % len(self.texts)] if self.texts else None
