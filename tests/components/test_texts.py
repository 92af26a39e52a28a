"""The page holds each text in both languages and shows the one for the reader; run here as the browser would."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import reflex as rx

from taskflow.components.text import priority_name, status_name, t, tn
from taskflow.models.task import Priority, Status
from taskflow.states.reader import ReaderState

NODE = Path(sys.executable).with_name("node")


@cache
def shown(text: rx.Var[str], language: str) -> str:
    """Return what the browser makes of a text."""
    name, _, variable = str(ReaderState.language).rpartition(".")
    script = f"const {name} = {json.dumps({variable: language})}; process.stdout.write(String({text!s}))"
    return subprocess.run([NODE, "-e", script], capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 0, "0 tasks"),
        ("en", 1, "1 task"),
        ("en", 2, "2 tasks"),
        ("en", 121, "121 tasks"),
        ("fr", 0, "0 tâche"),
        ("fr", 1, "1 tâche"),
        ("fr", 2, "2 tâches"),
        ("fr", 121, "121 tâches"),
    ],
)
def test_a_number_of_things(language: str, n: int, expected: str) -> None:
    assert shown(tn("{n} task", "{n} tasks", n), language) == expected


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        (t("Save"), "Save", "Enregistrer"),
        (status_name(Status.DONE), "Done", "Terminé"),
        (priority_name(Priority.HIGH), "High", "Haute"),
    ],
)
def test_a_text(text: rx.Var[str], english: str, french: str) -> None:
    assert (shown(text, "en"), shown(text, "fr")) == (english, french)


def test_before_the_language_is_known_it_is_english() -> None:
    assert shown(t("Save"), "") == "Save"
