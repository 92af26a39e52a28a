"""Whatever people write comes back as they wrote it, and stays text."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.screen import add, begin_task, card, column, open_board, open_task, scroller, titles
from tests.program import Program

TEXTS = [
    "Fête 🎉 👩‍👩‍👧‍👦 🇫🇷",
    "مهمة جديدة للفريق",
    "<script>document.title='broken'</script><b>&amp;</b>",
    "\"quotes\" 'and' {braces} ${expressions} {{templates}} \\n `ticks`",
    "日本語のタスク — “fin” …",
    "é and e\u0301",
]


def test_it_is_shown_and_stored_as_written(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    for text in TEXTS:
        dialog = begin_task(page)
        for label in ("Title", "Description", "Assignee"):
            dialog.get_by_label(label).fill(text)
        add(dialog)
        expect(titles(page).first).to_have_text(text)
    for text, task in zip(reversed(TEXTS), api.tasks(), strict=True):
        assert (task["title"], task["description"], task["assignee"]) == (text, text, text)
        again = open_task(page, text)
        for label in ("Title", "Description", "Assignee"):
            expect(again.get_by_label(label)).to_have_value(text)
        page.keyboard.press("Escape")
    assert page.title() == "TaskFlow"


def test_two_hundred_emoji_are_two_hundred_characters(page: Page, program: Program, api: Api) -> None:
    """The browser counts most of them twice."""
    open_board(page, program)
    dialog = begin_task(page)
    dialog.get_by_label("Title").focus()
    page.keyboard.insert_text("🎉" * 200)
    add(dialog)
    expect(dialog).to_be_hidden()
    assert api.only_task()["title"] == "🎉" * 200


def test_a_text_without_a_space_stays_inside_its_card(page: Page, program: Program, api: Api) -> None:
    api.create("W" * 200, description="W" * 1000, assignee="W" * 100, due_date="2031-05-17")
    open_board(page, program)
    article = column(page, "todo").locator("article")
    edge = article.evaluate("card => card.getBoundingClientRect().right")
    for part in ("h3", "p", "button", "[title]"):
        for right in article.locator(part).evaluate_all("all => all.map(e => e.getBoundingClientRect().right)"):
            assert right <= edge, part
    assert scroller(page, "todo").evaluate("list => list.scrollWidth == list.clientWidth")


def test_right_to_left_text_reads_from_the_right(page: Page, program: Program, api: Api) -> None:
    api.create("مهمة جديدة", description="نص عربي.")
    api.create("Left to right")
    open_board(page, program)
    begin = "text => getComputedStyle(text).direction"
    arabic, english = card(page, "مهمة جديدة"), card(page, "Left to right")
    assert arabic.get_by_role("button", name="مهمة جديدة", exact=True).evaluate(begin) == "rtl"
    assert arabic.locator("p").evaluate(begin) == "rtl"
    assert english.get_by_role("button", name="Left to right", exact=True).evaluate(begin) == "ltr"
    dialog = open_task(page, "مهمة جديدة")
    for label in ("Title", "Description"):
        assert dialog.get_by_label(label).evaluate(begin) == "rtl"
