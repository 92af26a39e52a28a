"""What a visitor's first look costs over the wire."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Response

from tests.browsing import open_live
from tests.program import Program

TARGET_KILOBYTES = 200


def test_scripts_and_styles_fit_the_target(page: Page, program: Program) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/assets/" in answer.url else None)
    open_live(page, program.url)
    sizes = {answer.url.rpartition("/")[2]: answer.request.sizes()["responseBodySize"] for answer in answers}
    assert any(name.endswith(".css") for name in sizes)
    assert sum(sizes.values()) <= TARGET_KILOBYTES * 1024, sizes


def test_no_radix_themes_came_along(built_program: Path) -> None:
    assets = built_program / ".web" / "build" / "client" / "assets"
    styles = "".join(path.read_text() for path in assets.glob("*.css"))
    scripts = "".join(path.read_text() for path in assets.glob("*.js"))
    assert styles
    assert ".radix-themes" not in styles
    assert "radix-themes" not in scripts
