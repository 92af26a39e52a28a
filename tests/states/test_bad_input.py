"""Whatever a browser sends to a handler: a clear refusal in the reader's language, and nothing is lost.

Everything goes through Reflex's own socket code. The log must stay empty (see conftest.py), and Reflex's own error
toast, which is English, must never appear.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from babel.messages.pofile import read_po
from sqlalchemy import Engine, select
from sqlmodel import Session

from taskflow.models.activity import activity
from taskflow.models.task import TaskCreate, tasks
from taskflow.models.view import views
from taskflow.services.tasks import create_task
from taskflow.states.board import BoardState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import TodoState
from taskflow.states.filters import FilterState
from taskflow.states.refusals import is_checked
from taskflow.states.task_fields import TaskFieldsState
from taskflow.states.task_form import NewTaskState
from taskflow.states.views import ViewsState
from tests.locales.messages import forms
from tests.program import ROOT
from tests.services.boards import assert_sound
from tests.states.attacks import (
    EXTRA_NAMES,
    FORGED_TEXTS,
    FREE_TEXTS,
    HUGE,
    NO_TEXTS,
    SENSIBLE_FORM,
    UNSTORABLE_TEXTS,
    handlers,
    sensible_arguments,
)
from tests.states.boards import given_back
from tests.states.visiting import Server, name_of, parameters_of

ALL = handlers()
# What the gate lets through. Every public method is a handler to Reflex, and every State has a "setvar".
HANDLERS = {name: handler for name, handler in ALL.items() if is_checked(handler.fn)}
TASK_FIELDS = tuple(TaskCreate.model_fields)
# Where a State says what is wrong with the whole of a form.
FAILURES = ("failure", "error")
SAVE_TASK = name_of(NewTaskState.save)


def without_numbers(sentence: str) -> str:
    """Return a sentence as the catalog has it, whatever number was filled in."""
    return re.sub("[0-9]+|{length}", "…", sentence)


with (ROOT / "taskflow" / "locales" / "fr.po").open("rb") as catalog:
    FRENCH = {without_numbers(text) for message in read_po(catalog, locale="fr") for text in forms(message.string)}


class Scene:
    """A French visitor who misbehaves, a colleague who must not notice, and a database that must not change."""

    def __init__(self, server: Server, session: Session, engine: Engine) -> None:
        self.engine = engine
        self.task_id = create_task(session, TaskCreate(title="Water the plants", assignee="Alice")).id
        self.attacker = server.visit(f"/t/{self.task_id}", languages="fr-FR,fr;q=0.9")
        self.colleague = server.visit()
        self.before = contents(engine)
        self.colleague_had = len(self.colleague.updates)

    def refuses(self, name: str, payload: Any) -> None:
        """Check that the answer says no, in French; `is_unharmed` then checks the rest, once for many attempts."""
        answer = self.attacker.send(name, payload)
        attempt = f"{name}: {payload!r:.200}"
        said = [text for kind, text in answer.toasts if kind == "error"]
        # The panel keeps what is wrong with its other fields.
        named = payload.get("name") if isinstance(payload, dict) else None
        beside_fields = [
            text
            for values in answer.sent.values()
            for field, text in {**values.get("errors", {}), **{key: values.get(key) for key in FAILURES}}.items()
            if text and (named is None or field in {named, *FAILURES})
        ]
        assert said or beside_fields, attempt
        assert {without_numbers(text) for text in [*said, *beside_fields]} <= FRENCH, attempt

    def is_unharmed(self) -> None:
        """Check the database, that the colleague heard nothing, and that the visitor can still work."""
        assert contents(self.engine) == self.before
        assert len(self.colleague.updates) == self.colleague_had
        assert self.attacker.do(BoardState.filter, "q", "water").sent_of(FilterState) == {
            "q": "water",
            "is_filtered": True,
        }
        assert self.attacker.do(BoardState.clear_filters).sent_of(FilterState)["q"] == ""


@pytest.fixture
def scene(server: Server, session: Session, engine: Engine) -> Scene:
    return Scene(server, session, engine)


def contents(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [f"{table} {row}" for table in (tasks, activity, views) for row in connection.execute(select(table))]


def test_there_are_handlers() -> None:
    assert len(HANDLERS) >= 10
    assert len(ALL) > len(HANDLERS)


def test_a_method_that_is_not_meant_for_browsers_cannot_be_called(scene: Scene) -> None:
    for name in ALL.keys() - HANDLERS.keys():
        scene.refuses(name, {})
        scene.refuses(name, dict.fromkeys(parameters_of(ALL[name]), "x"))
    for state in {name.rpartition(".")[0] for name in ALL}:
        scene.refuses(f"{state}.setvar", {"var_name": "size", "value": 1_000_000})
    scene.is_unharmed()


def foreign_to(usual: Any) -> list[Any]:
    """Return values of other types than a usual one."""
    texts = ["x", HUGE]
    match usual:
        case str():
            return NO_TEXTS
        case bool():
            return [*texts, *(value for value in NO_TEXTS if not isinstance(value, bool))]
        case int():
            return [*texts, 1.5, *(value for value in NO_TEXTS if not isinstance(value, int) or value is True)]
        case list():
            return [*texts, [5], [None], [["x"]], [{}], *(value for value in NO_TEXTS if not isinstance(value, list))]
        case _:
            return [*texts, *(value for value in NO_TEXTS if not isinstance(value, dict))]


def test_an_argument_of_a_foreign_type_is_refused(scene: Scene) -> None:
    for name, handler in HANDLERS.items():
        sensible = sensible_arguments(handler, scene.task_id)
        for parameter, usual in sensible.items():
            for value in foreign_to(usual):
                scene.refuses(name, {**sensible, parameter: value})
    scene.is_unharmed()


def test_a_missing_argument_is_refused(scene: Scene) -> None:
    for name, handler in HANDLERS.items():
        sensible = sensible_arguments(handler, scene.task_id)
        for missing in sensible:
            scene.refuses(name, {key: value for key, value in sensible.items() if key != missing})
    scene.is_unharmed()


def test_an_argument_too_many_is_refused(scene: Scene) -> None:
    for name, handler in HANDLERS.items():
        for extra in EXTRA_NAMES:
            scene.refuses(name, {**sensible_arguments(handler, scene.task_id), extra: "x"})
    scene.is_unharmed()


def test_arguments_that_are_no_object_are_refused(scene: Scene) -> None:
    for name in HANDLERS:
        for payload in [None, 5, "x", [], [["name", "q"]], True]:
            scene.refuses(name, payload)
    scene.is_unharmed()


def test_a_forged_text_is_refused(scene: Scene) -> None:
    for name, handler in HANDLERS.items():
        sensible = sensible_arguments(handler, scene.task_id)
        for parameter in (key for key, value in sensible.items() if isinstance(value, str)):
            # To take what others wrote where they wrote nothing is no error, nor to look at a card that has gone.
            if parameter not in {*FREE_TEXTS, "near"} and not name.endswith(".take_theirs"):
                for text in FORGED_TEXTS:
                    scene.refuses(name, {**sensible, parameter: text})
    scene.is_unharmed()


def test_forged_tasks_are_refused(scene: Scene) -> None:
    for name, handler in HANDLERS.items():
        sensible = sensible_arguments(handler, scene.task_id)
        if "task_ids" in sensible:
            for task_ids in [*([text] for text in FORGED_TEXTS), FORGED_TEXTS, [str(number) for number in range(5000)]]:
                scene.refuses(name, {**sensible, "task_ids": task_ids})
    scene.is_unharmed()


@pytest.mark.parametrize("number", [0, -1, 2**53, 10**30, -(10**30)])
def test_a_forged_number_of_a_note_does_no_harm(scene: Scene, number: int) -> None:
    answer = scene.attacker.do(ChangeState.delete, number, ["no such task"])
    assert given_back(answer) in ([number], [])
    assert [kind for kind, _ in answer.toasts] == ["error"]
    scene.is_unharmed()


def test_a_text_that_may_say_anything_does_no_harm(scene: Scene) -> None:
    for name, handler in HANDLERS.items():
        sensible = sensible_arguments(handler, scene.task_id)
        for parameter in sensible.keys() & FREE_TEXTS:
            for text in FORGED_TEXTS:
                # Whatever becomes of it: a sentence of ours at most, and a log that stays empty (see conftest.py).
                answer = scene.attacker.send(name, {**sensible, parameter: text})
                said = {without_numbers(sentence) for kind, sentence in answer.toasts if kind == "error"}
                assert said <= FRENCH, f"{name} {parameter}={text!r:.200}"
    assert_sound(scene.engine)


def test_what_no_database_can_hold_is_refused_in_every_typed_text(scene: Scene) -> None:
    for name, handler in HANDLERS.items():
        sensible = sensible_arguments(handler, scene.task_id)
        for parameter in sensible.keys() & {"value", "text"} if not name.endswith(".preview") else ():
            for text in [*UNSTORABLE_TEXTS, HUGE]:
                scene.refuses(name, {**sensible, parameter: text})
    scene.is_unharmed()


def test_one_may_search_for_anything(scene: Scene) -> None:
    for text in FORGED_TEXTS:
        if text not in {*UNSTORABLE_TEXTS, HUGE}:
            assert scene.attacker.do(BoardState.filter, "q", text).toasts == []
    scene.attacker.do(BoardState.clear_filters)
    scene.is_unharmed()


def test_a_form_with_a_value_that_cannot_be_is_refused(scene: Scene) -> None:
    for field in TASK_FIELDS:
        # An empty optional field is no value, whatever kind of nothing the browser sends.
        nothings: list[Any] = [] if field in {"title", "status", "priority"} else [None, [], {}]
        for value in [*NO_TEXTS, *UNSTORABLE_TEXTS, HUGE]:
            if value not in nothings:
                scene.refuses(SAVE_TASK, {"form": {**SENSIBLE_FORM, field: value}})
    for value in [*NO_TEXTS, *UNSTORABLE_TEXTS, HUGE, "", " "]:
        scene.refuses(name_of(ViewsState.save), {"form": {"name": value}})
    scene.is_unharmed()


def test_a_form_with_a_forged_choice_is_refused(scene: Scene) -> None:
    for field in ("status", "priority", "due_date"):
        for text in FORGED_TEXTS:
            if text or field != "due_date":
                scene.refuses(SAVE_TASK, {"form": {**SENSIBLE_FORM, field: text}})
    scene.is_unharmed()


@pytest.mark.parametrize("field", ["status", "priority", "due_date"])
def test_a_forged_choice_for_one_field_is_refused(scene: Scene, field: str) -> None:
    for text in FORGED_TEXTS:
        if text or field != "due_date":
            scene.refuses(
                name_of(ChangeState.edit), {"task_ids": [scene.task_id], "name": field, "value": text, "seen": {}}
            )
            save = {"task_id": scene.task_id, "name": field, "text": text, "seen": "2026-03-10"}
            scene.refuses(name_of(TaskFieldsState.save), save)
    scene.is_unharmed()


def test_fields_that_a_form_does_not_have_are_left_out(scene: Scene) -> None:
    forged = dict.fromkeys(
        ["id", "position", "version", "deleted_at", "__class__", "search_text"], "'; DROP TABLE tasks"
    )
    scene.attacker.do(NewTaskState.save, {**SENSIBLE_FORM, **forged})
    added = "".join(set(contents(scene.engine)) - set(scene.before))
    assert "Buy milk" in added
    assert "DROP TABLE" not in added


def test_a_script_in_a_title_stays_a_text(scene: Scene) -> None:
    title = """<script>alert("1")</script> '; DROP TABLE tasks; -- {0.__class__} ${x} %s"""
    answer = scene.attacker.do(NewTaskState.save, {**SENSIBLE_FORM, "title": title})
    assert [card.title for card in answer.sent_of(TodoState)["cards"]] == [title, "Water the plants"]
