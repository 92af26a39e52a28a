"""Who is here: each person once, with the tasks that they have open, until their last page is closed."""

from __future__ import annotations

import pytest

from taskflow.live.hub import hub
from taskflow.live.people import LISTED, introductions
from taskflow.states.people import PeopleState
from tests.live.truth import people_shown
from tests.states.visiting import Server, Visitor


@pytest.fixture(autouse=True)
def _told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taskflow.live.presence.PEOPLE_SECONDS", 0)


def come(server: Server, key: str, name: str = "", address: str = "/") -> Visitor:
    return server.visit(address, stored={PeopleState: {"key": key, "name": name}})


def names(server: Server, visitor: Visitor) -> list[str]:
    server.settle_until(lambda: hub.telling.is_quiet and not hub.presence.is_due)
    return [person.name for person in visitor.sees(PeopleState).people]


def test_it_works(server: Server) -> None:
    alice, bob = come(server, "a", "Alice Martin"), come(server, "b", "Bob")
    assert names(server, alice) == names(server, bob) == ["Alice Martin", "Bob"]
    assert [person.initials for person in alice.sees(PeopleState).people] == ["AM", "B"]


def test_several_pages_of_one_browser_are_one_person(server: Server) -> None:
    first = come(server, "a", "Alice")
    second = come(server, "a", "Alice", "/t/one")
    third = come(server, "a", "Alice", "/t/two")
    assert names(server, first) == ["Alice"]
    assert people_shown(first) == {"a": {"one", "two"}}
    third.leave()
    assert names(server, first) == ["Alice"]
    assert people_shown(first) == {"a": {"one"}}
    second.go("/")
    assert names(server, first) == ["Alice"]
    assert people_shown(first) == {"a": set()}


def test_who_leaves_without_a_word_is_gone(server: Server) -> None:
    alice, bob = come(server, "a", "Alice"), come(server, "b", "Bob")
    bob.leave()
    assert names(server, alice) == ["Alice"]
    assert alice.sees(PeopleState).count == 1
    assert set(introductions) == {alice.sid}


def test_a_name_that_is_given_later_is_shown_to_all(server: Server) -> None:
    alice, bob = come(server, "a"), come(server, "b", "Bob")
    alice.do(PeopleState.introduce, {"name": "Alice"})
    assert names(server, bob) == ["Alice", "Bob"]


def test_those_without_a_name_come_last_and_are_counted(server: Server) -> None:
    come(server, "a")
    bob = come(server, "b", "Bob")
    assert names(server, bob) == ["Bob", ""]
    assert bob.sees(PeopleState).count == 2


def test_of_very_many_the_rest_is_counted(server: Server) -> None:
    visitors = [come(server, f"key {number}", f"Person {number:03}") for number in range(LISTED + 2)]
    assert names(server, visitors[0]) == [f"Person {number:03}" for number in range(LISTED)]
    assert visitors[0].sees(PeopleState).count == LISTED + 2
