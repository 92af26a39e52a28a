"""What can be done to cards in place, one or many, and taken back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from types import MappingProxyType

import reflex as rx
from sqlmodel import Session

from taskflow.live.database import in_database
from taskflow.live.hub import hub
from taskflow.locales import mark, mark_plural, translate, translate_plural
from taskflow.models.task import Status, TaskMove, TaskPublic, TaskUpdate
from taskflow.services.activity import committed, read_revision
from taskflow.services.errors import ChangedSince, NothingToUndo, StaleTask, TaskFlowError, TaskNotFound
from taskflow.services.several import Outcome, delete_tasks, edit_tasks, move_tasks
from taskflow.services.tasks import End
from taskflow.services.undo import MOST_CHANGES, undo
from taskflow.states.dialogs import focus_card
from taskflow.states.filters import FilterState
from taskflow.states.live import connection_of
from taskflow.states.moves import MoveState, give_back
from taskflow.states.overtaken import read_home, read_seen, tell_overtaken
from taskflow.states.own_changes import OwnChangesState
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked, explain
from taskflow.states.storage import STORED_LENGTH

UNDO_MILLISECONDS = 10_000
# More than anybody takes back, and it fits into the browser's storage.
UNDOABLE = 20
# Who goes on pressing is not told each time that there is nothing to undo: a page is slow with hundreds of sentences.
SENTENCES = 3
SECONDS_OF_A_SENTENCE = 4

# Said after a change of one task, and of several.
Sentences = tuple[str, str]
_MOVED: dict[str, Sentences] = {
    Status.TODO: mark_plural("Moved to “To do”", "{n} tasks moved to “To do”"),
    Status.IN_PROGRESS: mark_plural("Moved to “In progress”", "{n} tasks moved to “In progress”"),
    Status.DONE: mark_plural("Moved to “Done”", "{n} tasks moved to “Done”"),
}
_CHANGED: Sentences = mark_plural("{n} task changed", "{n} tasks changed")
_DELETED: Sentences = mark_plural("The task was deleted.", "{n} tasks were deleted.")


class ChangeState(rx.State):
    """Changes to cards on the board. `number` is that of the browser's note about the move, see states/moves.py."""

    # The visitor's last changes, newest last: ids of activity rows such as 7,9-12, a space between changes. It lives in
    # the browser's session, so that a server that was restarted can still take them back.
    undoable: str = rx.SessionStorage("")
    _undone: int = 0
    _refused_at: list[float] = []

    @property
    def toast(self) -> str:
        """The name of the toast that offers to undo: one for all changes, the last of which can be undone.

        After that it is another one: the page would take a next offer of the same name for the one that is just going.
        """
        return f"change-{self._undone}"

    @rx.event
    @checked
    async def move(
        self,
        number: int,
        task_ids: list[str],
        status: str,
        lane: str,
        before: str,
        after: str,
        end: str,
        homes: dict[str, str],
    ) -> Answer:
        """Move cards above the card `before`, else below the card `after`, else to an end of the column or its lane.

        `homes` are the lists in which the page showed them when the visitor began; who was moved since stays there.
        """
        filters, own = await self.get_state(FilterState), await self.get_state(OwnChangesState)

        def work(session: Session) -> Outcome:
            move = TaskMove(status=Status(status), before_id=before or None, after_id=after or None)
            shown = {task_id: read_home(homes[task_id], filters.group) for task_id in task_ids if task_id in homes}
            seen = {task_id: own.seen(task_id, home) for task_id, home in shown.items()}
            return move_tasks(session, task_ids, move, end=End(end), update=filters.change_of_lane(lane), seen=seen)

        answer = await self.change(work, _MOVED.get(status, _CHANGED), number, homes)
        return [*map(focus_card, task_ids[:1]), *answer]

    @rx.event
    @checked
    async def edit(self, task_ids: list[str], name: str, value: str, seen: dict[str, str]) -> Answer:
        """Give one field of some tasks a value; an empty one clears it.

        `seen` is what the page showed of the field, by task; who was changed to something else stays so.
        """
        if name not in TaskUpdate.model_fields:
            raise ValueError(name)
        update = TaskUpdate.model_validate({name: value or None})
        own = await self.get_state(OwnChangesState)
        before = {task_id: own.seen(task_id, read_seen(name, seen[task_id])) for task_id in task_ids if task_id in seen}
        return await self.change(partial(edit_tasks, task_ids=task_ids, update=update, seen=before), _CHANGED)

    @rx.event
    @checked
    async def delete(self, number: int, task_ids: list[str]) -> Answer:
        """Put tasks in the bin."""
        return await self.change(lambda session: Outcome(delete_tasks(session, task_ids), []), _DELETED, number)

    @rx.event
    @checked
    async def undo(self) -> Answer:
        """Take back the visitor's last change, unless somebody changed the same task since."""
        try:
            tasks = await self._undo_last()
        except NothingToUndo:
            if self._has_said_enough():
                return []
            raise
        (await self.get_state(OwnChangesState)).remember(tasks)
        language = (await self.get_state(ReaderState)).language
        done = rx.toast.dismiss(self.toast)
        self._undone += 1
        return [done, _say_undone(language)]

    async def _undo_last(self) -> list[TaskPublic]:
        *earlier, last = self.undoable.split()[-UNDOABLE:] or [""]
        try:
            tasks = await in_database(lambda session: undo(session, _read_ids(last)))
        except (ChangedSince, NothingToUndo):
            self.undoable = " ".join(earlier)
            raise
        self.undoable = " ".join(earlier)
        return tasks

    def _has_said_enough(self) -> bool:
        # A clock that runs backwards is that of another machine, after a redeployment.
        recent = [at for at in self._refused_at if 0 <= monotonic() - at < SECONDS_OF_A_SENTENCE]
        if len(recent) >= SENTENCES:
            return True
        self._refused_at = [*recent, monotonic()]
        return False

    async def change(
        self,
        work: Callable[[Session], Outcome],
        sentences: Sentences,
        number: int = 0,
        homes: Mapping[str, str] = MappingProxyType({}),
    ) -> list[rx.event.EventSpec]:
        """Do `work` and offer to undo it. When refused, the cards go back and a toast says so.

        Cards that somebody changed meanwhile go to where they are now, and a toast says that, too.

        The page learns what it led to from the hub, as everybody else does.
        """
        language = (await self.get_state(ReaderState)).language
        try:
            outcome, ids, revision = await in_database(partial(_try, work))
        except (TaskFlowError, ValueError) as error:
            if isinstance(error, TaskNotFound):
                hub.look_again(connection_of(self))
            returned = [give_back(number)] if number else []
            return [*returned, rx.toast.error(explain(error, language))]
        (await self.get_state(OwnChangesState)).remember(outcome.done)
        if number:
            await (await self.get_state(MoveState)).acknowledge(number, revision)
        offer = self.offer_undo(ids, translate_plural(language, *sentences, len(outcome.done)), language)
        return [*offer, *tell_overtaken(outcome.overtaken, homes, language)]

    def offer_undo(self, ids: Sequence[int], sentence: str, language: str) -> list[rx.event.EventSpec]:
        """Remember a change by its activity rows, and say what happened beside a button that takes it back."""
        if not ids:
            return []
        changes = [*self.undoable.split(), _write_ids(ids)][-UNDOABLE:]
        while len(" ".join(changes)) > STORED_LENGTH:
            del changes[0]
        self.undoable = " ".join(changes)
        action = {"label": translate(language, mark("Undo")), "on_click": ChangeState.undo}
        return [rx.toast.success(sentence, id=self.toast, duration=UNDO_MILLISECONDS, action=action)]


