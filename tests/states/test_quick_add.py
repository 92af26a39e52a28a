"""A task from one typed line, and several from several."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from taskflow.models.task import Status, Task
from taskflow.services.quick_add import LINES_LIMIT
from taskflow.states.board import BoardState
from taskflow.states.board_view import BoardView
from taskflow.states.columns import TodoState
from taskflow.states.quick_add import QuickAddState
from taskflow.states.reader import Reader, ReaderState
from tests.states.boards import add, columns_sent, titles
from tests.states.visiting import Answer, Server, Visitor

TUESDAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the same day for every reader."""
    monkeypatch.setattr(ReaderState, "reader", property(lambda self: Reader(self.language, TUESDAY)))
    monkeypatch.setattr(BoardView, "today", TUESDAY)


def type_in(
    visitor: Visitor, text: str, *, status: str = "todo", end: str = "top", as_one: bool = False, opens: bool = False
) -> Answer:
    return visitor.do(QuickAddState.add, status, end, text, as_one, opens)


def stored(session: Session) -> list[dict[str, Any]]:
    names = {"title", "description", "status", "priority", "assignee", "due_date"}
    return [row.model_dump(mode="json", include=names) for row in session.exec(select(Task).order_by(Task.position))]


def gives_back(answer: Answer) -> bool:
    return any("field.value = [" in script for script in answer.scripts)


def test_it_works(server: Server, session: Session) -> None:
    add(session, "Bake bread", assignee="Alice Martin")
    visitor = server.visit()
    answer = type_in(visitor, "Buy milk !high @alice due:tomorrow")
    assert titles(visitor) == ["Buy milk", "Bake bread"]
    assert columns_sent(answer) == {Status.TODO}
    assert answer.toasts == [("success", "“Buy milk” was added.")]
    card = visitor.sees(TodoState).cards[0]
    assert (card.priority, card.assignee, card.due) == ("high", "Alice Martin", "Tomorrow")


@pytest.mark.parametrize(
    ("languages", "text", "tokens"),
    [
        (
            "en",
            "Buy milk !high @alice due:tomorrow",
            ["High", "Alice Martin", "Tomorrow · Wednesday, March 11, 2026"],
        ),
        (
            "fr",
            "Acheter !haute @alice pour:demain",
            ["Haute", "Alice Martin", "Demain · Mercredi 11 mars 2026"],
        ),
        ("fr", "Buy milk !low due:31/12/2026", ["Basse", "31 déc. · Jeudi 31 décembre 2026"]),
        ("en", "Buy milk", []),
        ("en", r"Buy \!high @7 due:never", []),
        ("en", "", []),
    ],
)
def test_what_is_recognised_is_shown_before_it_is_added(
    server: Server, session: Session, languages: str, text: str, tokens: list[str]
) -> None:
    add(session, "Bake bread", assignee="Alice Martin")
    visitor = server.visit(languages=languages)
    answer = visitor.do(QuickAddState.preview, text)
    assert [token.words for token in visitor.state(QuickAddState).tokens] == tokens
    assert columns_sent(answer) == set()
    assert titles(visitor) == ["Bake bread"]


def test_several_lines_are_counted_and_become_several_tasks(visitor: Visitor, session: Session) -> None:
    pasted = "- milk !high\n\n- bread @Bob\n- eggs"
    sent = visitor.do(QuickAddState.preview, pasted).sent_of(QuickAddState)
    assert (sent["lines"], sent["tokens"]) == (3, [])
    answer = type_in(visitor, pasted, end="bottom")
    assert answer.toasts == [("success", "3 tasks were added.")]
    assert answer.sent_of(QuickAddState)["lines"] == 0
    assert [(row["title"], row["priority"], row["assignee"]) for row in stored(session)] == [
        ("milk", "high", None),
        ("bread", "medium", "Bob"),
        ("eggs", "medium", None),
    ]


def test_several_lines_become_one_task_with_a_description(visitor: Visitor, session: Session) -> None:
    type_in(visitor, "Shopping !high\n- milk\n\n- bread", status="done", as_one=True)
    (row,) = stored(session)
    assert (row["title"], row["description"], row["priority"], row["status"]) == (
        "Shopping",
        "- milk\n\n- bread",
        "high",
        "done",
    )


def test_each_end_of_the_column_can_be_added_to(visitor: Visitor) -> None:
    for text, end in [("b", "top"), ("c", "bottom"), ("a", "top"), ("d\ne", "bottom")]:
        type_in(visitor, text, end=end)
    assert titles(visitor) == ["a", "b", "c", "d", "e"]


