"""Visitors who read the same board in two languages each go on in their own."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.browser.api import Api
from tests.browser.live.others import expect_titles
from tests.browser.screen import card, card_link, open_board
from tests.browsing import NewPage
from tests.program import Program


def test_each_goes_on_in_their_own(new_page: NewPage, program: Program, api: Api) -> None:
    yesterday = str((datetime.now(ZoneInfo("Europe/Paris")) - timedelta(days=1)).date())
    task = api.create("a")
    english, french = new_page(), new_page(locale="fr-FR")
    for page in (english, french):
        open_board(page, program)
    api.edit(task, due_date=yesterday, priority="high")
    expect(card(english, "a")).to_contain_text("1 day overdue")
    expect(card(french, "a")).to_contain_text("En retard de 1 jour")
    expect(card(french, "a")).to_contain_text("Haute")
    api.create("b", status="done")
    expect_titles(english, french, todo=["a"], done=["b"])
    expect(french.get_by_role("heading", name="À faire")).to_be_visible()
    expect(french.locator("html")).to_have_attribute("lang", "fr")
    expect(english.locator("html")).to_have_attribute("lang", "en")


def test_also_beside_an_open_task_and_after_another_choice(new_page: NewPage, program: Program, api: Api) -> None:
    task = api.create("a")
    english, french = new_page(), new_page(locale="fr-FR")
    for page in (english, french):
        open_board(page, program)
        card_link(page, "a").click()
    api.edit(task, priority="high")
    expect(french.get_by_role("complementary").get_by_label("Priorité")).to_have_value("high")
    expect(english.get_by_role("complementary").get_by_label("Priority")).to_have_value("high")
    expect(french.get_by_role("complementary").get_by_text("Créée")).to_be_visible()
    expect(english.get_by_role("complementary").get_by_text("Created")).to_be_visible()