def _try(work: Callable[[Session], Outcome], session: Session) -> tuple[Outcome, tuple[int, ...], int]:
    """Return what became of the tasks, the ids of the changes, and the revision at which all of them are there."""
    try:
        outcome = work(session)
    except StaleTask as error:
        outcome = Outcome([], list(error.tasks))
    ids = committed(session)
    theirs = read_revision(session) if outcome.overtaken and not ids else 0
    return outcome, ids, max(ids, default=theirs)


def _say_undone(language: str) -> rx.event.EventSpec:
    # Not in the place of the toast that offered to undo: it would keep that one's button.
    return rx.toast.success(translate(language, mark("Undone")), id="undone")


def _write_ids(ids: Sequence[int]) -> str:
    """Return rising numbers as text, neighbours as a range: those of one change mostly follow each other."""
    ranges: list[list[int]] = []
    for number in ids:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return ",".join("-".join(map(str, ends)) for ends in ranges)


def _read_ids(text: str) -> list[int]:
    """Return the numbers again; the browser keeps the text, so that anything may stand in it."""
    ids: list[int] = []
    for part in text.split(","):
        ends = [int(end) for end in part.split("-") if end.isdecimal()]
        if ends:
            ids += range(ends[0], min(ends[-1], ends[0] + MOST_CHANGES) + 1)
    return ids
