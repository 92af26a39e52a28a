"""What nobody has taken on yet can be looked for."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import Session

from taskflow.models.filter import NOBODY, TaskFilter
from taskflow.models.task import Status, TaskCreate, tasks
from taskflow.services.board import read_windows
from taskflow.services.listing import list_tasks
from taskflow.services.surroundings import read_assignees
from taskflow.services.tasks import create_task
from tests.services.boards import TODAY


def test_the_board_and_a_list_find_what_has_no_assignee(session: Session) -> None:
    for title, assignee in [("milk", None), ("bread", "alice"), ("salt", " "), ("oil", "nobody")]:
        create_task(session, TaskCreate(title=title, assignee=assignee))
    wanted = TaskFilter(assignee=NOBODY)
    assert [task.title for task in list_tasks(session, wanted, today=TODAY).tasks] == ["milk", "salt"]
    (todo,) = read_windows(session, wanted, {Status.TODO: 9}, today=TODAY)
    assert ([card.title for card in todo.cards], todo.total) == (["milk", "salt"], 2)


def test_an_empty_name_of_the_course_application_is_none(session: Session) -> None:
    create_task(session, TaskCreate(title="milk"))
    session.connection().execute(update(tasks).values(assignee=""))
    assert list_tasks(session, TaskFilter(assignee=NOBODY), today=TODAY).total == 1


def test_a_task_that_names_nobody_is_nobodys_and_the_name_is_not_offered(session: Session) -> None:
    create_task(session, TaskCreate(title="milk", assignee=NOBODY))
    assert list_tasks(session, TaskFilter(assignee=NOBODY), today=TODAY).total == 1
    assert read_assignees(session) == []
