"""What the addresses of the API answer to HEAD, OPTIONS and methods they do not have; and addresses that are none.

The page is mounted behind the API at every address, so what no route takes would reach it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from fastapi import FastAPI, HTTPException, Response
from starlette.routing import BaseRoute, Route, Router
from starlette.types import Message, Receive, Scope, Send

from taskflow.api.answers import NO_STORE
from taskflow.services.errors import TaskNotFound


class OtherMethods:
    """Answers HEAD like GET without the body, OPTIONS with the methods that an address has, any other with 405."""

    def __init__(self, router: Router, methods: set[str]) -> None:
        self._router = router
        self._methods = {*methods, "OPTIONS", *(["HEAD"] if "GET" in methods else [])}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or raise the error that becomes the answer."""
        headers = {"Allow": ", ".join(sorted(self._methods)), **NO_STORE}
        if scope["method"] not in {"HEAD", "OPTIONS"} & self._methods:
            raise HTTPException(405, headers=headers)
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=headers)(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._router({**scope, "method": "GET"}, receive, send_without_body)


class NoSuchTask:
    """Answers what is below /tasks and is no address: a slash at the end of it, or an id with a slash in it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or raise the error that becomes the answer."""
        rest = scope["path_params"]["rest"]
        if rest:
            raise TaskNotFound(rest)
        query = scope["query_string"].decode("latin-1")
        headers = {"Location": f"/tasks?{query}" if query else "/tasks", **NO_STORE}
        await Response(status_code=307, headers=headers)(scope, receive, send)


def answer_everything(api: FastAPI, routes: Iterable[BaseRoute]) -> None:
    """Complete `api`, after its last route, so that the addresses of `routes` and those below /tasks always answer."""
    methods: dict[str, set[str]] = defaultdict(set)
    for route in routes:
        if isinstance(route, Route):
            methods[route.path] |= route.methods or set()
    endpoints = {path: OtherMethods(api.router, known) for path, known in methods.items()}
    for path, endpoint in {**endpoints, "/tasks/{rest:path}": NoSuchTask()}.items():
        api.router.routes.append(Route(path, endpoint, include_in_schema=False))
