"""What the page would never send is refused before Reflex looks at it; what a browser has stored is not believed."""

from __future__ import annotations

from typing import Any

import pytest
from reflex_base.registry import RegistrationContext
from sqlalchemy import Engine

from taskflow.states.board import BoardState
from taskflow.states.changes import ChangeState
from taskflow.states.columns import WINDOW, TodoState
from taskflow.states.gate import guard_events
from taskflow.states.reader import ReaderState
from taskflow.states.task_form import NewTaskState
from tests.emptying import empty
from tests.states.attacks import FORGED_TEXTS, HUGE, NO_TEXTS
from tests.states.visiting import HYDRATE, UPDATE_VARS, Server, Visitor, name_of

REFUSED = [("error", "That request made no sense, so nothing was changed.")]
LOAD = name_of(BoardState.load)


FOREIGN = [
    *NO_TEXTS,
    "x",
    {"name": "no_such_handler"},
    {"name": f"{LOAD}x"},
    {"name": LOAD.rpartition(".")[0]},
    {"name": ""},
    {"name": HUGE},
    {"name": "\ud800"},
    {"name": "_redirect", "payload": {"path": "https://example.org"}},
    *({"name": LOAD, "router_data": value} for value in [5, "x", [], None]),
    *({"name": LOAD, "router_data": {"pathname": value}} for value in [5, [], None, "http://[x", "\ud800"]),
    *({"name": LOAD, "router_data": {"asPath": value}} for value in [5, {}, None, "//[", "/?q=\ud800"]),
    *({"name": LOAD, "router_data": {"query": value}} for value in [5, "x", {"q": {}}, {"q": None}]),
]
NO_STORAGE = [
    *(value for value in NO_TEXTS if value != {}),
    *({"vars": value} for value in NO_TEXTS if not isinstance(value, dict | None)),
    {"vars": {}, "hashes": 5},
    {"vars": {}, "self": 5},
]


@pytest.fixture
def engine(sqlite_engine: Engine) -> Engine:
    """Return one kind only: what happens here happens before a database is asked."""
    empty(sqlite_engine)
    return sqlite_engine


def test_it_is_refused(visitor: Visitor) -> None:
    for message in FOREIGN:
        assert visitor.send_raw(message).toasts == REFUSED, repr(message)[:200]
    assert visitor.do(BoardState.load).toasts == []


@pytest.mark.parametrize("name", [HYDRATE, UPDATE_VARS], ids=["connecting", "storing"])
def test_a_storage_that_is_none_is_refused(visitor: Visitor, name: str) -> None:
    for payload in NO_STORAGE:
        assert visitor.send(name, payload).toasts == REFUSED, payload


@pytest.mark.parametrize("name", [HYDRATE, UPDATE_VARS], ids=["connecting", "storing"])
def test_what_the_page_did_not_store_is_left_out(visitor: Visitor, name: str) -> None:
    state = TodoState.get_full_name()
    names = ("total", "_size", "total_rx_state_", "__class__")
    for forged in ["x", "", ".", "a.b.c", "\ud800", *(f"{state}.{name}" for name in names)]:
        assert visitor.send(name, {"vars": {forged: "1000000"}}).toasts == []
    assert (visitor.state(TodoState)._size, visitor.state(TodoState).total) == (WINDOW, 0)


@pytest.mark.parametrize("variable", ["chosen_language", "time_zone"])
def test_a_foreign_language_or_time_zone_is_as_good_as_none(server: Server, variable: str) -> None:
    for value in [*NO_TEXTS, *FORGED_TEXTS, "Europe", "posixrules", "/etc/passwd", "Europe/Paris\x00", "fr_FR.UTF-8"]:
        visitor = server.visit(stored={ReaderState: {variable: value}})
        assert visitor.opening.toasts == []
        assert visitor.sees(ReaderState).language == "en"
        assert visitor.store(ReaderState, **{variable: value}).toasts == []
        assert visitor.do(BoardState.load).toasts == []


def test_a_foreign_stack_or_draft_changes_nothing_that_is_there(server: Server) -> None:
    for value in [*NO_TEXTS, *FORGED_TEXTS]:
        visitor = server.visit(stored={ChangeState: {"undoable": value}, NewTaskState: {"draft": value}})
        assert visitor.opening.toasts == []
        assert {kind for kind, _ in visitor.do(ChangeState.undo).toasts} == {"error"}
        assert visitor.store(ChangeState, undoable=value).toasts == []


def test_a_page_that_breaks_may_say_so_but_nothing_else(visitor: Visitor) -> None:
    name = next(name for name in RegistrationContext.get().event_handlers if name.endswith("handle_frontend_exception"))
    for payload in [
        {},
        {"info": 5, "component_stack": "x"},
        {"info": "x"},
        {"info": "x", "component_stack": "", "x": 1},
    ]:
        assert visitor.send(name, payload).toasts == REFUSED


def test_somebody_without_a_connection_is_not_heard(server: Server) -> None:
    stranger = Visitor(server, "en")
    assert stranger.send(LOAD, {}).updates == []
    assert stranger.send_raw(5).updates == []


def test_an_application_without_states_cannot_be_guarded(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_event_namespace", None)
    with pytest.raises(RuntimeError, match="no State"):
        guard_events(app)
