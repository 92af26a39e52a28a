"""Fixtures for tests that drive the page in a real browser.

- `page`: a desktop window; `phone`: a 390 px touch screen.
- `new_page(**options)`: a further visitor, with a profile of its own; the options are those of Playwright's
  `browser.new_context`, for example `new_page(locale="fr-FR", color_scheme="dark")`.
- `console_errors`: what the pages of the test have complained about. After the test it must be empty; a test that
  provokes an error, by stopping the server for example, clears it.

`open_live(page, address)` opens a page and waits until it is connected.

Without a browser on the machine such tests are skipped, with one line in the summary; where CI is set they fail.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

# The headless shell draws on no screen, and so takes two thirds of the time.
INSTALLED_BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
DESKTOP = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}
DEFAULTS = {"viewport": DESKTOP, "locale": "en-US", "timezone_id": "Europe/Paris"}
PATIENCE_MILLISECONDS = 10_000

NO_BROWSER = pytest.StashKey[str]()
FAILED = pytest.StashKey[bool]()


class NewPage(Protocol):
    """What `new_page` is called with."""

    def __call__(self, **options: Any) -> Page: ...


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        if isinstance(launched, str):
            request.config.stash[NO_BROWSER] = launched
            if os.environ.get("CI"):
                pytest.fail(launched, pytrace=False)
            pytest.skip(launched)
        yield launched
        launched.close()


@pytest.fixture
def console_errors() -> Iterator[list[str]]:
    errors: list[str] = []
    yield errors
    assert errors == [], "the page complained in the browser's console"


@pytest.fixture
def new_page(
    request: pytest.FixtureRequest, browser: Browser, console_errors: list[str], tmp_path: Path
) -> Iterator[NewPage]:
    pages: list[Page] = []
    # A program of the test's own must outlive its pages, which would complain in the console about the lost server.
    if "run_program" in request.fixturenames:
        request.getfixturevalue("run_program")

    def watch(message: ConsoleMessage) -> None:
        if message.type == "error":
            console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{**DEFAULTS, **options})
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        page = context.new_page()
        page.on("console", watch)
        page.on("pageerror", lambda error: console_errors.append(str(error)))
        pages.append(page)
        return page

    yield open_page
    for number, page in enumerate(pages):
        try:
            if request.node.stash.get(FAILED, False) and not page.is_closed():
                page.screenshot(path=tmp_path / f"failed-{number}.png")
        finally:
            # A page left open would be another visitor for the tests that follow.
            page.context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    return new_page(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)


def open_live(page: Page, address: str) -> None:
    """Open `address`, and return when the page's websocket is up and the server has sent the first state."""
    with page.expect_websocket(lambda socket: "/_event" in socket.url) as opened:
        page.goto(address)
    # Socket.IO marks a message of the application with 42; before it come its own greetings.
    opened.value.wait_for_event("framereceived", lambda payload: str(payload).startswith("42"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: Any = yield
    if report.when == "call" and report.failed and "new_page" in getattr(item, "fixturenames", ()):
        item.stash[FAILED] = True
        report.sections.append(("Screenshots", f"in {getattr(item, 'funcargs', {}).get('tmp_path')}"))
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    reason = config.stash.get(NO_BROWSER, None)
    if reason:
        terminalreporter.write_line(f"THE PAGE WAS NOT TESTED: {reason}", red=True, bold=True)


def launch(playwright: Playwright) -> Browser | str:
    """Start a browser; return instead why none could be started."""
    installed = [path for name in INSTALLED_BROWSERS if (path := shutil.which(name))]
    reason = ""
    # Playwright's own comes first: it is the one that its version was made for.
    for path in (None, *installed):
        try:
            return playwright.chromium.launch(executable_path=path)
        except PlaywrightError as error:
            reason = error.message.splitlines()[0]
    return f"no browser could be started; run `playwright install chromium` or install Chromium. ({reason})"
