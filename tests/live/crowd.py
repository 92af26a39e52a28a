"""People who come, look, work and vanish, others who work elsewhere, and a database that is away for a while.

Nothing is waited for: what one of them does begins while the rest is still under way. `be_quiet` lets everything come
to its end and compares every page with the database.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from taskflow.live.hub import hub
from taskflow.live.telling import Telling
from taskflow.models.task import Priority, Status, Task, TaskCreate, TaskMove, TaskUpdate
from taskflow.services.errors import TaskNotFound
from taskflow.services.several import delete_tasks, edit_tasks, move_tasks
from taskflow.services.tasks import End, create_task
from taskflow.services.writing import ORIGIN, Commit
from taskflow.states.board import BoardState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import COLUMNS
from taskflow.states.moves import MoveState
from taskflow.states.people import PeopleState
from taskflow.states.quick_add import QuickAddState
from taskflow.states.reader import ReaderState
from taskflow.states.scrolling import ScrollState
from tests.emptying import empty
from tests.live.truth import address_shown, differences, left_behind, open_task, people_shown, truth
from tests.states.boards import cards_seen, fill, given_back
from tests.states.visiting import ON_LOAD, Answer, Server, Stored, Visitor, name_of, parameters_of

MOST_VISITORS = 4
# More than one window of each column.
CARDS = 75
ELSEWHERE = "elsewhere"

VISITORS, TASKS = st.integers(0, MOST_VISITORS - 1), st.integers(0, CARDS)
SEVERAL = st.lists(TASKS, min_size=1, max_size=4)
SKIPPED, ENDS = st.integers(-CARDS, CARDS), st.sampled_from(list(End))
STATUSES, LANGUAGES = st.sampled_from(list(Status)), st.sampled_from(["en", "fr"])
# Names, and titles that some of the searches below find.
NAMES, TITLES = (
    st.sampled_from(["Bob", "Zoé Lefèvre", "Alice"]),
    st.sampled_from(["Room 9", "Paint the fence", "9 nails"]),
)
FILTERED = st.sampled_from(
    [
        ("q", "9"),
        ("q", ""),
        ("priority", "high"),
        ("priority", ""),
        ("assignee", "Bob"),
        ("assignee", "@nobody"),
        ("assignee", ""),
        ("due", "none"),
        ("due", ""),
        ("sort", "priority"),
        ("sort", ""),
        ("group", "assignee"),
        ("group", "priority"),
        ("group", ""),
    ]
)


class Crowd(RuleBasedStateMachine):
    """Begins with a board of some cards that nobody looks at."""

    def __init__(self, server: Server, patch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.server = server
        self.visitors: list[Visitor] = []
        # The numbers of the moves that were told on the connection that a visitor has now.
        self.numbers: dict[str, list[int]] = {}
        self.number = 0
        self.is_away = False
        self.refusals = 0
        patch.setattr("reflex.session", self._session)
        hear = Telling._hear

        def hear_of_own(telling: Telling, commit: Commit) -> None:
            if commit.origin != ELSEWHERE:
                hear(telling, commit)

        patch.setattr(Telling, "_hear", hear_of_own)
        empty(server.engine)
        with Session(server.engine) as session:
            fill(session, CARDS)
        server.call(hub.telling.look_again)

    def teardown(self) -> None:
        """Compare once more; then everybody leaves, and nothing is left of them."""
        try:
            self.be_quiet()
        finally:
            # Also after a failure: the example that led to it is played once more.
            for visitor in self.server.visitors.values():
                if visitor.is_connected:
                    visitor.leave()
            self.server.settle()
        agree((left_behind(self.server), hub.telling.rooms, hub._places), ([], {}, {}))
        self.server.visitors.clear()
        self.server.forget()

    @initialize()
    def begin(self) -> None:
        """Two look at the same board."""
        self.join("/", "en")
        self.join("/", "en")

    @precondition(lambda self: len(self.visitors) < MOST_VISITORS)
    @rule(address=st.sampled_from(["/", "/?priority=high", "/?q=9&group=assignee"]), language=LANGUAGES)
    def join(self, address: str, language: str) -> None:
        """Open the board in a new tab, every second time of the same browser."""
        visitor = self.server.newcomer()
        key = f"browser-{len(self.visitors) // 2}"
        stored: Stored = {ReaderState: {"chosen_language": language}, PeopleState: {"key": key, "name": ""}}
        visitor.arrive(address, stored=stored)
        self.visitors.append(visitor)

    @rule(who=VISITORS)
    def leave_and_return(self, who: int) -> None:
        """Lose the connection and get another one."""
        visitor = self._visitor(who)
        visitor.leave()
        self.numbers[visitor.token] = []
        visitor.address = address_shown(visitor, open_task(visitor))
        visitor.reconnect(stored=self._stored(visitor))

    @precondition(lambda self: len(self.visitors) > 1)
    @rule(who=VISITORS)
    def leave(self, who: int) -> None:
        """Close the tab."""
        visitor = self._visitor(who)
        self.visitors.remove(visitor)
        visitor.leave()

    @rule(who=VISITORS, chosen=FILTERED)
    def filter(self, who: int, chosen: tuple[str, str]) -> None:
        """Choose what to see."""
        self._start(who, BoardState.filter, *chosen)

    @rule(who=VISITORS, language=LANGUAGES)
    def read_in(self, who: int, language: str) -> None:
        """Choose a language."""
        self._start(who, BoardState.choose_language, language)

    @rule(who=VISITORS, status=STATUSES, end=ENDS)
    def go_to(self, who: int, status: Status, end: End) -> None:
        """Go to an end of a column."""
        self._start(who, ScrollState.go_to, status.value, end.value)

    @rule(who=VISITORS, status=STATUSES, which=TASKS, skip=SKIPPED)
    def scroll(self, who: int, status: Status, which: int, skip: int) -> None:
        """Scroll a column from one of its cards on, or from one that is somewhere else."""
        self._start(who, ScrollState.look, status.value, self._task(which), skip, 1)

    @rule(who=VISITORS, which=TASKS)
    def open(self, who: int, which: int) -> None:
        """Open a task, which may be in the bin."""
        self._go(who, self._task(which))

    @rule(who=VISITORS)
    def close(self, who: int) -> None:
        """Close the task."""
        self._go(who, "")

    @rule(who=VISITORS, which=SEVERAL, status=STATUSES, before=TASKS)
    def move(self, who: int, which: list[int], status: Status, before: int) -> None:
        """Drop cards above another one."""
        self.number += 1
        self.numbers.setdefault(self._visitor(who).token, []).append(self.number)
        ids = self._tasks(which)
        cards = {card.id: f"{here}|{card.lane}".rstrip("|") for here, card in cards_seen(self._visitor(who))}
        homes = {task_id: cards[task_id] for task_id in ids if task_id in cards}
        self._start(who, ChangeState.move, self.number, ids, status.value, "", self._task(before), "", "top", homes)

    @rule(who=VISITORS, which=SEVERAL, name=NAMES)
    def assign(self, who: int, which: list[int], name: str) -> None:
        """Give cards to somebody."""
        ids = self._tasks(which)
        seen = {card.id: card.assignee for _, card in cards_seen(self._visitor(who)) if card.id in ids}
        self._start(who, ChangeState.edit, ids, "assignee", name, seen)

    @rule(who=VISITORS, title=TITLES, status=STATUSES)
    def add(self, who: int, title: str, status: Status) -> None:
        """Type a new card."""
        self._start(who, QuickAddState.add, status.value, "top", title, False, False)

    @rule(who=VISITORS, which=SEVERAL)
    def delete(self, who: int, which: list[int]) -> None:
        """Throw cards away."""
        self.number += 1
        self.numbers.setdefault(self._visitor(who).token, []).append(self.number)
        self._start(who, ChangeState.delete, self.number, self._tasks(which))

    @rule(who=VISITORS)
    def undo(self, who: int) -> None:
        """Take back the last change."""
        self._start(who, ChangeState.undo)

    @rule(which=SEVERAL, status=STATUSES, title=TITLES, place=st.sampled_from(["here", ELSEWHERE]))
    def others_work(self, which: list[int], status: Status, title: str, place: str) -> None:
        """Let programs change much at once, in this process or another one, of which one hears later."""
        first, *rest = ids = self._tasks(which)
        origin = ORIGIN.set(place if place == ELSEWHERE else "")
        self._do_elsewhere(lambda session: create_task(session, TaskCreate(title=title, status=status), end=End.TOP))
        self._do_elsewhere(lambda session: move_tasks(session, ids, TaskMove(status=status), end=End.TOP))
        self._do_elsewhere(lambda session: edit_tasks(session, ids, TaskUpdate(title=title, priority=Priority.HIGH)))
        self._do_elsewhere(lambda session: delete_tasks(session, [*rest, first][:1]))
        ORIGIN.reset(origin)

    @rule()
    def hear(self) -> None:
        """Hear of what was done elsewhere."""
        self.server.call(hub.telling.hear_of_others)

    @rule(is_away=st.booleans())
    def lose_database(self, is_away: bool) -> None:
        """Take the database away, or bring it back."""
        self.is_away = is_away

    @rule()
    def stumble(self) -> None:
        """Let the next read or write fail, and none after it."""
        self.refusals += 1

    @rule(seconds=st.sampled_from([0, 0.001, 0.02]))
    def go_on(self, seconds: float) -> None:
        """Let what is under way go on for a moment."""
        self.server.wait(seconds)

    @rule()
    def be_quiet(self) -> None:
        """Let everything come to its end; then every page shows what is in the database, and who is here."""
        self.is_away, self.refusals = False, 0
        self.hear()
        self.server.settle()
        self.server.settle_until(lambda: hub.telling.is_quiet and not hub.telling._is_away and not hub.presence.is_due)
        self.server.settle()
        assert left_behind(self.server) == []
        here: dict[str, set[str]] = {}
        for visitor in self.visitors:
            here.setdefault(visitor.sees(PeopleState).key, set()).update(filter(None, [open_task(visitor)]))
        for visitor in self.visitors:
            with Session(self.server.engine) as session:
                agree(differences(truth(session, visitor), visitor), {})
            agree(people_shown(visitor), here)
            agree(self._unanswered(visitor), [])
            self._compare_with_newcomer(visitor)

    def _compare_with_newcomer(self, visitor: Visitor) -> None:
        address = address_shown(visitor, open_task(visitor))
        stored: Stored = {ReaderState: {"chosen_language": visitor.sees(ReaderState).language}}
        newcomer = self.server.visit(address, stored=stored)
        for column in COLUMNS.values():
            own, there = newcomer.state(column), visitor.state(column)
            own._size, own._start, own._order = there._size, there._start, there._order
        newcomer.do(BoardState.load)
        with Session(self.server.engine) as session:
            must_show = truth(session, visitor)
        agree(differences(must_show, newcomer), {})
        newcomer.leave()
        self.server.settle()

    def _unanswered(self, visitor: Visitor) -> list[int]:
        """Return the moves that the page still shows as its own."""
        done = visitor.sees(MoveState).acknowledged
        torn = given_back(Answer(updates=visitor.updates))
        return [number for number in self.numbers.get(visitor.token, []) if number > done and number not in torn]

    def _visitor(self, who: int) -> Visitor:
        return self.visitors[who % len(self.visitors)]

    def _start(self, who: int, handler: Any, *arguments: Any) -> None:
        visitor = self._visitor(who)
        # The page writes its filters into its address by itself.
        visitor.address = address_shown(visitor, open_task(visitor))
        visitor.start(name_of(handler), dict(zip(parameters_of(handler), arguments, strict=True)))

    def _go(self, who: int, task_id: str) -> None:
        visitor = self._visitor(who)
        visitor.address = address_shown(visitor, task_id)
        visitor.start(ON_LOAD, {})

    @staticmethod
    def _stored(visitor: Visitor) -> Stored:
        key, language = visitor.sees(PeopleState).key, visitor.sees(ReaderState).chosen_language
        return {ReaderState: {"chosen_language": language}, PeopleState: {"key": key, "name": ""}}

    def _tasks(self, which: Sequence[int]) -> list[str]:
        return list(dict.fromkeys(self._task(number) for number in which))

    def _task(self, which: int) -> str:
        """Return the id of a task that is or was on the board."""
        with Session(self.server.engine) as session:
            ids = session.exec(select(Task.id).order_by(col(Task.created_at), Task.id)).all()
        return ids[which % len(ids)]

    def _do_elsewhere(self, work: Callable[[Session], object]) -> None:
        with Session(self.server.engine) as session:
            try:
                work(session)
            except TaskNotFound:
                session.rollback()

    def _session(self) -> Session:
        if self.is_away or self.refusals:
            self.refusals = max(0, self.refusals - 1)
            raise OperationalError("SELECT 1", None, Exception("the database is away"))
        return Session(self.server.engine)


def agree(found: object, wanted: object) -> None:
    """Say what was found instead; pytest does so only in the files of tests."""
    assert found == wanted, f"{found!r} instead of {wanted!r}"
