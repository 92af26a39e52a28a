"""Every handler is async, checked and short, so that none can block, be fooled or hide a decision."""

from __future__ import annotations

import ast

import pytest

from tests.program import ROOT

LONGEST = 12

FUNCTIONS = {
    f"{file.stem}.{function.name}": function
    for room in ("live", "states")
    for file in sorted((ROOT / "taskflow" / room).glob("*.py"))
    for function in ast.walk(ast.parse(file.read_text()))
    if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
}
HANDLERS = {
    name: function
    for name, function in FUNCTIONS.items()
    if any(ast.unparse(decorator).startswith(("rx.event", "event")) for decorator in function.decorator_list)
}


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines the statements take, without signature and docstring."""
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def test_there_are_handlers() -> None:
    assert len(HANDLERS) >= 25


@pytest.mark.parametrize("name", HANDLERS)
def test_a_handler_is_async_checked_and_short(name: str) -> None:
    function = HANDLERS[name]
    assert isinstance(function, ast.AsyncFunctionDef)
    # Innermost, so that what Reflex calls is what checks.
    assert ast.unparse(function.decorator_list[-1]) == "checked"
    assert length(function) <= LONGEST


def test_nothing_is_checked_that_is_no_handler() -> None:
    checked = {
        name
        for name, function in FUNCTIONS.items()
        if any(ast.unparse(decorator) == "checked" for decorator in function.decorator_list)
    }
    assert checked == set(HANDLERS)


def test_only_one_function_opens_a_session() -> None:
    openers = {name for name, function in FUNCTIONS.items() if "rx.session" in ast.unparse(function)}
    assert openers == {"database.in_database", "database.run"}
