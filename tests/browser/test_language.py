"""French and English: by the browser's choice or the visitor's own, complete, and remembered."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

import taskflow.locales
from taskflow.locales import full_date, short_date
from tests.browser.api import Api
from tests.browser.screen import column, open_board, reload_board
from tests.browsing import NewPage
from tests.program import Program

TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
# All that a screen says: texts, and what stands in for them.
ALL_TEXTS = """() => {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); )
        if (!['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.parentElement.tagName)) found.add(node.data.trim());
    for (const element of document.body.querySelectorAll('*'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription'])
            if (element.hasAttribute(name)) found.add(element.getAttribute(name).trim());
    found.delete('');
    return [...found];
}"""
# The same in both languages: the name, the languages' own names, and where the short messages appear.
NEUTRAL = {"TaskFlow", "EN", "FR", "English", "Français", "Notifications alt+T"}


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
    expect(page.get_by_text("Tomorrow")).to_be_visible()
    page.get_by_label("Language").select_option("fr")
    expect(page.get_by_role("heading", name="À faire")).to_be_visible()
    expect(page.get_by_text("Demain")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    reload_board(page)
    expect(page.get_by_role("heading", name="À faire")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_label("Langue").select_option("en")
    expect(page.get_by_role("heading", name="To do")).to_be_visible()
    expect(page.get_by_text("Tomorrow")).to_be_visible()


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


DAYS = [(-40, False), (-1, False), (0, False), (1, False), (3, False), (40, False), (400, False), (-1, True)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_days_are_words(new_page: NewPage, program: Program, api: Api, language: str) -> None:
    for offset, is_done in DAYS:
        day = str(TODAY + timedelta(days=offset))
        api.create(f"{offset} {is_done}", due_date=day, status="done" if is_done else "todo")
    page = new_page(locale=language)
    open_board(page, program)
    overdue, today = {"en": ("Overdue · ", "Due today"), "fr": ("En retard · ", "Aujourd’hui")}[language]
    for offset, is_done in DAYS:
        day = TODAY + timedelta(days=offset)
        words = short_date(language, day, today=TODAY)
        expected = words if is_done or offset > 0 else today if offset == 0 else overdue + words
        due = page.locator("article").filter(has_text=f"{offset} {is_done}").get_by_title(full_date(language, day))
        expect(due).to_have_text(expected)


def test_every_text_of_the_french_page_is_french(french: Page, program: Program, api: Api) -> None:
    """Whatever the page says or could say, in text or to a screen reader, comes from the catalog or from a person."""
    own = _fill_board(api)
    french.emulate_media(reduced_motion="reduce")
    open_board(french, program)
    seen = {"board": french.evaluate(ALL_TEXTS)}

    french.get_by_role("banner").get_by_role("button", name="Nouvelle tâche").click()
    french.get_by_role("dialog").get_by_role("button", name="Ajouter la tâche").click()
    expect(french.get_by_text("Une tâche a besoin d’un titre.")).to_be_visible()
    seen["new task"] = french.evaluate(ALL_TEXTS)
    french.keyboard.press("Escape")

    french.get_by_role("button", name="7654").first.click()
    dialog = french.get_by_role("dialog", name="Modifier la tâche")
    expect(dialog.get_by_label("Titre")).to_be_visible()
    api.edit(next(task for task in api.tasks() if task["title"] == "7654"), assignee="8765")
    own.add("8765")
    dialog.get_by_label("Titre").fill("765")
    own.add("765")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.get_by_role("button", name="Garder mes modifications")).to_be_visible()
    seen["stale edit"] = french.evaluate(ALL_TEXTS)
    dialog.get_by_role("button", name="Annuler").click()

    french.locator("article button[popovertarget]").first.click()
    french.get_by_text("Supprimer…", exact=True).click()
    french.get_by_role("alertdialog").get_by_role("button", name="Supprimer").click()
    expect(french.get_by_text("La tâche a été supprimée.")).to_be_visible()
    seen["toast"] = french.evaluate(ALL_TEXTS)

    french.get_by_role("searchbox").fill("1234567890")
    expect(french.get_by_text("Aucune tâche ne correspond", exact=True)).to_be_visible()
    seen["nothing found"] = french.evaluate(ALL_TEXTS)
    api.clear()
    open_board(french, program, "?due=someday")
    expect(french.get_by_text("Aucune tâche pour l’instant")).to_be_visible()
    expect(french.get_by_text("L’adresse contient un filtre inconnu")).to_be_visible()
    seen["empty board"] = french.evaluate(ALL_TEXTS)

    is_french = _french_texts()
    foreign = {
        screen: [text for text in texts if text not in own | NEUTRAL and not is_french.fullmatch(text)]
        for screen, texts in seen.items()
    }
    assert {screen: texts for screen, texts in foreign.items() if texts} == {}


def _fill_board(api: Api) -> set[str]:
    """Make tasks of every kind, written in digits alone, and return what people wrote on them."""
    own: set[str] = set()
    for number, status in enumerate(("todo", "in_progress", "done") * 2):
        for priority in ("low", "medium", "high"):
            title = f"7{number}{len(priority)}"
            day = TODAY + timedelta(days=(-9, -1, 0, 1, 4, 99)[number])
            api.create(title, description="42", assignee="99 11", status=status, priority=priority, due_date=str(day))
            own.add(title)
    api.create("7654")
    return own | {"7654", "42", "99 11", "91", "“1234567890”"}


def _french_texts() -> re.Pattern[str]:
    """Return what matches the French of the catalog, a French day, or a number."""
    path = Path(taskflow.locales.__file__).with_name("fr.po")
    with path.open("rb") as file:
        catalog = read_po(file, locale="fr")
    texts = [text for message in catalog if message.id for text in _forms(message.string)]
    patterns = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)) for text in texts]
    days = [TODAY + timedelta(days=offset) for offset in range(-10, 100)]
    words = {write("fr", day) for day in days for write in (full_date, lambda fr, d: short_date(fr, d, today=TODAY))}
    return re.compile("|".join([*patterns, *map(re.escape, words), r"\d+"]))


def _forms(string: object) -> list[str]:
    return [string] if isinstance(string, str) else list(string)  # pyright: ignore[reportArgumentType]
