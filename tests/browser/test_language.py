"""French and English: by the browser's choice or the visitor's own, complete, and remembered."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from taskflow.locales import full_date, short_date
from tests.browser.api import Api
from tests.browser.screen import card_link, column, open_board, reload_board
from tests.browsing import NewPage
from tests.program import Program

TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()


@pytest.fixture
def french(new_page: NewPage) -> Page:
    return new_page(locale="fr-FR")


def test_the_browsers_language_decides(french: Page, program: Program, api: Api) -> None:
    api.create("Une tâche", priority="high")
    open_board(french, program)
    expect(french.locator("html")).to_have_attribute("lang", "fr")
    expect(french.get_by_role("heading", name="À faire")).to_be_visible()
    expect(french.get_by_placeholder("Rechercher une tâche")).to_be_visible()
    expect(column(french, "todo").get_by_text("Haute", exact=True)).to_be_visible()


@pytest.mark.parametrize(("locale", "language"), [("fr-CA", "fr"), ("ja-JP", "en")])
def test_the_nearest_language_serves(new_page: NewPage, program: Program, locale: str, language: str) -> None:
    page = new_page(locale=locale)
    open_board(page, program)
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_a_choice_counts_at_once_and_is_remembered(page: Page, program: Program, api: Api) -> None:
    api.create("Task", due_date=str(TODAY + timedelta(days=1)))
    open_board(page, program)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(column(page, "todo").get_by_text("Tomorrow")).to_be_visible()
    page.get_by_label("Language").select_option("fr")
    expect(page.get_by_role("heading", name="À faire")).to_be_visible()
    expect(column(page, "todo").get_by_text("Demain")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    reload_board(page)
    expect(page.get_by_role("heading", name="À faire")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    # The open task changes with the rest.
    card_link(page, "Task").click()
    expect(page.get_by_text("Créée à l’instant")).to_be_visible()
    page.get_by_label("Langue").select_option("en")
    expect(page.get_by_role("heading", name="To do")).to_be_visible()
    expect(column(page, "todo").get_by_text("Tomorrow")).to_be_visible()
    expect(page.get_by_text("Created just now")).to_be_visible()


def test_a_choice_beats_the_browser(french: Page, program: Program) -> None:
    open_board(french, program)
    french.get_by_label("Langue").select_option("en")
    expect(french.get_by_role("button", name="New task")).to_be_visible()
    reload_board(french)
    expect(french.get_by_role("button", name="New task")).to_be_visible()


def test_a_forged_choice_is_ignored(french: Page, program: Program) -> None:
    french.add_init_script("localStorage.setItem('taskflow-language', '../../etc/passwd')")
    french.add_init_script("localStorage.setItem('taskflow-time-zone', '../../../etc/passwd')")
    open_board(french, program)
    expect(french.locator("html")).to_have_attribute("lang", "fr")


DAYS = [(-40, False), (-6, False), (-1, False), (0, False), (1, False), (40, False), (400, False), (-1, True)]
OVERDUE = {
    "en": {-1: "1 day overdue", -6: "6 days overdue", -40: "Overdue · {day}"},
    "fr": {-1: "En retard de 1 jour", -6: "En retard de 6 jours", -40: "En retard · {day}"},
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_days_are_words(new_page: NewPage, program: Program, api: Api, language: str) -> None:
    for offset, is_done in DAYS:
        day = str(TODAY + timedelta(days=offset))
        api.create(f"{offset} {is_done}", due_date=day, status="done" if is_done else "todo")
    page = new_page(locale=language)
    open_board(page, program)
    today = {"en": "Due today", "fr": "Aujourd’hui"}[language]
    for offset, is_done in DAYS:
        day = TODAY + timedelta(days=offset)
        words = short_date(language, day, today=TODAY)
        late = OVERDUE[language].get(offset, "").format(day=words)
        expected = words if is_done or offset > 0 else today if offset == 0 else late
        due = page.locator("article").filter(has_text=f"{offset} {is_done}").get_by_title(full_date(language, day))
        expect(due).to_have_text(expected)