def test_it_can_be_opened_at_once_with_the_filters_kept(visitor: Visitor, session: Session) -> None:
    visitor.do(BoardState.filter, "priority", "high")
    answer = type_in(visitor, "Buy milk", opens=True)
    (row,) = session.exec(select(Task)).all()
    redirects = [
        event.payload["path"] for update in answer.updates for event in update.events if "path" in event.payload
    ]
    assert redirects == [f"/t/{row.id}?priority=high"]


@pytest.mark.parametrize(
    ("address", "line", "expected"),
    [
        ("/?priority=high&assignee=Bob", "milk", ("high", "Bob")),
        ("/?priority=high&assignee=Bob", "milk !low @Zoé", ("low", "Zoé")),
        ("/?assignee=%40nobody", "milk", ("medium", None)),
    ],
)
def test_what_the_line_leaves_open_is_as_the_filters_say(
    server: Server, session: Session, address: str, line: str, expected: tuple[str, str | None]
) -> None:
    visitor = server.visit(address)
    type_in(visitor, line)
    (row,) = stored(session)
    assert (row["priority"], row["assignee"]) == expected
    assert len(titles(visitor)) == (0 if "!low" in line else 1)


def test_a_task_that_the_filters_hide_is_announced(server: Server) -> None:
    assert type_in(server.visit("/?q=plants"), "Buy milk").toasts == [
        ("success", "“Buy milk” was added, but the filters hide it.")
    ]


@pytest.mark.parametrize(
    ("text", "languages", "sentence"),
    [
        ("!high", "en", "A task needs a title."),
        ("!haute", "fr", "Une tâche a besoin d’un titre."),
        ("x" * 201, "en", "The title is longer than 200 characters."),
        ("a\x00b", "en", "This value cannot be used."),
        ("milk\nbread\n!high", "en", "A task needs a title."),
        ("milk\n" + "x" * 201, "en", "The title is longer than 200 characters."),
    ],
)
def test_what_is_refused_is_given_back_and_nothing_is_added(
    server: Server, session: Session, text: str, languages: str, sentence: str
) -> None:
    answer = type_in(server.visit(languages=languages), text)
    assert answer.sent_of(QuickAddState)["error"] == sentence
    assert gives_back(answer)
    assert answer.toasts == []
    assert stored(session) == []


def test_a_description_that_is_too_long_is_given_back_too(visitor: Visitor, session: Session) -> None:
    answer = type_in(visitor, "Shopping\n" + "x" * 1001, as_one=True)
    assert answer.sent_of(QuickAddState)["error"] == "The description is longer than 1000 characters."
    assert gives_back(answer)
    assert stored(session) == []


@pytest.mark.parametrize("text", ["", " \n ", "- ", "-\n*"])
@pytest.mark.parametrize(("as_one", "opens"), [(False, False), (True, False), (False, True)])
def test_a_line_without_words_adds_nothing(
    visitor: Visitor, session: Session, text: str, as_one: bool, opens: bool
) -> None:
    answer = type_in(visitor, text, as_one=as_one, opens=opens)
    assert answer.toasts == []
    assert answer.sent_of(QuickAddState)["error"] == "A task needs a title."
    assert stored(session) == []


def test_more_lines_than_can_be_added_are_not_lost(visitor: Visitor, session: Session) -> None:
    answer = type_in(visitor, "\n".join(f"line {number}" for number in range(LINES_LIMIT + 50)), end="bottom")
    assert any("line 249" in script for script in answer.scripts) or len(stored(session)) == LINES_LIMIT + 50


def test_without_a_database_the_text_is_given_back(
    visitor: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Any:
        raise OperationalError("SELECT 1", None, Exception())

    with monkeypatch.context() as patch:
        patch.setattr("reflex.session", refuse)
        answer = type_in(visitor, "Buy milk")
    sentence = "The database cannot be reached. Nothing was changed; please try again."
    assert answer.sent_of(QuickAddState)["error"] == sentence
    assert gives_back(answer)
    assert type_in(visitor, "Buy milk").sent_of(QuickAddState)["error"] == ""
    assert [row["title"] for row in stored(session)] == ["Buy milk"]


def test_typing_on_takes_the_complaint_away(visitor: Visitor) -> None:
    type_in(visitor, "!high")
    assert visitor.do(QuickAddState.preview, "!high m").sent_of(QuickAddState)["error"] == ""
