"""The address holds every filter, the order and the lanes, and a link to it shows the same view."""

from __future__ import annotations

import itertools
from urllib.parse import urlencode

import pytest
from sqlmodel import Session

from taskflow.models.filter import NOBODY, Due, Group, Order
from taskflow.models.task import Priority, Status
from taskflow.states.board import BoardState
from taskflow.states.filters import SHOWN, FilterState
from tests.states.boards import add, address, titles
from tests.states.visiting import Server, Visitor

CHOICES: dict[str, list[str]] = {
    "q": ["milk", "a&b=c ?#'\"</script>é", "100 %", "+ %2B"],
    "status": [*Status],
    "priority": [*Priority],
    "assignee": ["Alice Martin", NOBODY, "Zoé & Bob"],
    "due": [*Due],
    "sort": [*Order],
    "group": [*Group],
}


def shown(visitor: Visitor) -> dict[str, str]:
    state = visitor.state(FilterState)
    return {name: getattr(state, name) for name in SHOWN}


def test_everything_that_can_be_chosen_is_tried() -> None:
    assert CHOICES.keys() == SHOWN.keys()


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in CHOICES.items() for value in values])
def test_each_choice_goes_into_the_address_and_comes_back(
    server: Server, session: Session, name: str, value: str
) -> None:
    add(session, "Buy milk", assignee="Alice Martin", priority="high")
    add(session, "Bake bread", due_date="2020-01-01")
    visitor = server.visit()
    answer = visitor.do(BoardState.filter, name, value)
    assert address(answer) == ("" if value == SHOWN[name] else f"?{urlencode({name: value})}")
    for page in ("/", "/t/no-such-task"):
        guest = server.visit(f"{page}{address(answer)}")
        assert shown(guest) == shown(visitor)
        assert titles(guest) == titles(visitor)
    assert address(visitor.do(BoardState.filter, name, "")) == ""
    assert shown(visitor) == SHOWN


def test_every_filter_order_and_group_together(server: Server) -> None:
    for order, group in itertools.product(Order, [*Group, ""]):
        chosen = {name: values[-1] for name, values in CHOICES.items()} | {"sort": order.value, "group": group}
        visitor = server.visit()
        answers = [visitor.do(BoardState.filter, name, value) for name, value in chosen.items()]
        guest = server.visit(f"/{address(answers[-1])}")
        assert shown(guest) == chosen
        assert guest.state(FilterState).query == address(answers[-1])


def test_an_order_or_group_that_does_not_exist_is_left_out_and_named(server: Server) -> None:
    visitor = server.visit("/?sort=urgent&group=colour&priority=high")
    assert shown(visitor) == SHOWN | {"priority": "high"}
    assert visitor.opening.toasts == [
        ("warning", "The address holds a filter that does not exist and was left out: sort, group.")
    ]


def test_going_back_to_an_address_without_filters_shows_everything(server: Server) -> None:
    visitor = server.visit("/?q=milk&sort=due&group=assignee")
    visitor.go("/")
    assert shown(visitor) == SHOWN
