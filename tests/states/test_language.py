"""Each visitor reads in their own language, chosen by the browser or by themselves, and on their own day."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from taskflow.states.board import BoardState
from taskflow.states.columns import TodoState
from taskflow.states.reader import ReaderState
from tests.states.boards import add, columns_sent
from tests.states.visiting import Server, Visitor

# Always on different days: they are 25 hours apart.
EAST, WEST = "Pacific/Kiritimati", "Pacific/Pago_Pago"


def due(visitor: Visitor) -> tuple[str, str]:
    (card,) = visitor.sees(TodoState).cards
    return card.due, card.due_tone


def test_the_browser_chooses(server: Server) -> None:
    assert server.visit(languages="fr-CA,fr;q=0.9").sees(ReaderState).language == "fr"
    assert server.visit(languages="de,en;q=0.5").sees(ReaderState).language == "en"


def test_what_was_chosen_before_wins(server: Server) -> None:
    visitor = server.visit(languages="fr", stored={ReaderState: {"chosen_language": "en"}})
    assert visitor.sees(ReaderState).language == "en"


def test_choosing_a_language_translates_cards_and_remembers_it(server: Server, session: Session) -> None:
    add(session, "Buy milk", due_date=datetime.now(UTC).date().isoformat())
    visitor = server.visit(stored={ReaderState: {"time_zone": "UTC"}})
    assert due(visitor) == ("Due today", "today")
    answer = visitor.do(BoardState.choose_language, "fr")
    assert due(visitor) == ("Aujourd’hui", "today")
    sent = answer.sent_of(ReaderState)
    assert (sent["language"], sent["chosen_language"]) == ("fr", "fr")
    assert any('documentElement.lang = "fr"' in script for script in answer.scripts)


def test_cards_without_a_date_are_not_sent_again(server: Server, session: Session) -> None:
    add(session, "Buy milk")
    assert columns_sent(server.visit().do(BoardState.choose_language, "fr")) == set()


def test_a_language_that_does_not_exist_is_refused_in_the_present_one(server: Server) -> None:
    visitor = server.visit(languages="fr")
    assert visitor.do(BoardState.choose_language, "de").toasts == [
        ("error", "Cette demande est incompréhensible\u202f; rien n’a été modifié.")
    ]
    assert visitor.sees(ReaderState).language == "fr"


def test_a_task_is_due_on_the_readers_own_day(server: Server, session: Session) -> None:
    add(session, "Buy milk", due_date=datetime.now(ZoneInfo(EAST)).date().isoformat())
    assert due(server.visit(stored={ReaderState: {"time_zone": EAST}})) == ("Due today", "today")
    assert due(server.visit(stored={ReaderState: {"time_zone": WEST}}))[1] == "later"


def test_a_task_is_overdue_on_the_readers_own_day(server: Server, session: Session) -> None:
    add(session, "Buy milk", due_date=datetime.now(ZoneInfo(WEST)).date().isoformat())
    assert due(server.visit(stored={ReaderState: {"time_zone": EAST}}))[1] == "overdue"
    assert due(server.visit(stored={ReaderState: {"time_zone": WEST}})) == ("Due today", "today")
