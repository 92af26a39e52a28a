"""What the tests of services do with a whole board: read it, empty it, replay its record."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session

from taskflow.models.activity import Action, Activity, activity
from taskflow.models.filter import Sort, TaskFilter
from taskflow.models.task import Status, TaskCreate, TaskPublic
from taskflow.services.listing import list_tasks
from taskflow.services.tasks import create_task

TODAY = date(2026, 3, 10)
NOBODY = "00000000-0000-4000-8000-000000000000"


def add(session: Session, *titles: str, status: Status = Status.TODO) -> list[str]:
    """Add tasks, the first one uppermost, and return their ids."""
    return [create_task(session, TaskCreate(title=title, status=status)).id for title in titles]


def board(engine: Engine) -> list[TaskPublic]:
    """Return every task, column by column in order."""
    with Session(engine) as session:
        return list(list_tasks(session, TaskFilter(), sort=Sort.BOARD, today=TODAY).tasks)


def titles(engine: Engine, status: Status = Status.TODO) -> list[str]:
    """Return the titles of a column in order."""
    return [task.title for task in board(engine) if task.status is status]


def recorded(engine: Engine) -> list[Activity]:
    """Return the record of changes in order."""
    with engine.connect() as connection:
        return [Activity(**row._mapping) for row in connection.execute(select(activity).order_by(activity.c.id))]


def replayed(changes: list[Activity]) -> list[TaskPublic]:
    """Return the board that the record alone describes, as `board` does.

    A change to what is not there, or from what it was not, is an error in the record.
    """
    found: dict[str, dict[str, Any]] = {}
    in_bin: dict[str, dict[str, Any]] = {}
    for change in changes:
        if change.action == Action.CREATE:
            assert change.task_id not in found
            found[change.task_id] = dict(change.after)
            continue
        if change.action == Action.RESTORE:
            found[change.task_id] = in_bin.pop(change.task_id)
        fields = found[change.task_id]
        assert change.before.keys() == change.after.keys()
        assert change.before == {name: fields.get(name) for name in change.before}
        assert change.action != Action.REINDEX or change.before != change.after
        fields.update(change.after)
        if change.action != Action.REINDEX:
            fields.update(version=fields["version"] + 1, updated_at=change.at)
        if change.action == Action.DELETE:
            in_bin[change.task_id] = found.pop(change.task_id)
    columns = list(Status)
    result = [TaskPublic.model_validate(fields) for fields in found.values()]
    return sorted(result, key=lambda task: (columns.index(task.status), task.position))


def assert_sound(engine: Engine) -> None:
    """Check what is true of a board at any moment: each place is taken once, and the record tells the same story."""
    current = board(engine)
    places = [(task.status, task.position) for task in current]
    assert len(set(places)) == len(places)
    assert replayed(recorded(engine)) == current
