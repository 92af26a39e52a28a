"""A description is Markdown: shown as such, and never more than text and links."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.panel import open_link, open_task
from tests.browser.screen import card, open_board
from tests.program import Program

MARKDOWN = """# Plan

- [x] **bold** and *leaning*
- `code`

> said by somebody

[ours](https://example.com/page) and www.example.org"""

# What would run, load or leave the page if anything of it were believed.
ATTACKS = """<script>document.title = 'broken'</script>
<img src=x onerror="document.title='broken'">
[click](javascript:document.title='broken')
[data](data:text/html,<script>1</script>)
[vb](vbscript:x) <javascript:alert(1)>
![picture](https://example.com/spy.png)
<a href="https://example.com" onclick="document.title='broken'">a</a>
<style>body{display:none}</style><iframe src="//example.com"></iframe>"""


def test_it_is_shown_as_markdown(page: Page, program: Program, api: Api) -> None:
    api.create("Task", description=MARKDOWN)
    open_board(page, program)
    panel = open_task(page, "Task")
    expect(panel.get_by_role("heading", name="Plan")).to_be_visible()
    expect(panel.get_by_role("listitem")).to_have_count(2)
    expect(panel.locator("strong")).to_have_text("bold")
    expect(panel.locator("em")).to_have_text("leaning")
    expect(panel.locator("code")).to_have_text("code")
    expect(panel.locator("blockquote")).to_have_text("said by somebody")
    # The card shows the first line as one reads it.
    expect(card(page, "Task").locator("p")).to_have_text("Plan")


def test_links_open_elsewhere_and_say_nothing_of_where_they_are_from(page: Page, program: Program, api: Api) -> None:
    task = api.create("Task", description=MARKDOWN)
    panel = open_link(page, program, task["id"])
    links = panel.get_by_role("link")
    expect(links.first).to_have_attribute("href", "https://example.com/page")
    for link in links.all():
        expect(link).to_have_attribute("target", "_blank")
        rel = link.get_attribute("rel") or ""
        assert {"noopener", "noreferrer"} <= set(rel.split())
    page.context.route("**/example.com/**", lambda route: route.fulfill(body="elsewhere"))
    with page.context.expect_page() as opened:
        links.first.click()
    expect(opened.value).to_have_url("https://example.com/page")
    assert opened.value.evaluate("document.referrer") == ""
    expect(panel).to_be_visible()


def test_nothing_in_it_runs_or_is_loaded(page: Page, program: Program, api: Api) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    task = api.create("Task", description=ATTACKS)
    panel = open_link(page, program, task["id"])
    expect(panel.get_by_text("document.title = 'broken'")).to_be_visible()
    assert panel.locator("script, img, style, iframe, [onclick], [onerror]").count() == 0
    for link in panel.get_by_role("link").all():
        assert (link.get_attribute("href") or "").startswith("https://")
    assert page.title() == "TaskFlow"
    assert [url for url in asked if "example.com" in url] == []
