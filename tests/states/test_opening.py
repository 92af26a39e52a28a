"""Opening the board: everything comes from the address, the database and the browser, at any time again."""

from __future__ import annotations

from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.states.board import BoardState
from taskflow.states.board_view import ShownState
from taskflow.states.columns import TodoState
from taskflow.states.filters import FilterState
from taskflow.states.surroundings import SurroundingsState
from tests.states.boards import add, move, titles
from tests.states.visiting import Server


def test_it_works(server: Server, session: Session) -> None:
    add(session, "Buy milk", assignee="Zoé")
    add(session, "Bake bread", assignee="alice")
    add(session, "Water the plants", Status.DONE)
    visitor = server.visit()
    assert titles(visitor, Status.TODO) == ["Buy milk", "Bake bread"]
    assert titles(visitor, Status.DONE) == ["Water the plants"]
    assert visitor.opening.sent_of(TodoState)["total"] == 2
    shown, around = visitor.sees(ShownState), visitor.sees(SurroundingsState)
    assert (shown.is_loaded, shown.is_unreachable, shown.is_behind) == (True, False, False)
    assert (around.assignees, around.has_sample) == (["alice", "Zoé"], False)
    assert visitor.opening.toasts == []


def test_the_filters_come_from_the_address(server: Server, session: Session) -> None:
    add(session, "Buy milk", priority="high", assignee="Alice")
    add(session, "Buy bread", priority="low", assignee="Alice")
    visitor = server.visit("/?q=BUY&priority=high&assignee=Alice&due=none&status=todo")
    assert titles(visitor) == ["Buy milk"]
    sent = visitor.opening.sent_of(FilterState)
    assert {name: sent[name] for name in ("q", "priority", "assignee", "due", "status", "is_filtered")} == {
        "q": "BUY",
        "priority": "high",
        "assignee": "Alice",
        "due": "none",
        "status": "todo",
        "is_filtered": True,
    }


def test_a_filter_that_does_not_exist_is_left_out_and_named(server: Server, session: Session) -> None:
    add(session, "Buy milk")
    visitor = server.visit("/?status=deleted&priority=urgent&q=milk&page=5", languages="fr")
    assert titles(visitor) == ["Buy milk"]
    assert visitor.sees(FilterState).status == ""
    ((kind, sentence),) = visitor.opening.toasts
    assert kind == "warning"
    assert sentence == "L’adresse contient un filtre inconnu, qui a été ignoré\u00a0: status, priority."


def test_a_text_in_the_address_that_no_database_can_hold_is_left_out(server: Server, session: Session) -> None:
    add(session, "Buy milk")
    for address in ("/?q=a%00b", "/?assignee=%00", f"/?q={'x' * 5000}", "/?status=%00", "/?due=__class__"):
        visitor = server.visit(address)
        assert titles(visitor) == ["Buy milk"]
        assert [kind for kind, _ in visitor.opening.toasts] == ["warning"]


def test_a_strange_address_still_opens_the_board(server: Server, session: Session) -> None:
    add(session, "Buy milk")
    for address in ("/?", "/?&&==", "/?q", "/?q=%", "/?q=%ff", "/?%00=1", "/?q=&status=&due=", "/?__class__=x#a?b"):
        assert server.visit(address).sees(ShownState).is_loaded, address


def test_after_a_restart_of_the_server_the_page_is_built_anew(server: Server, session: Session) -> None:
    add(session, "Buy milk")
    add(session, "Bake bread")
    visitor = server.visit()
    visitor.do(BoardState.filter, "q", "milk")
    server.forget()
    answer = visitor.open("/?q=milk")
    assert titles(visitor) == ["Buy milk"]
    assert [card.title for card in answer.sent_of(TodoState)["cards"]] == ["Buy milk"]


def test_an_action_after_a_restart_of_the_server_finds_the_same_view(server: Server, session: Session) -> None:
    task = add(session, "Buy milk")
    add(session, "Bake bread")
    visitor = server.visit("/?q=milk")
    server.forget()
    move(visitor, [task.id], "done")
    assert titles(visitor, Status.DONE) == ["Buy milk"]
    assert titles(visitor) == []
