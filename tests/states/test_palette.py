"""The command palette finds tasks by what is typed."""

from __future__ import annotations

from sqlmodel import Session

from taskflow.models.task import Status, TaskUpdate
from taskflow.services.tasks import delete_task, edit_task
from taskflow.states.palette import FOUND_TASKS, FoundTask, PaletteState
from tests.states.boards import add, columns_sent
from tests.states.visiting import Server


def test_it_works(server: Server, session: Session) -> None:
    add(session, "Bake bread")
    task = add(session, "Écrire à Zoé", Status.DONE)
    visitor = server.visit()
    answer = visitor.do(PaletteState.search, "ecrire")
    assert visitor.state(PaletteState).found == [FoundTask(task.id, "Écrire à Zoé", "done")]
    assert columns_sent(answer) == set()


def test_what_was_changed_last_comes_first_and_not_too_many_come(server: Server, session: Session) -> None:
    tasks = [add(session, f"Task {number}") for number in range(FOUND_TASKS + 3)]
    edit_task(session, tasks[2].id, TaskUpdate(title="Task two"))
    visitor = server.visit()
    visitor.do(PaletteState.search, "task")
    found = [task.title for task in visitor.state(PaletteState).found]
    assert len(found) == FOUND_TASKS
    assert found[:2] == ["Task two", "Task 10"]


def test_the_filters_of_the_board_do_not_restrict_it(server: Server, session: Session) -> None:
    add(session, "Bake bread")
    visitor = server.visit("/?q=milk&status=done")
    visitor.do(PaletteState.search, "bread")
    assert [task.title for task in visitor.state(PaletteState).found] == ["Bake bread"]


def test_nothing_typed_and_nothing_there_find_nothing(server: Server, session: Session) -> None:
    delete_task(session, add(session, "Bake bread").id)
    add(session, "Buy milk")
    visitor = server.visit()
    visitor.do(PaletteState.search, "milk")
    for text in ("bread", "%", "_", "", "  "):
        visitor.do(PaletteState.search, text)
        assert visitor.state(PaletteState).found == [], text
