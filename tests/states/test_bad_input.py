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
from taskflow.services.tasks import create_task
from taskflow.states.board import BoardState, TodoState
from taskflow.states.filters import FilterState
from taskflow.states.refusals import is_checked
from taskflow.states.task_form import EditTaskState, NewTaskState
from tests.locales.messages import forms
from tests.program import ROOT
from tests.states.attacks import (
    EXTRA_NAMES,
    FORGED_TEXTS,
    HUGE,
    NO_TEXTS,
    SENSIBLE_FORM,
    UNSTORABLE_TEXTS,
    handlers,
    sensible_arguments,
)
from tests.states.visiting import Server

ALL = handlers()
# What the gate lets through. Every public method is a handler to Reflex, and every State has a "setvar".
HANDLERS = {name: handler for name, handler in ALL.items() if is_checked(handler.fn)}
SAVES = [name for name in HANDLERS if name.endswith(".save")]

with (ROOT / "taskflow" / "locales" / "fr.po").open("rb") as catalog:
    FRENCH = {text for message in read_po(catalog, locale="fr") for text in forms(message.string)}


class Scene:
    """A French visitor who misbehaves, a colleague who must not notice, and a database that must not change."""

    def __init__(self, server: Server, session: Session, engine: Engine) -> None:
        self.engine = engine
        self.task_id = create_task(session, TaskCreate(title="Water the plants", assignee="Alice")).id
        self.attacker = server.visit(languages="fr-FR,fr;q=0.9")
        self.colleague = server.visit()
        self.attacker.do(EditTaskState.open, self.task_id)
        self.before = contents(engine)
        self.colleague_had = len(self.colleague.updates)

    def refuses(self, name: str, payload: Any) -> None:
        """Check that the answer says no, in French; `is_unharmed` then checks the rest, once for many attempts."""
        answer = self.attacker.send(name, payload)
        attempt = f"{name}: {payload!r:.200}"
        said = [text for kind, text in answer.toasts if kind == "error"]
        beside_fields = [
            text
            for values in answer.sent.values()
            for text in [*values.get("errors", {}).values(), values.get("failure", "")]
            if text
        ]
        assert said or beside_fields, attempt
        assert {re.sub("[0-9]+", "{length}", text) for text in [*said, *beside_fields]} <= FRENCH, attempt

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
        return [f"{table} {row}" for table in (tasks, activity) for row in connection.execute(select(table))]


def test_there_are_handlers() -> None:
    assert len(HANDLERS) >= 10
    assert len(ALL) > len(HANDLERS)


def test_a_method_that_is_not_meant_for_browsers_cannot_be_called(scene: Scene) -> None:
    for name in ALL.keys() - HANDLERS.keys():
        scene.refuses(name, {})
        scene.refuses(name, sensible_arguments(ALL[name], scene.task_id))
    for state in {name.rpartition(".")[0] for name in ALL}:
        scene.refuses(f"{state}.setvar", {"var_name": "size", "value": 1_000_000})
    scene.is_unharmed()


def test_an_argument_of_a_foreign_type_is_refused(scene: Scene) -> None:
    for name, handler in HANDLERS.items():
        sensible = sensible_arguments(handler, scene.task_id)
        for parameter, usual in sensible.items():
            foreign = [value for value in NO_TEXTS if not isinstance(value, dict)]
            for value in ["x", HUGE, *foreign] if isinstance(usual, dict) else NO_TEXTS:
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
            # One may search for anything that a database can hold.
            for text in [*UNSTORABLE_TEXTS, HUGE] if parameter == "value" else FORGED_TEXTS:
                scene.refuses(name, {**sensible, parameter: text})
    scene.is_unharmed()


def test_one_may_search_for_anything(scene: Scene) -> None:
    for text in FORGED_TEXTS:
        if text not in {*UNSTORABLE_TEXTS, HUGE}:
            assert scene.attacker.do(BoardState.filter, "q", text).toasts == []
    scene.attacker.do(BoardState.clear_filters)
    scene.is_unharmed()


def test_a_form_with_a_value_that_cannot_be_is_refused(scene: Scene) -> None:
    for name in SAVES:
        for field in SENSIBLE_FORM:
            # An empty optional field is no value, whatever kind of nothing the browser sends.
            nothings: list[Any] = [] if field in {"title", "status", "priority"} else [None, [], {}]
            for value in [*NO_TEXTS, *UNSTORABLE_TEXTS, HUGE]:
                if value not in nothings:
                    scene.refuses(name, {"form": {**SENSIBLE_FORM, field: value}})
    scene.is_unharmed()


def test_a_form_with_a_forged_choice_is_refused(scene: Scene) -> None:
    for name in SAVES:
        for field in ("status", "priority", "due_date"):
            for text in FORGED_TEXTS:
                if text or field != "due_date":
                    scene.refuses(name, {"form": {**SENSIBLE_FORM, field: text}})
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
