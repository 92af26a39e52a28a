"""Moving a card to another place: where it goes, what is sent, and the answer to the browser's note about it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from taskflow.models.task import Status, TaskMove
from taskflow.services.tasks import delete_task, move_task
from taskflow.states.changes import ChangeState
from taskflow.states.columns import InProgressState, TodoState
from taskflow.states.moves import MoveState
from taskflow.states.news import NewsState
from tests.states.boards import add, columns_sent, given_back, move, stored, titles
from tests.states.visiting import Answer, Server


def acknowledged(answer: Answer) -> int | None:
    """Return the number of the note that the browser learned to be done with, if it did."""
    return answer.sent_of(MoveState).get("acknowledged")


def test_it_works(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    add(session, "Bake bread", Status.IN_PROGRESS)
    visitor = server.visit()
    answer = move(visitor, [task.id], "in_progress", number=7)
    assert titles(visitor) == []
    assert titles(visitor, Status.IN_PROGRESS) == ["Buy milk", "Bake bread"]
    assert answer.sent_of(TodoState)["total"] == 0
    assert answer.sent_of(InProgressState)["total"] == 2
    assert answer.toasts == [("success", "Moved to “In progress”")]
    assert acknowledged(answer) == 7
    assert given_back(answer) == []


def test_the_note_is_done_with_after_the_message_that_brings_the_cards(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    answer = move(server.visit(), [task.id], "done", number=7)
    cards, note = (
        [index for index, update in enumerate(answer.updates) if state.get_full_name() in update.delta]
        for state in (TodoState, MoveState)
    )
    assert len(cards) == len(note) == 1
    assert cards < note


def test_only_the_two_columns_are_sent(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    add(session, "Bake bread", Status.DONE)
    answer = move(server.visit(), [task.id], "in_progress", end="bottom")
    assert columns_sent(answer) == {Status.TODO, Status.IN_PROGRESS}
    assert set(answer.sent) == {
        state.get_full_name() for state in (TodoState, InProgressState, ChangeState, MoveState, NewsState)
    }


@pytest.mark.parametrize(
    ("moved", "place", "expected"),
    [
        ("c", {"before": "a"}, "cab"),
        ("a", {"after": "c"}, "bca"),
        ("a", {"before": "c", "after": "b"}, "bac"),
        ("c", {"end": "top"}, "cab"),
        ("a", {"end": "bottom"}, "bca"),
        ("a", {"end": "top"}, "abc"),
        # The neighbour that is named above wins over the end.
        ("a", {"after": "b", "end": "top"}, "bac"),
        # A neighbour that is not there any more leaves the other one, then the end.
        ("a", {"before": "gone", "after": "b"}, "bac"),
        ("a", {"before": "gone", "after": "gone", "end": "bottom"}, "bca"),
    ],
)
def test_a_card_goes_where_it_was_dropped(
    server: Server, session: Session, moved: str, place: dict[str, str], expected: str
) -> None:
    ids = {title: add(session, title).id for title in "abc"}
    visitor = server.visit()
    answer = move(
        visitor,
        [ids[moved]],
        "todo",
        before=ids.get(place.get("before", ""), place.get("before", "")),
        after=ids.get(place.get("after", ""), place.get("after", "")),
        end=place.get("end", "top"),
    )
    assert "".join(titles(visitor)) == expected
    assert columns_sent(answer) == ({Status.TODO} if expected != "abc" else set())


def test_a_drop_where_the_card_was_is_answered_but_not_announced(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    visitor = server.visit()
    answer = move(visitor, [task.id], "todo", number=7)
    assert acknowledged(answer) == 7
    assert answer.toasts == []
    assert stored(session, task.id) == task


def test_a_neighbour_that_went_to_another_column_does_not_take_the_card_along(server: Server, session: Session) -> None:
    ids = {title: add(session, title).id for title in "abc"}
    visitor = server.visit()
    move_task(session, ids["b"], TaskMove(status=Status.DONE))
    move(visitor, [ids["a"]], "todo", before=ids["b"], after=ids["c"])
    assert titles(visitor) == ["c", "a"]


def test_quick_moves_are_answered_in_their_order(server: Server, session: Session) -> None:
    ids = [add(session, title).id for title in "abc"]
    visitor = server.visit()
    answers = [move(visitor, [task_id], "done", number=number) for number, task_id in enumerate(ids, 5)]
    assert [acknowledged(answer) for answer in answers] == [5, 6, 7]
    # A clock may go backwards; what is done stays done.
    move(visitor, ids[:1], "todo", number=3)
    assert visitor.sees(MoveState).acknowledged == 7


def test_a_refused_move_is_given_back_and_not_taken_for_done(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    english, french = server.visit(), server.visit(languages="fr")
    delete_task(session, task.id)
    answer = move(english, [task.id], "done", number=7)
    assert answer.toasts == [("error", "This task no longer exists: somebody deleted it.")]
    assert given_back(answer) == [7]
    assert acknowledged(answer) is None
    assert titles(english) == []
    assert move(french, [task.id], "done").toasts == [
        ("error", "Cette tâche n’existe plus\u00a0: quelqu’un l’a supprimée.")
    ]


@pytest.mark.parametrize("wrong", [{"status": "deleted"}, {"end": "middle"}, {"lane": "no such priority"}])
def test_a_move_that_makes_no_sense_is_given_back_too(server: Server, session: Session, wrong: dict[str, str]) -> None:
    task = add(session, "Buy milk")
    visitor = server.visit("/?group=priority")
    answer = move(visitor, [task.id], **{"status": "done", **wrong}, number=7)
    assert answer.toasts == [("error", "That request made no sense, so nothing was changed.")]
    assert given_back(answer) == [7]
    assert stored(session, task.id) == task


def test_a_move_whose_columns_cannot_be_read_is_neither_done_nor_given_back(
    server: Server, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = add(session, "Buy milk")
    visitor = server.visit()

    def refuse(*_: Any, **__: Any) -> Any:
        raise OperationalError("SELECT 1", None, Exception())

    with monkeypatch.context() as patch:
        patch.setattr("taskflow.states.board_view.read_windows", refuse)
        answer = move(visitor, [task.id], "done", number=7)
    assert answer.toasts == [("success", "Moved to “Done”")]
    assert acknowledged(answer) is None
    assert given_back(answer) == []
    assert stored(session, task.id).status is Status.DONE
    # As soon as the board can be read again.
    server.settle_until(lambda: visitor.sees(MoveState).acknowledged == 7)
    assert titles(visitor, Status.DONE) == ["Buy milk"]
    assert titles(visitor, Status.DONE) == ["Buy milk"]


def test_a_server_that_does_not_know_the_notes_has_them_all_torn_up(server: Server, session: Session) -> None:
    add(session, "Buy milk")
    visitor = server.visit()
    assert given_back(visitor.open("/")) == []
    server.forget()
    assert given_back(visitor.open("/")) == [0]
