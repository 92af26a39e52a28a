"""The sample reads like the board of a real team, in each language as its people write it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from taskflow.locales import LANGUAGES
from taskflow.models.task import Priority, Status, TaskCreate
from taskflow.services.markdown import render
from taskflow.services.quick_add import Kind, parse
from taskflow.services.sample import sample_tasks
from tests.services.boards import TODAY

EVERY_LANGUAGE = pytest.mark.parametrize("language", sorted(LANGUAGES))
CODE = re.compile("`([^`]*)`")


def texts(language: str) -> list[str]:
    """Return titles and descriptions as people read them: without code and addresses."""
    written = [text for task in sample_tasks(language, TODAY) for text in (task.title, task.description) if text]
    return [re.sub(r"`[^`]*`|\]\([^)]*\)", "`", text) for text in written]


def days_from_today(task: TaskCreate) -> int | None:
    return None if task.due_date is None else (task.due_date.date() - TODAY).days


def offending(pattern: str, language: str) -> list[str]:
    return [text for text in texts(language) if re.search(pattern, text)]


@EVERY_LANGUAGE
def test_it_shows_everything_that_a_board_can_show(language: str) -> None:
    written = sample_tasks(language, TODAY)
    assert len(written) == 24
    assert len({task.title for task in written}) == 24
    columns, priorities = Counter(task.status for task in written), Counter(task.priority for task in written)
    assert min(columns[status] for status in Status) >= 5
    assert min(priorities[priority] for priority in Priority) >= 5
    assert len({task.assignee for task in written if task.assignee}) == 5
    open_days = [days_from_today(task) for task in written if task.status is not Status.DONE]
    assert {None, 0, 1} < set(open_days)
    assert min(day for day in open_days if day is not None) < 0
    assert max(day for day in open_days if day is not None) > 7
    assert max(len(task.title) for task in written) > 120
    assert any("👋" in task.title for task in written)
    formatted = "".join(render(task.description or "") for task in written)
    assert all(part in formatted for part in ("☐", "☑", "<a href", "<ol", "<table", "<strong", "<em", "<s>", "<code"))


def test_both_languages_tell_the_same_story() -> None:
    def outline(language: str) -> list[object]:
        return [
            (task.status, task.priority, task.assignee, task.due_date, bool(task.description))
            for task in sample_tasks(language, TODAY)
        ]

    assert outline("en") == outline("fr")
    assert not {task.title for task in sample_tasks("en", TODAY)} & {task.title for task in sample_tasks("fr", TODAY)}


@pytest.mark.parametrize("language", ["de", "", "../../locales/fr", "en.toml\x00"])
def test_an_unknown_language_is_english(language: str) -> None:
    assert sample_tasks(language, TODAY) == sample_tasks("en", TODAY)


@pytest.mark.parametrize(("language", "day"), [("en", "friday"), ("fr", "vendredi")])
def test_what_the_tip_about_typing_says_is_so(language: str, day: str) -> None:
    tip = sample_tasks(language, TODAY)[2]
    line, *days = CODE.findall(tip.description or "")
    quick = parse(line, language=language, today=TODAY, assignees=["Nora Petit"])
    assert [token.kind for token in quick.recognised] == list(Kind)
    assert (quick.priority, quick.assignee, quick.due_date) == (Priority.HIGH, "Nora Petit", date(2026, 3, 13))
    assert day in line
    assert [parse(word, language=language, today=TODAY).due_date for word in days] == [
        date(2026, 12, 31),
        date(2026, 3, 24),
    ]


@EVERY_LANGUAGE
def test_a_card_begins_with_a_sentence(language: str) -> None:
    # The board shows the first line of a description as it was typed.
    first_lines = [(task.description or "A").splitlines()[0] for task in sample_tasks(language, TODAY)]
    assert [line for line in first_lines if re.match(r"[-|#>`0-9]", line)] == []


@EVERY_LANGUAGE
def test_typography_of_every_language(language: str) -> None:
    assert offending("['\"]", language) == []
    assert offending(r"\.\.", language) == []
    # A table is filled up with spaces, in descriptions only.
    assert offending(r"(?m)^[^|\n]*[^\S\n]{2}|[^\S\n]$", language) == []


def test_typography_of_french() -> None:
    assert offending("[^\u00a0\u202f][;?!:»%€]", "fr") == []
    assert offending("«[^\u00a0]", "fr") == []
    assert offending("[^\u202f][;?!]|[^\u00a0][:»]", "fr") == []
    assert offending("[“”„]", "fr") == []


def test_a_french_title_needs_no_space_that_a_title_cannot_keep() -> None:
    assert [task.title for task in sample_tasks("fr", TODAY) if re.search("[;?!:«»\u00a0\u202f]", task.title)] == []
