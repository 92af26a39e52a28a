"""A mistake of ours is written to the log and told to the visitor in their language."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from taskflow.states.board import BoardState
from tests.states.visiting import Server


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Something went wrong here. What you typed is kept; try again."),
        ("fr", "Une erreur s’est produite ici. Votre saisie est conservée\u202f; réessayez."),
    ],
)
def test_the_visitor_is_told_and_the_log_has_the_reason(
    server: Server, monkeypatch: pytest.MonkeyPatch, log: list[logging.LogRecord], language: str, sentence: str
) -> None:
    visitor = server.visit(languages=language)

    def fail(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("taskflow.states.board_view.read_windows", fail)
    answer = visitor.do(BoardState.filter, "q", "x")
    assert answer.toasts == [("error", sentence)]
    (record,) = log
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "ours"
    log.clear()
