"""The database is away for a while: a line says so on all pages, and goes with the news when it is back."""

from __future__ import annotations

from contextlib import closing

import psycopg2
from playwright.sync_api import Page, expect
from sqlalchemy import make_url

from tests.browser.api import Api
from tests.browser.axe import Inspector
from tests.browser.live.others import expect_same_page, expect_titles, mark, open_boards
from tests.browser.panel import edit_description, expect_saved, open_task
from tests.browser.postgres_database import Database
from tests.browser.screen import card, open_board
from tests.browsing import NewPage
from tests.program import Program

LINE = "The database does not answer, trying again. What you typed is kept."
LIGNE = "La base de données ne répond pas, nouvelle tentative. Votre saisie est conservée."


def change(database: Database, statement: str) -> None:
    """Run a statement on a database, past all services."""
    plain = make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg2.connect(plain)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)


def test_all_pages_say_so_and_go_on(
    new_page: NewPage, postgres_program: Program, postgres_api: Api, postgres_database: Database
) -> None:
    postgres_api.create("a")
    one = new_page()
    screens = Inspector(one)
    open_board(one, postgres_program)
    (other,) = open_boards(new_page, postgres_program, 1)
    french = new_page(locale="fr-FR")
    open_board(french, postgres_program)
    pages = (one, other, french)
    for page in pages:
        expect(card(page, "a")).to_be_visible()
        mark(page)
    postgres_database.go()
    for page, words in ((one, LINE), (other, LINE), (french, LIGNE)):
        expect(page.get_by_role("status").get_by_text(words)).to_be_visible()
        # What was there stays to be read.
        expect(card(page, "a")).to_be_visible()
    screens.inspect("the database is away")
    assert screens.found == {}
    postgres_database.come_back()
    change(postgres_database, "UPDATE tasks SET title = 'changed meanwhile'")
    expect_titles(*pages, todo=["changed meanwhile"])
    for page, words in ((one, LINE), (other, LINE), (french, LIGNE)):
        expect(page.get_by_text(words)).to_have_count(0)
        expect_same_page(page)


def test_who_writes_goes_on_writing(
    page: Page, postgres_program: Program, postgres_api: Api, postgres_database: Database
) -> None:
    postgres_api.create("a")
    open_board(page, postgres_program)
    panel = open_task(page, "a")
    text = edit_description(panel)
    text.fill("Half a")
    postgres_database.go()
    expect(page.get_by_role("status").get_by_text(LINE)).to_be_visible()
    expect(text).to_be_focused()
    page.keyboard.type(" thought")
    postgres_database.come_back()
    expect(page.get_by_text(LINE)).to_have_count(0)
    expect(text).to_have_value("Half a thought")
    text.press("Control+Enter")
    expect_saved(panel, "Description")
    assert postgres_api.only_task()["description"] == "Half a thought"
