"""While searching, a card that was found by its description shows the line that was found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlmodel import Session

from taskflow.models.filter import Group, TaskFilter
from taskflow.models.task import Priority, Status, TaskCreate
from taskflow.services.board import read_windows
from taskflow.services.excerpts import EXCERPT_LENGTH
from taskflow.services.search import fold, split_hit
from taskflow.services.tasks import create_task
from tests.emptying import empty
from tests.services.boards import TODAY
from tests.services.properties import STEADY

LONG = "word " * 30
NOTES = "two litres\r\nfrom the farm,\nin the Évian bottle\nand some bread"


def excerpt(session: Session, description: str | None, searched: str | None, title: str = "Shopping") -> str:
    create_task(session, TaskCreate(title=title, description=description))
    (window,) = read_windows(session, TaskFilter(q=searched), {Status.TODO: 1}, today=TODAY)
    session.rollback()
    return window.cards[0].excerpt


@pytest.mark.parametrize(
    ("searched", "expected"),
    [
        ("bread", "and some bread"),
        ("evian", "in the Évian bottle"),
        ("farm", "from the farm,"),
        ("litres", "two litres"),
        ("o", "two litres"),
        # A search takes the end of a line for a space.
        ("farm, in", "from the farm, in the Évian bottle"),
        ("litres from the farm, in the", "two litres from the farm, in the Évian bottle"),
        ("shop", "two litres"),
        ("", "two litres"),
        ("\u200b", "two litres"),
        (None, "two litres"),
    ],
)
def test_a_card_shows_the_line_that_was_found(session: Session, searched: str | None, expected: str) -> None:
    assert excerpt(session, NOTES, searched) == expected


def test_what_is_in_the_title_too_leaves_the_first_line(session: Session) -> None:
    assert excerpt(session, NOTES, "bread", title="Bread & milk") == "two litres"


@pytest.mark.parametrize("title", ["100 /", "100 _", "100 \\", "100x %"])
def test_signs_that_mean_something_to_a_database_are_looked_for_in_the_title_literally(
    session: Session, title: str
) -> None:
    assert excerpt(session, f"first\n{LONG}\n50 %%, 100 %", "100 %", title=title) == "50 %%, 100 %"


@pytest.mark.parametrize("sign", ["%", "_", "/", "\\"])
def test_such_a_sign_in_the_title_leaves_the_first_line(session: Session, sign: str) -> None:
    assert excerpt(session, f"first\n{LONG}\n{sign}", sign, title=f"a{sign}b") == "first"


@pytest.mark.parametrize(
    ("description", "start", "end"),
    [
        (f"{LONG}bread", "…", "word bread"),
        (f"bread {LONG}", "bread word", "…"),
        (f"{LONG}bread {LONG}", "…", "…"),
        (f"{'x' * 110} bread {LONG}", "x" * 110, "…"),
        (f"{'x' * 116} bread", "…x", "x bread"),
    ],
)
def test_a_long_line_is_cut_around_the_hit(session: Session, description: str, start: str, end: str) -> None:
    shown = excerpt(session, f"first\n{description}\nlast", "bread")
    assert shown.startswith(start)
    assert shown.endswith(end)
    assert "bread" in shown
    assert EXCERPT_LENGTH - 2 <= len(shown.strip("…")) <= EXCERPT_LENGTH


def test_a_hit_in_the_middle_has_as_much_before_it_as_after_it(session: Session) -> None:
    before, hit, after = split_hit(excerpt(session, f"first\n{LONG}bread {LONG}", "bread"), "bread")
    assert hit == "bread"
    assert abs(len(before) - len(after)) <= 3


def test_a_hit_longer_than_a_card_shows_its_beginning(session: Session) -> None:
    searched = "very long " * 20
    shown = excerpt(session, f"first\n{LONG}{searched}", searched)
    assert shown == f"…{searched[:EXCERPT_LENGTH].rstrip()}…"


def test_any_hit_can_be_seen_and_no_excerpt_is_too_long(engine: Engine, session: Session) -> None:
    words = st.lists(st.sampled_from(["Œuvre", "é", "e\u0301", "\n", "  ", "🚀", "ﬁn", "x" * 70]), min_size=1)

    @settings(STEADY, max_examples=80)
    @given(words, st.integers(0, 400), st.integers(1, 100))
    def look(parts: list[str], start: int, length: int) -> None:
        description = " ".join(parts)[:900]
        searched = description[start : start + length]
        empty(engine)
        shown = excerpt(session, description, searched, title="#")
        assert len(shown) <= EXCERPT_LENGTH + 2
        if fold(searched):
            assert fold(split_hit(shown, searched)[1]) == fold(searched)

    look()


def test_a_lane_shows_the_line_that_was_found(session: Session) -> None:
    create_task(session, TaskCreate(title="Shopping", description=NOTES, priority=Priority.HIGH))
    (window,) = read_windows(
        session, TaskFilter(q="bread"), {Status.TODO: 1}, today=TODAY, group=Group.PRIORITY, lanes=["high"]
    )
    assert [card.excerpt for card in window.cards] == ["and some bread"]


def test_whole_descriptions_are_read_only_for_those_that_were_found_by_them(engine: Engine, session: Session) -> None:
    description = f"milk {'x' * 900} bread"
    create_task(session, TaskCreate(title="Milk", description=description))
    create_task(session, TaskCreate(title="Shopping", description=description))
    assert [_lengths_read(engine, q) for q in (None, "milk", "bread")] == [
        [EXCERPT_LENGTH + 1, EXCERPT_LENGTH + 1],
        [EXCERPT_LENGTH + 1, len(description)],
        [len(description), len(description)],
    ]


def _lengths_read(engine: Engine, q: str | None) -> list[int]:
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    with Session(engine) as session:
        read_windows(session, TaskFilter(q=q), {Status.TODO: 5}, today=TODAY)
    event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        return [len(row.description) for row in connection.exec_driver_sql(*sent[-1])]
