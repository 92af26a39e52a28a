"""What a page must show, read from the database and not from the hub, and what it does show."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from reflex_base.constants.state import FIELD_MARKER
from sqlmodel import Session

from taskflow.live.deltas import Delta, merged
from taskflow.live.hub import hub
from taskflow.models.filter import Group, Order, TaskFilter
from taskflow.models.task import Status
from taskflow.states.board_view import BoardView
from taskflow.states.columns import COLUMNS
from taskflow.states.filters import FILTERS, SHOWN, FilterState
from taskflow.states.open_task import TASK_ADDRESS, OpenTaskState, TaskView
from taskflow.states.people import PeopleState
from taskflow.states.reader import ReaderState
from tests.states.visiting import Server, Visitor

# They follow the clock, which does not stand still while one compares.
OF_THE_CLOCK = {"created", "updated"}


def truth(session: Session, visitor: Visitor) -> Delta:
    """Return what this visitor's page must show now, for the filters and the language that it shows."""
    filters, language = visitor.sees(FilterState), visitor.sees(ReaderState).language
    wanted = TaskFilter.model_validate({name: getattr(filters, name) or None for name in FILTERS})
    order = Order(filters.sort)
    board = BoardView(
        wanted,
        order,
        Group(filters.group) if filters.group else None,
        tuple(visitor.state(COLUMNS[status]).window(wanted, order) for status in Status),
        language,
        "UTC",
    )
    shown = board.read(session)
    task_id = open_task(visitor)
    return merged(shown, TaskView(task_id, language, "UTC").read(session)) if task_id else shown


def differences(must_show: Delta, visitor: Visitor) -> dict[str, tuple[Any, Any]]:
    """Return, by the name of a variable, what a page must show and what it shows, where these are not the same."""
    found: dict[str, tuple[Any, Any]] = {}
    for state, values in must_show.items():
        for marked, value in values.items():
            name = marked.removesuffix(FIELD_MARKER)
            shows = visitor.shows(state, name)
            if shows != value and name not in OF_THE_CLOCK:
                found[f"{state.rpartition('.')[2]}.{name}"] = (value, shows)
    return found


def open_task(visitor: Visitor) -> str:
    """Return the id of the task that the visitor's address names; empty when it names none."""
    path = visitor.address.partition("?")[0]
    return path.removeprefix(TASK_ADDRESS) if path.startswith(TASK_ADDRESS) else ""


def address_shown(visitor: Visitor, task_id: str = "") -> str:
    """Return the address of a page that shows what this one shows: the board, or a task before it."""
    filters = visitor.sees(FilterState)
    chosen = {name: getattr(filters, name) for name, default in SHOWN.items() if getattr(filters, name) != default}
    return f"{TASK_ADDRESS}{task_id}" * bool(task_id) + "/" * (not task_id) + f"?{urlencode(chosen)}" * bool(chosen)


def people_shown(visitor: Visitor) -> dict[str, set[str]]:
    """Return who is here as the page shows it: by the keys of the people, the tasks that they have open."""
    return {person.key: set(person.tasks) for person in visitor.sees(PeopleState).people}


def fields_shown(visitor: Visitor) -> dict[str, Any]:
    """Return the panel as the page shows it."""
    return {name: value for name, value in vars(visitor.sees(OpenTaskState)).items() if name not in OF_THE_CLOCK}


def left_behind(server: Server) -> list[str]:
    """Return what the hub keeps of visitors who are no longer there."""
    connected = {sid for sid, visitor in server.visitors.items() if visitor.is_connected and visitor.sid == sid}
    return [
        *(f"the place of {sid}" for sid in hub._places.keys() - connected),
        *(f"the room {view}" for view, room in hub.telling.rooms.items() if room.is_empty),
        *(f"{sid} in {view}" for view, room in hub.telling.rooms.items() for sid in room.members - connected),
        *(f"a promise in {view}" for view, room in hub.telling.rooms.items() if room._promises),
    ]
