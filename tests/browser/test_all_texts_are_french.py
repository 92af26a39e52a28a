"""All that the French page says or could say, to the eye or to a screen reader, is French or what a person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Locator, Page, expect

import taskflow.locales
from taskflow.locales import full_date, short_date, translate
from taskflow.services.sample import sample_tasks
from tests.browser.api import Api
from tests.browser.screen import card_link, open_board, toast
from tests.browsing import NewPage, open_live
from tests.program import Program

TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()
# All that a screen says: texts, and what stands in for them; also in what is hidden until somebody asks for it.
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
# The same in both languages: the name, the languages' own names, where the short messages appear, what is written on
# keys, and what stands between two texts.
NEUTRAL = {"TaskFlow", "EN", "FR", "English", "Français", "Notifications alt+T", *"C/FV←↑↓→EMDAPXZK?·", "Ctrl"}


class Listener:
    """Reads one screen after the other, and remembers what on it is foreign. `own` is what people wrote."""

    def __init__(self, page: Page, own: set[str]) -> None:
        self._page = page
        self._is_french = _french_texts()
        self.own = own
        self.foreign: dict[str, list[str]] = {}

    def read(self, screen: str) -> None:
        """Read the screen as it is now."""
        known = self.own | NEUTRAL
        texts = [text for text in self._page.evaluate(ALL_TEXTS) if text not in known]
        foreign = [text for text in texts if not self._is_french.fullmatch(text)]
        if foreign:
            self.foreign[screen] = foreign


@pytest.fixture
def french(new_page: NewPage) -> Page:
    return new_page(locale="fr-FR", reduced_motion="reduce")


@pytest.fixture
def screens(french: Page, api: Api) -> Iterator[Listener]:
    """Make tasks of every kind, written in digits alone."""
    own: set[str] = set()
    for number, status in enumerate(("todo", "in_progress", "done") * 2):
        for priority in ("low", "medium", "high"):
            title = f"7{number}{len(priority)}"
            day = TODAY + timedelta(days=(-9, -1, 0, 1, 4, 99)[number])
            api.create(title, description="42", assignee="99 11", status=status, priority=priority, due_date=str(day))
            own.add(title)
    api.create("7654")
    # With what the tests type, and two letters for a name.
    hint = translate("fr", "What is to be done?") + " !haute @nom pour:demain"
    listener = Listener(french, own | {"7654", "42", "99 11", "91", "8765", "765", "99", hint})
    yield listener
    assert listener.foreign == {}


def test_the_board_and_what_lies_over_it(french: Page, program: Program, screens: Listener) -> None:
    open_board(french, program)
    # With all menus, dialogs and small forms, which are in the page and wait.
    screens.read("board")
    french.get_by_role("banner").get_by_role("button", name="Nouvelle tâche").click()
    french.get_by_role("dialog").get_by_role("button", name="Ajouter la tâche").click()
    expect(french.get_by_text("Une tâche a besoin d’un titre.")).to_be_visible()
    screens.read("new task")
    french.keyboard.press("Escape")

    french.keyboard.press("Shift+C")
    field = french.get_by_role("textbox", name="Nouvelle tâche")
    field.fill("5432 !haute @99 pour:demain")
    expect(french.locator(".column").get_by_text("Demain · ")).to_be_visible()
    screens.read("quick add")
    field.fill("5432\n6543")
    expect(french.get_by_role("button", name="Ajouter 2 tâches")).to_be_visible()
    screens.read("quick add of several")
    field.press("Escape")

    french.locator("article").first.hover()
    french.keyboard.press("x")
    expect(french.get_by_role("toolbar")).to_be_visible()
    french.keyboard.press("Control+k")
    french.get_by_role("dialog").get_by_role("combobox").fill("703")
    expect(french.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    screens.read("selection and palette")
    french.get_by_role("dialog").get_by_role("combobox").fill("?!?")
    expect(french.get_by_role("dialog").get_by_role("option")).to_have_count(0)
    screens.read("palette with nothing")


def test_the_panel(french: Page, program: Program, api: Api, screens: Listener) -> None:
    open_board(french, program)
    card_link(french, "7654").click()
    panel = _panel(french)
    title = panel.get_by_label("Titre", exact=True)
    expect(title).to_have_value("7654")
    screens.read("panel")
    panel.get_by_role("button", name="Modifier la description").click()
    panel.get_by_label("Priorité").select_option("low")
    expect(panel.get_by_text("Enregistré", exact=True)).to_be_visible()
    screens.read("writing and saved")
    title.fill("765")
    api.edit(next(task for task in api.tasks() if task["title"] == "7654"), title="8765")
    title.press("Enter")
    expect(panel.get_by_role("button", name="Garder le mien")).to_be_visible()
    screens.read("stale edit")
    panel.get_by_role("button", name="Supprimer").click()
    expect(toast(french).get_by_text("La tâche a été supprimée.")).to_be_visible()
    screens.read("toast")


def test_other_views(french: Page, program: Program, api: Api, screens: Listener) -> None:
    for group in ("assignee", "priority"):
        open_board(french, program, f"?group={group}")
        expect(french.locator("[data-lane]").first).to_be_visible()
        screens.read(f"lanes by {group}")
    screens.own.add("“1234567890”")
    open_board(french, program, "?priority=high&assignee=@nobody&due=week&status=todo&q=1234567890")
    expect(french.get_by_text("Aucune tâche ne correspond", exact=True)).to_be_visible()
    screens.read("nothing found")
    api.clear()
    open_live(french, f"{program.url}/t/nothing?due=someday")
    expect(french.get_by_text("Aucune tâche pour l’instant")).to_be_visible()
    expect(french.get_by_text("L’adresse contient un filtre inconnu")).to_be_visible()
    expect(_panel(french).get_by_role("alert")).to_be_visible()
    screens.read("empty board and unknown task")


def test_the_sample_board(french: Page, program: Program, api: Api, screens: Listener) -> None:
    api.clear()
    open_board(french, program)
    french.get_by_role("button", name="Découvrir avec un tableau d’exemple").click()
    expect(french.get_by_role("complementary", name="Tableau d’exemple")).to_be_visible()
    # The tasks themselves are in French too, see tests/services/test_sample_texts.py.
    screens.own |= {task.assignee for task in sample_tasks("fr", TODAY) if task.assignee}
    screens.own |= {line for card in french.locator("article").all_inner_texts() for line in card.splitlines()}
    screens.read("sample board")


def _panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Tâche")


def _french_texts() -> re.Pattern[str]:
    """Return what matches the French of the catalog, a French day or moment, or a number."""
    path = Path(taskflow.locales.__file__).with_name("fr.po")
    with path.open("rb") as file:
        catalog = read_po(file, locale="fr")
    texts = [text for message in catalog if message.id for text in _forms(message.string)]
    patterns = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(text)) for text in texts]
    days = [TODAY + timedelta(days=offset) for offset in range(-40, 100)]
    in_full = {day: full_date("fr", day) for day in days}
    in_short = {day: short_date("fr", day, today=TODAY) for day in days}
    words = {*in_full.values(), *in_short.values(), *(f"{in_short[day]} · {in_full[day]}" for day in days)}
    moment = rf"{re.escape(in_full[TODAY])}, \d\d:\d\d"
    return re.compile("|".join([*patterns, *map(re.escape, words), moment, r"\d+"]))


def _forms(string: object) -> list[str]:
    return [string] if isinstance(string, str) else list(string)  # pyright: ignore[reportArgumentType]
