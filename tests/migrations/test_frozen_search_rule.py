"""Revision 0001 fills `search_text` by a copy of the rule of search, which must find what the program looks for."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis.strategies import characters, none, text

from taskflow.migrations.adoption import folding
from taskflow.services import search


@given(title=text() | text(characters(max_codepoint=127)), description=none() | text())
@example(title="Échéance", description="Œuvre à Łódź")
def test_it_is_still_the_rule_of_the_program(title: str, description: str | None) -> None:
    # When this fails, the rule has changed: add a revision that rewrites search_text of every task, and compare that.
    assert folding.search_text(title, description) == search.search_text(title, description)
