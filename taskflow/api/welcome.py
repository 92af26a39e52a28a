"""GET /: a few words for a program; a browser gets the page that lies behind."""

from __future__ import annotations

from fastapi import FastAPI, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from taskflow import __version__
from taskflow.api.answers import json_answer
from taskflow.api.methods import OtherMethods


class Greeting(BaseModel):
    """What answers here, and where it is described."""

    message: str
    version: str
    docs: str


class NotForBrowsers(Route):
    """A route that leaves a request that asks for HTML to the routes behind it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match as usual, but no browser."""
        match, child_scope = super().matches(scope)
        return (Match.NONE, {}) if match is not Match.NONE and asks_for_html(scope) else (match, child_scope)


class WelcomeRoute(NotForBrowsers, APIRoute):
    """The route of /."""


class VaryOnAccept:
    """Tells caches that / looks different to different clients, the page behind it included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with `Vary: Accept` on what / answers."""

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header("Accept")
            await send(message)

        is_root = scope["type"] == "http" and scope["path"] == "/"
        await self.app(scope, receive, send_varying if is_root else send)


def welcome() -> Response:
    """Say what this is and where it is described. A browser, which asks for HTML, gets the board instead."""
    return json_answer({"message": "Welcome to TaskFlow API", "version": __version__, "docs": "/docs"})


def add_welcome(api: FastAPI) -> None:
    """Add the address / to `api`."""
    greet = WelcomeRoute("/", welcome, response_model=Greeting, tags=["Service"], summary="Say hello")
    others = NotForBrowsers("/", OtherMethods(api.router, {"GET"}), include_in_schema=False)
    api.router.routes += [greet, others]


def asks_for_html(scope: Scope) -> bool:
    """Whether the client names HTML among what it accepts; `*/*` does not name it."""
    for header in Headers(scope=scope).getlist("accept"):
        for item in header.lower().split(","):
            kind, *parameters = (part.strip() for part in item.split(";"))
            if kind in {"text/html", "application/xhtml+xml"} and not any(map(_is_zero, parameters)):
                return True
    return False


def _is_zero(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return name.strip() == "q" and value.strip().rstrip("0") in {"", "0.", "."}
