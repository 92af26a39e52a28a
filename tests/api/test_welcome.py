"""/ greets programs; a browser, which asks for HTML, gets the page behind the API."""

from __future__ import annotations

import pytest

from taskflow import __version__
from tests.api.conftest import Client


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "", "text/plain", "text/html;q=0", "text/html; q=0.000, */*", "text/htmlish"]
)
def test_a_program_is_greeted(api: Client, accept: str) -> None:
    answer = api.get("/", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.json() == {"message": "Welcome to TaskFlow API", "version": __version__, "docs": "/docs"}
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "TEXT/HTML",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/json, text/html;q=0.1",
        "application/xhtml+xml",
    ],
)
def test_a_browser_gets_the_page(api: Client, accept: str) -> None:
    answer = api.get("/", headers={"Accept": accept})
    assert answer.text == "the page"
    assert answer.headers["vary"] == "Accept"


@pytest.mark.parametrize("accept", [";;;", ",", "text/html;q=\xff", "text/html" * 1000, "/", "text/html;q"])
def test_an_odd_accept_header_gets_either(api: Client, accept: str) -> None:
    assert api.get("/", headers={"Accept": accept.encode("latin-1")}).status_code == 200


def test_everything_that_is_not_the_api_reaches_the_page(api: Client) -> None:
    for path in ("/board", "/assets/x.js", "/taskss", "/redoc", "/_event"):
        assert api.get(path).text == "the page", path
