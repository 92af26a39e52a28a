"""Whatever people write comes back as they wrote it, and stays text."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import close_panel, edit_description, expect_saved, field, open_task
from tests.browser.screen import add, begin_task, card, card_link, column, open_board, scroller, titles
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
        panel = open_task(page, text)
        expect(field(panel, "Assignee")).to_have_value(text)
        expect(edit_description(panel)).to_have_value(text)
        panel.get_by_role("button", name="Cancel").click()
        # Written in the panel it comes back just so.
        field(panel, "Assignee").fill(f"{text} too")
        field(panel, "Assignee").press("Enter")
        expect_saved(panel, "Assignee")
        close_panel(page)
    assert [task["assignee"] for task in api.tasks()] == [f"{text} too" for text in reversed(TEXTS)]
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
    panel = open_task(page, "W" * 200)
    assert panel.locator("> div").evaluate("body => body.scrollWidth == body.clientWidth")


def test_right_to_left_text_reads_from_the_right(page: Page, program: Program, api: Api) -> None:
    api.create("مهمة جديدة", description="نص عربي.")
    api.create("Left to right")
    open_board(page, program)
    begin = "text => getComputedStyle(text).direction"
    arabic = card(page, "مهمة جديدة")
    assert card_link(page, "مهمة جديدة").evaluate(begin) == "rtl"
    assert arabic.locator("p").evaluate(begin) == "rtl"
    assert card_link(page, "Left to right").evaluate(begin) == "ltr"
    panel = open_task(page, "مهمة جديدة")
    assert panel.get_by_text("نص عربي.").evaluate(begin) == "rtl"
    edit_description(panel)
    for label in ("Title", "Description"):
        assert field(panel, label).evaluate(begin) == "rtl"
