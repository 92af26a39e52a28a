"""Dark and light: the system's choice until the visitor makes one, and never a flash of the other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from taskflow.ui.tokens import COLORS
from tests.browser.screen import open_board
from tests.browsing import NewPage
from tests.program import Program

# Notes the ground of the page for every frame from the first on, as "rgb(…)".
WATCH_FRAMES = """
    window.grounds = new Set();
    const look = () => {
        if (document.body) window.grounds.add(getComputedStyle(document.body).backgroundColor);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""


def ground(theme: str) -> str:
    """Return the page's background in a theme, as a browser writes it."""
    light, dark = COLORS["canvas"]
    color = dark if theme == "dark" else light
    return f"rgb({', '.join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))})"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_decides(new_page: NewPage, program: Program, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    open_board(page, program)
    expect(page.locator("body")).to_have_css("background-color", ground(scheme))
    expect(page.locator("html")).to_have_css("color-scheme", scheme)


def test_the_page_follows_when_the_system_changes(page: Page, program: Program) -> None:
    open_board(page, program)
    expect(page.locator("body")).to_have_css("background-color", ground("light"))
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", ground("dark"))
    expect(page.get_by_role("button", name="Light theme")).to_be_visible()


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_a_choice_is_remembered_and_nothing_flashes(
    new_page: NewPage, program: Program, system: str, chosen: str
) -> None:
    page = new_page(color_scheme=system)
    page.add_init_script(WATCH_FRAMES)
    open_board(page, program)
    page.get_by_role("button", name=f"{chosen.capitalize()} theme").click()
    expect(page.locator("body")).to_have_css("background-color", ground(chosen))
    open_board(page, program)
    expect(page.locator("body")).to_have_css("background-color", ground(chosen))
    assert page.evaluate("[...window.grounds]") == [ground(chosen)]
    # And back again.
    page.get_by_role("button", name=f"{system.capitalize()} theme").click()
    expect(page.locator("body")).to_have_css("background-color", ground(system))
