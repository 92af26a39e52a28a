"""Another process changes the database itself: every open page shows it by itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import psycopg2
import pytest
from playwright.sync_api import Page
from sqlalchemy import make_url

from tests.browser.api import Api
from tests.browser.live.others import expect_titles, open_boards, run_elsewhere, seen_within
from tests.browser.postgres_database import Database
from tests.browser.screen import open_board
from tests.browsing import NewPage
from tests.program import Program

# "Within a second", and what a busy machine needs to paint.
SOON_MILLISECONDS = 1_500


def change_file(program: Program, statement: str) -> None:
    """Run a statement on the file of a program's SQLite database, past all services."""
    with closing(sqlite3.connect(make_url(program.database_url).database or "")) as connection, connection:
        connection.execute(statement)


@pytest.fixture
def boards(new_page: NewPage, program: Program, api: Api) -> list[Page]:
    api.create("a")
    pages = open_boards(new_page, program)
    expect_titles(*pages, todo=["a"])
    return pages


def test_a_file_by_the_same_services(boards: list[Page], program: Program) -> None:
    taken = seen_within(boards[0], lambda: run_elsewhere(program.database_url, "b"), "b")
    assert taken < SOON_MILLISECONDS
    expect_titles(*boards, todo=["a", "b"])


def test_a_file_by_plain_statements(boards: list[Page], program: Program) -> None:
    change = "UPDATE tasks SET title = 'by hand', version = version + 1"
    taken = seen_within(boards[0], lambda: change_file(program, change), "by hand")
    assert taken < SOON_MILLISECONDS
    expect_titles(*boards, todo=["by hand"])
    # And once more, when nothing else was written in between.
    change_file(program, "UPDATE tasks SET title = 'by hand again'")
    expect_titles(*boards, todo=["by hand again"])


def test_a_file_just_after_our_own_change(boards: list[Page], program: Program, api: Api) -> None:
    """The file has changed once by us and once by another program, and both show."""
    api.create("b")
    change_file(program, "UPDATE tasks SET title = 'by hand' WHERE title = 'a'")
    expect_titles(*boards, todo=["by hand", "b"])


@pytest.fixture
def postgres_boards(new_page: NewPage, postgres_program: Program, postgres_api: Api) -> list[Page]:
    postgres_api.create("a")
    pages = open_boards(new_page, postgres_program)
    expect_titles(*pages, todo=["a"])
    return pages


def test_postgresql(postgres_boards: list[Page], postgres_database: Database) -> None:
    taken = seen_within(postgres_boards[0], lambda: run_elsewhere(postgres_database.url, "b"), "b")
    assert taken < SOON_MILLISECONDS / 3
    expect_titles(*postgres_boards, todo=["a", "b"])


def test_postgresql_while_it_is_not_listened_to(
    page: Page, postgres_program: Program, postgres_api: Api, postgres_database: Database
) -> None:
    """What happens while the connection is lost shows when there is another one, without a further change."""
    postgres_api.create("a")
    open_board(page, postgres_program)
    expect_titles(page, todo=["a"])
    postgres_database.cut_listeners()
    # Without word of it, by a statement that no service has made, in the moment in which nobody listens.
    with closing(psycopg2.connect(_plain(postgres_database))) as connection, connection, connection.cursor() as cursor:
        cursor.execute("UPDATE tasks SET title = 'by hand'")
    expect_titles(page, todo=["by hand"])
    taken = seen_within(page, lambda: run_elsewhere(postgres_database.url, "b"), "b")
    assert taken < SOON_MILLISECONDS / 3


def _plain(database: Database) -> str:
    return make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
