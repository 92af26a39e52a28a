"""Who makes a change is told first: nobody waits for it as they do."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from tests.states.boards import add, move
from tests.states.visiting import Server


@pytest.mark.parametrize("mover", [0, 1, 2])
def test_who_makes_a_change_is_told_first(server: Server, session: Session, mover: int) -> None:
    task = add(session, "Buy milk")
    visitors = [server.visit(address) for address in ("/", "/?priority=medium", "/?q=milk")]
    told: list[int] = []
    for number, visitor in enumerate(visitors):
        visitor.when_received = lambda number=number: told.append(number)
    move(visitors[mover], [task.id], "done")
    assert set(told) == {0, 1, 2}
    assert told[0] == mover
