"""The boards of the benchmark are what the program itself would have written."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session

from taskflow.migrations.upgrade import prepare_database
from taskflow.models.database import create_engine
from taskflow.models.filter import Sort, TaskFilter
from taskflow.models.task import Status, TaskCreate
from taskflow.services.activity import read_revision
from taskflow.services.listing import list_tasks
from taskflow.services.search import search_text
from taskflow.services.tasks import create_task
from taskflow.settings import read_settings
from tests.benchmarks.believable import PEOPLE
from tests.benchmarks.seeding import seed, seeded_rows

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


def test_each_task_is_valid_as_it_is_and_is_found_by_what_it_says() -> None:
    for row in seeded_rows(3000, NOW):
        fields = {name: row[name] for name in TaskCreate.model_fields}
        assert TaskCreate.model_validate(fields).model_dump() == fields
        assert row["search_text"] == search_text(row["title"], row["description"])


def test_the_first_tasks_are_the_same_on_every_board_and_every_field_occurs() -> None:
    few, many = list(seeded_rows(100, NOW)), list(seeded_rows(1000, NOW))
    for name in ("id", "title", "description", "status", "priority", "assignee", "due_date"):
        assert [row[name] for row in few] == [row[name] for row in many[:100]]
    assert len({row["title"] for row in many}) == len(many)
    assert {row["assignee"] for row in many} == {None, *PEOPLE}
    assert {row["due_date"] is None for row in many} == {row["description"] is None for row in many} == {True, False}


def test_the_program_goes_on_with_such_a_board(database_url: str) -> None:
    engine = create_engine(read_settings({"DATABASE_URL": database_url}))
    prepare_database(engine)
    seed(engine, 300)
    with Session(engine) as session:
        assert read_revision(session) == 300
        session.rollback()
        new = create_task(session, TaskCreate(title="One more", status=Status.DONE))
        found = list_tasks(session, TaskFilter(status=Status.DONE), sort=Sort.BOARD, today=NOW.date()).tasks
        assert new in found
        assert len(found) == 1 + sum(row["status"] == "done" for row in seeded_rows(300, NOW))
        assert list_tasks(session, TaskFilter(q="(tf-299)"), sort=Sort.BOARD, today=NOW.date()).tasks
    engine.dispose()
