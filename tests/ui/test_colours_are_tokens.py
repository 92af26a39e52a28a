"""Every colour on the page is one of our tokens, so that both themes and the contrast test know it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from taskflow.ui.tokens import COLORS, READ_PAIRS
from tests.program import ROOT

ROOMS = ("components", "pages", "ui")
COLORED = re.compile(r"(bg|text|border|outline|ring|fill|stroke|from|via|to|divide|placeholder|caret|decoration)-(.+)")
# What these utilities can say besides a colour.
NO_COLORS = re.compile(
    r"""xs|sm|base|lg|xl|\d?xl|left|center|right|start|end|\[.*\]|\d+|none|dashed|offset-\d+|ellipsis|nowrap|balance|pretty"""
    r"""|[trblxy](-\d+)?|transparent|current"""
)
# The shade behind a dialog is black in both themes.
EXCEPTIONS = {"backdrop:bg-black/50"}
# The one file that says what the tokens are.
TOKENS = ROOT / "taskflow" / "ui" / "tokens.py"


@cache
def texts() -> list[str]:
    """Return the text constants of everything that is shown, but not what they are documented with."""
    found: list[str] = []
    for room in ROOMS:
        for file in sorted((ROOT / "taskflow" / room).rglob("*.py")):
            if file != TOKENS:
                found += _constants(ast.parse(file.read_text()))
    return found


def _constants(tree: ast.Module) -> Iterator[str]:
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def colors() -> dict[str, str]:
    """Return the colour of every class that has one."""
    found: dict[str, str] = {}
    for text in texts():
        for name in text.split():
            utility = name.rpartition(":")[2].strip("!")
            match = COLORED.fullmatch(utility)
            if match and name not in EXCEPTIONS and not NO_COLORS.fullmatch(match[2]):
                found[name] = match[2].partition("/")[0]
    return found


def test_there_are_colours() -> None:
    assert {"ink", "muted", "surface", "accent", "danger"} <= set(colors().values())


def test_every_colour_is_a_token() -> None:
    assert {name: color for name, color in colors().items() if color not in COLORS} == {}


def test_no_colour_is_written_out() -> None:
    written = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch|color-mix)a?\(")
    assert [text for text in texts() if written.search(text)] == []


def test_the_pairs_are_of_tokens() -> None:
    assert {name for pair in READ_PAIRS for name in pair} <= set(COLORS)
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for pair in COLORS.values() for value in pair)
