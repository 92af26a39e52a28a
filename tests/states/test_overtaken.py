"""What somebody did to cards while a visitor was about to move or change them is not undone unseen, and is said."""

from __future__ import annotations

from time import time

import pytest
from sqlmodel import Session

from taskflow.models.task import Status, TaskMove, TaskUpdate
from taskflow.services.tasks import delete_task, edit_task, move_task
from taskflow.states.board import BoardState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import COLUMNS
from taskflow.states.moves import MoveState
from taskflow.states.own_changes import MOST_TASKS, SECONDS, OwnChangesState
from taskflow.states.task_fields import TaskFieldsState
from tests.states.boards import add, edit, given_back, move, stored, titles
from tests.states.visiting import Answer, Server, Visitor

STAYS_THERE = {
    "en": "Somebody moved “Budget” to “Done” meanwhile; it stays there.",
    "fr": "Quelqu’un a déplacé « Budget » vers « Terminé » entre-temps ; la tâche y reste.",
}
STAYS = {
    "en": "Somebody changed “Budget” meanwhile; it stays as it is.",
    "fr": "Quelqu’un a modifié « Budget » entre-temps ; la tâche reste telle quelle.",
}
TWO_STAY = {
    "en": "2 tasks were changed by somebody meanwhile and stay as they are.",
    "fr": "2 tâches ont été modifiées par quelqu’un entre-temps et restent telles quelles.",
}


@pytest.fixture
def ids(session: Session) -> list[str]:
    """Return the ids of four tasks to do."""
    return [add(session, title).id for title in ("Budget", "Report", "Invoice", "Call")]


def leave_for(session: Session, task_id: str, status: Status) -> None:
    """Move a task to another column, as somebody else would."""
    move_task(session, task_id, TaskMove(status=status))


def acknowledged_after_the_cards(answer: Answer) -> bool:
    """Whether the page learned to forget its note once, and not before it had all the columns."""
    names = [set(update.delta) for update in answer.updates]
    notes = [index for index, states in enumerate(names) if MoveState.get_full_name() in states]
    columns = {column.get_full_name() for column in COLUMNS.values()}
    return len(notes) == 1 and not any(states & columns for states in names[notes[0] :])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_card_that_somebody_moved_elsewhere_stays_there(
    server: Server, session: Session, ids: list[str], language: str
) -> None:
    visitor = server.visit(languages=language)
    leave_for(session, ids[0], Status.DONE)
    answer = move(visitor, ids[:1], "in_progress", number=7)
    assert answer.toasts == [("warning", STAYS_THERE[language])]
    assert (titles(visitor, Status.IN_PROGRESS), titles(visitor, Status.DONE)) == ([], ["Budget"])
    # Not torn up before the page knows where the card is now: it glides there.
    assert given_back(answer) == []
    assert answer.sent_of(MoveState)["acknowledged"] == 7
    assert acknowledged_after_the_cards(answer)
    # There is nothing to take back.
    assert visitor.state(ChangeState).undoable == ""


