"""People find a task by any part of its title or description, as they would type it and not as it was written."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from taskflow.models.filter import TaskFilter
from taskflow.models.task import TaskCreate, TaskUpdate
from taskflow.services.listing import list_tasks
from taskflow.services.search import fold
from taskflow.services.tasks import create_task, delete_task, edit_task
from tests.emptying import empty
from tests.services.boards import TODAY, add
from tests.services.properties import STEADY

# What a database can hold: no NUL, no half of a surrogate pair.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=40)


def found(session: Session, q: str) -> list[str]:
    titles = [task.title for task in list_tasks(session, TaskFilter(q=q), today=TODAY).tasks]
    # A write wants to begin the transaction itself.
    session.rollback()
    return titles


def test_a_task_is_found_by_a_part_of_its_title_or_description(session: Session) -> None:
    create_task(session, TaskCreate(title="Buy milk", description="two litres,\nfrom the farm"))
    add(session, "Bake bread")
    for q in ("milk", "uy mi", "litres", "the farm", " milk ", "litres, from"):
        assert found(session, q) == ["Buy milk"], q
    assert found(session, "B") == ["Buy milk", "Bake bread"]
    assert found(session, "beer") == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Échéance", "echeance"),
        ("echeance", "ÉCHÉANCE"),
        ("Noël à la plage, ça va où ?", "noel a la plage, ca va ou"),
        ("Une œuvre", "oeuvre"),
        ("Une oeuvre", "ŒUVRE"),
        ("Ex æquo", "ex aequo"),
        ("Straße", "STRASSE"),
        ("STRASSE", "straße"),
        ("Grüße aus Łódź", "grusse aus lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("İstanbul", "istanbul"),
        ("DIYARBAKIR", "diyarbak\u0131r"),
        ("ΟΔΟΣ", "οδός"),
        ("ЁЛКА", "елка"),
        ("Cafe\u0301", "café"),
        ("Prix\u00a0: 10\u202f€", "prix : 10 €"),
        ("ﬁnir le plan", "finir"),
        ("\uff11\uff12\uff13 \uff21\uff22\uff23", "123 abc"),
        ("TaskFlow™", "taskflowtm"),
        ("I ❤️ tea", "❤"),
        ("I ❤ tea", "❤️"),
        ("👩‍🚀 training", "👩‍🚀"),
        ("👍🏽 review", "👍"),
        ("co\u00adoperate", "cooperate"),
        ("\u202b\u05e9\u05dc\u05d5\u05dd\u202c", "\u05e9\u05dc\u05d5\u05dd"),
        ("مُحَمَّد", "محمد"),
    ],
)
def test_case_accents_and_ligatures_do_not_matter(session: Session, written: str, typed: str) -> None:
    add(session, written)
    assert len(found(session, typed)) == 1


@pytest.mark.parametrize(
    ("written", "typed"),
    [("résumé", "resumen"), ("Buy 2", "Buy ²2"), ("👍", "👎"), ("a b", "ab"), ("Ä", "ae"), ("и", "u")],
)
def test_what_is_another_word_is_not_found(session: Session, written: str, typed: str) -> None:
    add(session, written)
    assert found(session, typed) == []


def test_signs_that_mean_something_to_a_database_are_taken_literally(session: Session) -> None:
    signs = [
        "100 %",
        "snake_case",
        r"C:\new",
        "and/or",
        "it's",
        '"quoted"',
        "[a-z]*",
        "a;--",
        "NULL",
        "?",
        ":q",
        "%(x)s",
    ]
    add(session, *signs, "100 percent", "snakeXcase")
    assert found(session, "%") == ["100 %", "%(x)s"]
    assert found(session, "_") == ["snake_case"]
    assert found(session, "\\") == [r"C:\new"]
    assert found(session, "/") == ["and/or"]
    for sign in signs:
        assert sign in found(session, sign)
        assert "100 percent" not in found(session, sign)


@pytest.mark.parametrize("q", ["", " ", "\n", "\u0301", "\u200b", "\u00a0"])
def test_searching_for_nothing_that_can_be_seen_finds_everything(session: Session, q: str) -> None:
    add(session, "milk", "bread")
    assert len(found(session, q)) == 2


def test_the_end_of_a_title_and_the_start_of_the_description_are_not_one_text(session: Session) -> None:
    create_task(session, TaskCreate(title="Buy milk", description="today"))
    assert found(session, "milk today") == []


def test_a_changed_text_is_found_by_its_new_words_only(session: Session) -> None:
    task = create_task(session, TaskCreate(title="milk", description="farm"))
    edit_task(session, task.id, TaskUpdate(title="bread"))
    assert (found(session, "milk"), found(session, "bread"), found(session, "farm")) == ([], ["bread"], ["bread"])
    edit_task(session, task.id, TaskUpdate(description=None))
    assert found(session, "farm") == []
    delete_task(session, task.id)
    assert found(session, "bread") == []


def test_any_part_of_any_text_finds_its_task(engine: Engine, session: Session) -> None:
    @settings(STEADY, max_examples=60)
    @given(TEXT, TEXT, st.integers(0, 39), st.integers(1, 40))
    def search(title: str, description: str, start: int, length: int) -> None:
        assume(title.split())
        empty(engine)
        task = create_task(session, TaskCreate(title=title, description=description))
        for text in (task.title, task.description or ""):
            assert found(session, text[start : start + length]) == [task.title]

    search()


@settings(STEADY, max_examples=300)
@given(st.text(max_size=20), st.text(max_size=20))
def test_folding_is_the_same_for_every_way_to_write_a_text(left: str, right: str) -> None:
    folded = fold(left)
    assert fold(folded) == folded
    assert fold(left.upper()) == fold(left.lower()) == fold(left.swapcase())
    assert fold(f"{left} {right}") == f"{folded} {fold(right)}".strip()
