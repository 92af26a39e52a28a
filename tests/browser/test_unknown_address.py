"""An address that does not exist says so, in the reader's language, and leads back to the board."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browsing import NewPage
from tests.program import Program


@pytest.mark.parametrize(
    ("locale", "heading", "link"),
    [
        ("en-US", "There is no such page", "Go to the board"),
        ("fr-FR", "Cette page n’existe pas", "Aller au tableau"),
    ],
)
def test_it_says_so_and_leads_back(
    new_page: NewPage, program: Program, console_errors: list[str], locale: str, heading: str, link: str
) -> None:
    page = new_page(locale=locale)
    answer = page.goto(f"{program.url}/no/such/page")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    # Chromium reports the status of the page itself.
    console_errors.clear()
    page.get_by_role("link", name=link).click()
    expect(page.get_by_role("search")).to_be_visible()