def test_the_others_of_several_are_moved_and_can_be_taken_back(
    server: Server, session: Session, ids: list[str]
) -> None:
    visitor = server.visit()
    leave_for(session, ids[0], Status.DONE)
    answer = move(visitor, ids[:3], "in_progress", number=7)
    assert answer.toasts == [("success", "2 tasks moved to “In progress”"), ("warning", STAYS_THERE["en"])]
    assert titles(visitor, Status.IN_PROGRESS) == ["Report", "Invoice"]
    assert acknowledged_after_the_cards(answer)
    visitor.do(ChangeState.undo)
    assert (titles(visitor), titles(visitor, Status.DONE)) == (["Report", "Invoice", "Call"], ["Budget"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_several_that_stay_are_counted(server: Server, session: Session, ids: list[str], language: str) -> None:
    visitor = server.visit(languages=language)
    for task_id in ids[:2]:
        leave_for(session, task_id, Status.DONE)
    assert ("warning", TWO_STAY[language]) in move(visitor, ids[:3], "in_progress").toasts
    assert move(visitor, ids[:0], "in_progress").toasts == []


def test_what_somebody_moved_to_the_same_column_is_no_conflict(
    server: Server, session: Session, ids: list[str]
) -> None:
    visitor = server.visit()
    leave_for(session, ids[0], Status.DONE)
    assert move(visitor, ids[:1], "done").toasts in ([], [("success", "Moved to “Done”")])
    assert titles(visitor, Status.DONE) == ["Budget"]


def test_quick_moves_of_ones_own_do_not_get_in_each_others_way(server: Server, ids: list[str]) -> None:
    visitor = server.visit()
    homes = ["todo", "in_progress", "done"]
    for number, (home, status) in enumerate(zip(homes, [*homes[1:], "todo"], strict=True), start=1):
        # As a page that shows its own moves tells them, before it has heard of the one before.
        answer = visitor.do(ChangeState.move, number, ids[:1], status, "", "", "", "top", {ids[0]: home})
        assert [kind for kind, _ in answer.toasts] == ["success"]
    assert titles(visitor) == ["Budget", "Report", "Invoice", "Call"]


FIELDS = [("priority", "low", "high"), ("assignee", "Bob", "Alice"), ("due_date", "2031-05-17", "2031-05-18")]


@pytest.mark.parametrize(("name", "theirs", "mine"), FIELDS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_field_that_somebody_changed_stays_so(
    server: Server, session: Session, ids: list[str], name: str, theirs: str, mine: str, language: str
) -> None:
    visitor = server.visit(languages=language)
    edit_task(session, ids[0], TaskUpdate.model_validate({name: theirs}))
    kept = stored(session, ids[0])
    assert edit(visitor, ids[:1], name, mine).toasts == [("warning", STAYS[language])]
    assert stored(session, ids[0]) == kept
    # Now that the page shows it, it can be changed.
    assert [kind for kind, _ in edit(visitor, ids[:1], name, mine).toasts] == ["success"]


@pytest.mark.parametrize(("name", "theirs", "mine"), FIELDS)
def test_the_others_of_several_are_changed(
    server: Server, session: Session, ids: list[str], name: str, theirs: str, mine: str
) -> None:
    visitor = server.visit()
    for task_id in ids[:2]:
        edit_task(session, task_id, TaskUpdate.model_validate({name: theirs}))
    answer = edit(visitor, ids, name, mine)
    assert answer.toasts == [("success", "2 tasks changed"), ("warning", TWO_STAY["en"])]


@pytest.mark.parametrize(("name", "theirs", "mine"), FIELDS)
def test_changes_to_other_fields_go_together(
    server: Server, session: Session, ids: list[str], name: str, theirs: str, mine: str
) -> None:
    visitor = server.visit()
    others = {other: value for other, value, _ in FIELDS if other != name}
    edit_task(session, ids[0], TaskUpdate.model_validate({"title": "Theirs", "status": "done", **others}))
    assert [kind for kind, _ in edit(visitor, ids[:1], name, mine).toasts] == ["success"]
    expected = TaskUpdate.model_validate({"title": "Theirs", "status": "done", **others, name: mine}).changes()
    assert stored(session, ids[0]).model_dump(include=set(expected)) == expected
    assert theirs not in {str(value) for value in stored(session, ids[0]).model_dump(include={name}).values()}


def test_what_the_page_does_not_show_yet_of_ones_own_changes_is_nobody_elses(
    server: Server, session: Session, ids: list[str]
) -> None:
    """On a slow line a visitor is faster than the page: each action says what it was when the page was opened."""
    visitor = server.visit(f"/t/{ids[0]}")
    for answer in (
        visitor.do(ChangeState.edit, ids[:1], "priority", "high", {ids[0]: "medium"}),
        visitor.do(ChangeState.edit, ids[:1], "priority", "low", {ids[0]: "medium"}),
        visitor.do(TaskFieldsState.save, ids[0], "priority", "high", "medium"),
        visitor.do(TaskFieldsState.move, ids[0], "done", "todo"),
        visitor.do(TaskFieldsState.move, ids[0], "in_progress", "todo"),
        visitor.do(ChangeState.undo),
        visitor.do(ChangeState.move, 1, ids[:1], "todo", "", "", "", "top", {ids[0]: "in_progress"}),
    ):
        assert [kind for kind, _ in answer.toasts] == ["success"]
    assert (stored(session, ids[0]).status, stored(session, ids[0]).priority) == ("todo", "high")


def test_that_is_so_for_some_seconds_only(
    server: Server, session: Session, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = server.visit()
    edit(visitor, ids[:1], "priority", "high")
    edit_task(session, ids[0], TaskUpdate.model_validate({"priority": "low"}))
    server.settle()
    edit_task(session, ids[0], TaskUpdate.model_validate({"priority": "high"}))
    monkeypatch.setattr("taskflow.states.own_changes.time", lambda: time() + SECONDS)
    seen = {ids[0]: "low"}
    assert visitor.do(ChangeState.edit, ids[:1], "priority", "medium", seen).toasts == [("warning", STAYS["en"])]
    edit(visitor, ids[1:], "assignee", "Bob")
    assert visitor.state(OwnChangesState)._left.keys() == set(ids[1:])


def test_of_very_many_changes_at_once_the_last_ones_are_remembered(server: Server, session: Session) -> None:
    ids = [add(session, f"Task {number}").id for number in range(MOST_TASKS + 5)]
    visitor = server.visit()
    visitor.do(ChangeState.edit, ids, "priority", "high", {})
    assert list(visitor.state(OwnChangesState)._left) == ids[5:]


def test_what_was_deleted_meanwhile_is_not_called_changed(server: Server, session: Session, ids: list[str]) -> None:
    visitor = server.visit()
    delete_task(session, ids[0])
    assert move(visitor, ids[:2], "done").toasts == [("success", "Moved to “Done”")]


@pytest.mark.parametrize(("group", "theirs", "lane"), [("assignee", "Bob", "Alice"), ("priority", "low", "high")])
def test_a_drop_into_a_lane_does_not_undo_what_somebody_did(
    server: Server, session: Session, ids: list[str], group: str, theirs: str, lane: str
) -> None:
    edit_task(session, ids[3], TaskUpdate.model_validate({group: lane}))
    visitor = server.visit(f"/?group={group}")
    edit_task(session, ids[0], TaskUpdate.model_validate({group: theirs}))
    kept = stored(session, ids[0])
    answer = move(visitor, ids[:1], "done", lane=lane)
    assert answer.toasts == [("warning", STAYS["en"])]
    assert stored(session, ids[0]) == kept
    assert [kind for kind, _ in move(visitor, ids[:1], "done", lane=lane).toasts] == ["success"]
    assert getattr(stored(session, ids[0]), group) == lane


def test_a_drop_within_a_lane_leaves_the_lane_that_somebody_chose(
    server: Server, session: Session, ids: list[str]
) -> None:
    visitor = server.visit("/?group=priority")
    edit_task(session, ids[0], TaskUpdate.model_validate({"priority": "high"}))
    assert [kind for kind, _ in move(visitor, ids[:1], "done", lane="medium").toasts] == ["success"]
    assert (stored(session, ids[0]).status, stored(session, ids[0]).priority) == ("done", "high")


@pytest.mark.parametrize("home", ["", "later", "|", "later|Alice"])
def test_a_forged_list_is_refused(server: Server, session: Session, ids: list[str], home: str) -> None:
    visitor = server.visit("/?group=assignee")
    before = stored(session, ids[0])
    answer = visitor.do(ChangeState.move, 7, ids[:1], "done", "", "", "", "top", {ids[0]: home})
    assert answer.toasts == [("error", "That request made no sense, so nothing was changed.")]
    assert given_back(answer) == [7]
    assert stored(session, ids[0]) == before


def test_a_value_that_nobody_can_have_seen_changes_nothing(server: Server, session: Session, ids: list[str]) -> None:
    visitor = server.visit()
    before = stored(session, ids[0])
    for name, mine in (("priority", "high"), ("due_date", "2031-05-18"), ("assignee", "Alice")):
        for forged in ("\x00", "x" * 1000, "urgent", "2026-02-30"):
            seen = {ids[0]: forged}
            assert visitor.do(ChangeState.edit, ids[:1], name, mine, seen).toasts == [("warning", STAYS["en"])]
    assert stored(session, ids[0]) == before


class TestTheOpenTask:
    """Its column is a field like the others."""

    def test_the_column_that_somebody_chose_stays_until_one_has_chosen(
        self, server: Server, session: Session, ids: list[str]
    ) -> None:
        visitor = server.visit(f"/t/{ids[0]}")
        leave_for(session, ids[0], Status.DONE)
        shown = self.move(visitor, ids[0], "in_progress", seen="todo")
        assert (shown.theirs, shown.mine) == ({"status": "done"}, {"status": "in_progress"})
        assert stored(session, ids[0]).status is Status.DONE
        shown = self.move(visitor, ids[0], "in_progress", seen="done")
        assert (shown.theirs, shown.errors, shown.saved) == ({}, {}, "status")
        assert stored(session, ids[0]).status is Status.IN_PROGRESS

    def test_to_take_theirs_leaves_it_where_it_is(self, server: Server, session: Session, ids: list[str]) -> None:
        visitor = server.visit(f"/t/{ids[0]}")
        leave_for(session, ids[0], Status.DONE)
        self.move(visitor, ids[0], "in_progress", seen="todo")
        visitor.do(TaskFieldsState.take_theirs, ids[0], "status")
        assert visitor.state(TaskFieldsState).theirs == {}
        assert stored(session, ids[0]).status is Status.DONE

    def move(self, visitor: Visitor, task_id: str, status: str, *, seen: str) -> TaskFieldsState:
        visitor.do(TaskFieldsState.move, task_id, status, seen)
        return visitor.state(TaskFieldsState)


def test_moving_what_the_page_does_not_show_is_no_conflict(server: Server, session: Session, ids: list[str]) -> None:
    """The page cannot have shown anything of it, so there is nothing to compare with."""
    visitor = server.visit()
    visitor.do(BoardState.filter, "q", "Report")
    leave_for(session, ids[0], Status.DONE)
    assert [kind for kind, _ in move(visitor, ids[:1], "in_progress").toasts] == ["success"]
