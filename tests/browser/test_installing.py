"""What a browser needs to install the board, and what stands for it elsewhere: icons, and the picture of a link."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.screen import open_board
from tests.program import Program

# The size of an image as the browser draws it; nothing where it is none.
SIZE = """async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    return `${image.naturalWidth}x${image.naturalHeight}`;
}"""


def test_chromium_would_install_it(page: Page, program: Program) -> None:
    open_board(page, program)
    client = page.context.new_cdp_session(page)
    problems = client.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # The profile of a test is one that keeps nothing.
    assert [problem["errorId"] for problem in problems if problem["errorId"] != "in-incognito"] == []


def test_every_icon_is_the_picture_that_it_says(page: Page, program: Program) -> None:
    open_board(page, program)
    manifest = page.request.get(f"{program.url}/manifest.webmanifest").json()
    sized = [icon for icon in manifest["icons"] if icon["sizes"] != "any"]
    assert {icon.get("purpose", "any") for icon in sized} == {"any", "maskable"}
    for icon in sized:
        assert page.evaluate(SIZE, icon["src"]) == icon["sizes"]
    for name in ("favicon.svg", "favicon.ico", "apple-touch-icon.png"):
        assert page.evaluate(SIZE, f"/{name}")
    picture = page.locator("meta[property='og:image']").get_attribute("content")
    assert page.evaluate(SIZE, picture) == "1200x630"
