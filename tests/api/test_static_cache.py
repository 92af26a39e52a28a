"""A browser keeps the page's scripts and styles for good, and asks for the page itself each time."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest
from starlette.responses import PlainTextResponse

from taskflow.api.static_cache import cache_static_files
from tests.program import Program


def get(program: Program, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{program.url}{path}", headers={"Accept": "text/html", **headers}, trust_env=False)


def a_script(program: Program) -> str:
    found = re.search(r"/assets/[\w.-]+\.js", get(program, "/").text)
    assert found
    return found[0]


def test_scripts_are_kept_for_a_year(program: Program) -> None:
    answer = get(program, a_script(program))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_scripts_travel_compressed(program: Program) -> None:
    answer = get(program, a_script(program), **{"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_page_is_asked_for_each_time_and_answered_shortly(program: Program) -> None:
    answer = get(program, "/")
    assert answer.headers["cache-control"] == "no-cache"
    again = get(program, "/", **{"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_a_missing_script_is_not_missing_for_a_year(program: Program) -> None:
    answer = get(program, "/assets/context-00000000.js")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(("status", "lifetime"), [(200, "public, max-age=31536000, immutable"), (500, None)])
def test_only_a_script_that_came_is_kept(status: int, lifetime: str | None) -> None:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(cache_static_files(PlainTextResponse("…", status)))
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.get("http://board/assets/context-00000000.js")

    assert asyncio.run(ask()).headers.get("cache-control") == lifetime


def test_the_api_is_left_alone(program: Program) -> None:
    assert "immutable" not in get(program, "/health").headers.get("cache-control", "")
