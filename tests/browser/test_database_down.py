"""The database is away for a while: sentences, nothing lost, and everything works again when it is back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import make_url

from tests.browser.api import Api
from tests.browser.screen import (
    add,
    begin_task,
    card,
    choose,
    column,
    open_board,
    open_task,
    reload_board,
    save,
    titles,
    toast,
)
from tests.program import Program, start_program

UNREACHABLE = "The database cannot be reached. Nothing was changed; please try again."


class Database:
    """A database on PostgreSQL that can be told to turn everybody away."""

    def __init__(self, server: str) -> None:
        self._name = f"taskflow_{uuid.uuid4().hex}"
        self._server = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
        self.url = make_url(server).set(database=self._name).render_as_string(hide_password=False)
        self._execute(f"CREATE DATABASE {self._name} TEMPLATE template0")

    def go(self) -> None:
        """End every connection and let nobody in."""
        self._execute(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS false")
        self._execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'")  # noqa: S608

    def come_back(self) -> None:
        """Let everybody in again."""
        self._execute(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS true")

    def drop(self) -> None:
        """Remove it, whoever still uses it."""
        self._execute(f"DROP DATABASE {self._name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with closing(psycopg2.connect(self._server)) as connection:
            connection.autocommit = True
            connection.cursor().execute(statement)


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    yield database
    database.drop()


@pytest.fixture(scope="module")
def service(database: Database, built_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    scratch = tmp_path_factory.mktemp("postgresql")
    with start_program("deployment", built_program, scratch, database.url) as running:
        yield running


@pytest.fixture
def board(service: Program, database: Database, page: Page) -> Iterator[Api]:
    database.come_back()
    with Api(service.api_url) as api:
        api.clear()
        api.create("Task")
        open_board(page, service)
        expect(card(page, "Task")).to_be_visible()
        yield api


def test_it_goes_and_comes_back(page: Page, database: Database, board: Api) -> None:
    database.go()
    choose(page, "Task", "Move to “Done”")
    expect(toast(page).get_by_text(UNREACHABLE)).to_be_visible()
    # The card is where it was.
    expect(titles(column(page, "todo"))).to_have_text(["Task"])

    page.get_by_role("searchbox").fill("task")
    expect(toast(page).get_by_text(UNREACHABLE)).to_have_count(2)
    expect(titles(page)).to_have_text(["Task"])

    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Typed while it was away")
    add(dialog)
    expect(dialog.get_by_role("alert")).to_have_text(UNREACHABLE)
    expect(dialog.get_by_label("Title")).to_have_value("Typed while it was away")

    database.come_back()
    add(dialog)
    expect(dialog).to_be_hidden()
    page.get_by_role("searchbox").fill("")
    expect(titles(column(page, "todo"))).to_have_text(["Typed while it was away", "Task"])
    assert len(board.tasks()) == 2


def test_an_edit_survives_it(page: Page, database: Database, board: Api) -> None:
    dialog = open_task(page, "Task")
    dialog.get_by_label("Description").fill("A long text")
    database.go()
    save(dialog)
    expect(dialog.get_by_role("alert")).to_have_text(UNREACHABLE)
    expect(dialog.get_by_label("Description")).to_have_value("A long text")
    database.come_back()
    save(dialog)
    expect(dialog).to_be_hidden()
    assert board.only_task()["description"] == "A long text"


@pytest.mark.usefixtures("board")
def test_a_page_opened_meanwhile_says_so_and_tries_again(page: Page, database: Database) -> None:
    database.go()
    reload_board(page)
    expect(page.get_by_role("alert").get_by_text("The tasks cannot be loaded")).to_be_visible()
    database.come_back()
    page.get_by_role("button", name="Try again").click()
    expect(card(page, "Task")).to_be_visible()


@pytest.mark.usefixtures("board")
def test_a_card_opened_meanwhile_does_not_hang(page: Page, database: Database) -> None:
    database.go()
    card(page, "Task").get_by_role("button", name="Task", exact=True).click()
    expect(toast(page)).to_have_text(UNREACHABLE)
    expect(page.get_by_role("dialog")).to_be_hidden()
    database.come_back()
    expect(open_task(page, "Task").get_by_label("Title")).to_have_value("Task")
