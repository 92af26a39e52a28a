"""A column shows a window of its cards, which follows what the visitor looks at."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from taskflow.models.task import Status
from taskflow.states.board import BoardState
from taskflow.states.columns import ABOVE, BELOW, MOST_VISIBLE, WINDOW, TodoState
from taskflow.states.scrolling import ScrollState
from tests.states.boards import columns_sent, fill, move, titles
from tests.states.visiting import Server, Visitor

OF_EACH = 200
VISIBLE = 10


@pytest.fixture
def visitor(server: Server, session: Session) -> Visitor:
    """Somebody in front of three long columns."""
    fill(session, OF_EACH * 3)
    return server.visit()


@pytest.fixture
def whole(visitor: Visitor) -> list[str]:
    """The titles of the whole column, read window by window."""
    found = titles(visitor)
    while visitor.sees(TodoState).has_more:
        look(visitor, -1, 0)
        found += titles(visitor)[ABOVE + 1 :] if visitor.sees(TodoState).above else titles(visitor)[len(found) :]
    visitor.do(ScrollState.go_to, "todo", "top")
    return found


def look(visitor: Visitor, index: int, skip: int) -> None:
    near = visitor.sees(TodoState).cards[index].id
    visitor.do(ScrollState.look, "todo", near, skip, VISIBLE)


def test_it_works(visitor: Visitor, whole: list[str]) -> None:
    assert len(whole) == len(set(whole)) == OF_EACH
    assert (titles(visitor), visitor.sees(TodoState).above) == (whole[: WINDOW * 2], 0)
    look(visitor, 30, 0)
    shown = visitor.sees(TodoState)
    assert titles(visitor) == whole[30 - ABOVE : 30 + VISIBLE + BELOW]
    assert (shown.above, shown.total, shown.has_more) == (30 - ABOVE, OF_EACH, True)


def test_one_jumps_as_far_as_the_bar_is_dragged(visitor: Visitor, whole: list[str]) -> None:
    look(visitor, 0, 150)
    assert titles(visitor) == whole[150 - ABOVE : 150 + VISIBLE + BELOW]
    look(visitor, 0, -100)
    assert visitor.sees(TodoState).above == 150 - ABOVE - 100 - ABOVE
    look(visitor, 0, 10_000_000)
    assert titles(visitor)[-1] == whole[-1]
    assert not visitor.sees(TodoState).has_more
    look(visitor, 0, -10_000_000)
    assert visitor.sees(TodoState).above == 0


def test_the_ends_are_one_step_away(visitor: Visitor, whole: list[str]) -> None:
    visitor.do(ScrollState.go_to, "todo", "bottom")
    assert titles(visitor) == whole[-ABOVE - BELOW :]
    visitor.do(ScrollState.go_to, "todo", "top")
    assert titles(visitor) == whole[: ABOVE + BELOW]


def test_only_the_column_that_is_scrolled_is_sent(visitor: Visitor) -> None:
    near = visitor.sees(TodoState).cards[5].id
    answer = visitor.do(ScrollState.look, "todo", near, 0, VISIBLE)
    assert columns_sent(answer) == {Status.TODO}
    assert "total" not in answer.sent_of(TodoState)


def test_the_window_stays_while_cards_above_it_go(visitor: Visitor, whole: list[str]) -> None:
    first = visitor.sees(TodoState).cards[0].id
    look(visitor, 30, 0)
    move(visitor, [first], "done")
    assert titles(visitor) == whole[30 - ABOVE : 30 + VISIBLE + BELOW]
    assert visitor.sees(TodoState).above == 30 - ABOVE - 1


def test_another_order_and_other_cards_begin_at_the_top(visitor: Visitor) -> None:
    look(visitor, 19, 50)
    visitor.do(BoardState.filter, "sort", "newest")
    assert visitor.sees(TodoState).above == 0
    look(visitor, 19, 50)
    visitor.do(BoardState.filter, "q", "task")
    assert visitor.sees(TodoState).above == 0


def test_those_who_look_at_the_top_share_it(visitor: Visitor) -> None:
    visitor.do(ScrollState.look, "todo", visitor.sees(TodoState).cards[0].id, 0, 8)
    eight = len(titles(visitor))
    visitor.do(ScrollState.look, "todo", visitor.sees(TodoState).cards[3].id, 0, 12)
    assert len(titles(visitor)) == eight


def test_nobody_sees_more_than_a_screen(visitor: Visitor) -> None:
    visitor.do(ScrollState.look, "todo", visitor.sees(TodoState).cards[0].id, 0, 10_000)
    assert len(titles(visitor)) <= ABOVE + MOST_VISIBLE + BELOW


def test_a_card_that_has_gone_leads_nowhere(visitor: Visitor) -> None:
    near = visitor.sees(TodoState).cards[10].id
    move(visitor, [near], "done")
    shown = titles(visitor)
    visitor.do(ScrollState.look, "todo", near, 0, VISIBLE)
    assert titles(visitor) == shown
