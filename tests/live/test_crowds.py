"""Whatever people, programs and the database do at the same time: once it is quiet, every page shows the truth."""

from __future__ import annotations

import logging
from typing import Any, cast

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from taskflow.services import positions
from tests.live.crowd import Crowd
from tests.services.properties import STEADY
from tests.states.visiting import Server

EXAMPLES = {"sqlite": 8, "postgresql": 3}
# Each database gets so many times as many in the long form.
LONG = 12


def test_every_page_shows_the_truth_once_it_is_quiet(
    server: Server, monkeypatch: pytest.MonkeyPatch, log: list[logging.LogRecord], *, soak: bool
) -> None:
    # Every move between two tasks makes room first.
    monkeypatch.setattr(positions, "LONGEST_KEY", 2)
    monkeypatch.setattr(positions, "NEIGHBOURS_REINDEXED", 1)
    # Who comes and goes is told at once.
    monkeypatch.setattr("taskflow.live.presence.PEOPLE_SECONDS", 0)

    def crowd() -> Crowd:
        return Crowd(server, monkeypatch)

    examples = EXAMPLES[server.engine.dialect.name] * (LONG if soak else 1)
    enough = settings(STEADY, max_examples=examples, stateful_step_count=30)
    run_state_machine_as_test(cast("Any", crowd), settings=enough)
    # Reflex says so of every answer to somebody who has gone meanwhile, as they do here.
    log[:] = [record for record in log if "to disconnected client" not in record.getMessage()]
