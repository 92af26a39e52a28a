"""What an unkind browser may send, and which handlers it may try."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any, get_type_hints

from reflex_base.registry import RegistrationContext

import taskflow.states
from tests.states.visiting import parameters_of

# No test with a foreign type reaches a service; a handler that is new gets by with what suits its annotation.
SENSIBLE_BY_NAME = {
    "name": "title",
    "status": "done",
    "end": "top",
    "language": "fr",
    "before": "",
    "after": "",
    "lane": "",
}
SENSIBLE_BY_TYPE: dict[Any, Any] = {str: "x", int: 1, bool: True}
# Texts that may say anything: what is typed, and neighbours and lanes that may be gone by now.
FREE_TEXTS = {"value", "text", "seen", "before", "after", "lane"}
SENSIBLE_FORM = {
    "title": "Buy milk",
    "description": "",
    "status": "todo",
    "priority": "low",
    "assignee": "",
    "due_date": "",
    # Of the form of a saved view.
    "name": "Mine",
}

NO_TEXTS: list[Any] = [None, 5, -1, 1e308, True, [], ["x"], {}, {"a": {"b": [{"c": None}]}}, [[]], {"": ""}]
UNSTORABLE_TEXTS = ["a\x00b", "\ud800", "x\udfffy"]
HUGE = "x" * 1_000_000
# None of them is the id of a task, the name of a column, of a filter, of a language or of an end.
FORGED_TEXTS = [
    "",
    " ",
    "00000000-0000-0000-0000-000000000000",
    "deleted",
    "TODO",
    "__class__",
    "__dict__",
    "_x",
    "_backend_vars",
    "search_key",
    "is_filtered",
    "set_value",
    "dirty_vars",
    "substates",
    "parent_state",
    "self",
    "'; DROP TABLE tasks; --",
    "%s %(x)s {0.__class__} ${x}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\u202e\u2066",
    *UNSTORABLE_TEXTS,
    HUGE,
]
EXTRA_NAMES = ["self", "args", "kwargs", "session", "__class__", "", "handler", "state", "cls", "a b"]


def handlers() -> dict[str, Any]:
    """Return every event handler of our States by the name under which a browser would call it."""
    for module in pkgutil.walk_packages(taskflow.states.__path__, "taskflow.states."):
        importlib.import_module(module.name)
    return {
        name: registered.handler
        for name, registered in RegistrationContext.get().event_handlers.items()
        if any(state.__module__.startswith("taskflow.") for state in registered.states)
    }


def sensible_arguments(handler: Any, task_id: str) -> dict[str, Any]:
    """Return arguments with which the handler might do something."""
    hints = get_type_hints(handler.fn)
    given = {"task_id": task_id, "task_ids": [task_id], "form": SENSIBLE_FORM, **SENSIBLE_BY_NAME}
    if handler.fn.__qualname__ == "BoardState.filter":
        given["name"] = "q"
    return {name: given.get(name, SENSIBLE_BY_TYPE.get(hints[name], {})) for name in parameters_of(handler)}
