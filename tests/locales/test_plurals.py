"""French counts no task in the singular, English in the plural."""

from __future__ import annotations

import pytest

from taskflow.locales import translate_plural


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        ("en", 0, "0 tasks"),
        ("en", 1, "1 task"),
        ("en", 2, "2 tasks"),
        ("en", 10_000, "10000 tasks"),
        ("fr", 0, "0 tâche"),
        ("fr", 1, "1 tâche"),
        ("fr", 2, "2 tâches"),
        ("fr", 10_000, "10000 tâches"),
        ("de", 1, "1 task"),
    ],
)
def test_the_form_fits_the_number(language: str, n: int, expected: str) -> None:
    assert translate_plural(language, "{n} task", "{n} tasks", n) == expected
