"""Which pages may talk to this server: its own, and those of the sites that CORS_ORIGINS lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import reflex as rx
from reflex.config import get_config
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# What a page of another site may read of an answer, besides its body.
EXPOSED_HEADERS = "ETag, Link, Location, X-Total-Count"
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class OriginRule:
    """Decides about the websocket of a page, as Engine.IO asks: called with the page's origin and the request.

    Allowed are the listed origins and the server's own page. Which name the server has is told by the request itself,
    because the board answers to localhost, to an address in the local network, or to whatever a host calls it.
    `page_port` is the port of a page that is served beside this server under the same name, as `reflex run` does.
    """

    listed: frozenset[str]
    page_port: int | None = None

    def __call__(self, origin: str | None, environ: Mapping[str, Any]) -> bool:
        """Return whether a page of `origin` may open a websocket; `environ` is the request in WSGI's terms."""
        if not origin:
            return False
        return origin in self.listed or self._is_own_page(origin, environ)

    def _is_own_page(self, origin: str, environ: Mapping[str, Any]) -> bool:
        page_scheme, separator, page_host = origin.partition("://")
        if not separator or page_scheme not in _own_schemes(environ):
            return False
        own_host = _first(environ.get("HTTP_X_FORWARDED_HOST")) or environ.get("HTTP_HOST", "")
        page, own = _address(page_scheme, page_host), _address(page_scheme, own_host)
        if page is None or own is None:
            return False
        return page in {own, (own[0], self.page_port)}


def guard_websocket(app: rx.App) -> None:
    """Let only the program's own page and the origins of the configuration open a websocket of `app`.

    Any other is refused at the handshake. Reflex hands the bare list to Engine.IO, which then refuses a page whose
    address cannot be known in advance: one on the next free port, or on the name that a host gave it.
    """
    config = get_config()
    # Socket.IO is not typed.
    engine = cast("Any", app.sio).eio
    engine.cors_allowed_origins = OriginRule(frozenset(config.cors_allowed_origins), config.frontend_port)


def expose_headers(app: ASGIApp) -> ASGIApp:
    """Wrap `app` so that pages of listed sites can read EXPOSED_HEADERS; Reflex's own CORS answers name none."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_exposed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message.get("headers", []), (b"access-control-expose-headers", EXPOSED_HEADERS.encode())]
                message = {**message, "headers": headers}
            await send(message)

        is_cross_origin = scope["type"] == "http" and any(name == b"origin" for name, _ in scope["headers"])
        await app(scope, receive, send_exposed if is_cross_origin else send)

    return wrapped


def _own_schemes(environ: Mapping[str, Any]) -> set[str]:
    forwarded = _first(environ.get("HTTP_X_FORWARDED_PROTO"))
    if forwarded:
        return {forwarded}
    # A proxy may end TLS and not say so. The page is then https, and never less safe than what arrives here.
    return {environ.get("wsgi.url_scheme", "http"), "https"}


def _first(header: str | None) -> str:
    # Each proxy appends what it saw; the visitor's own comes first.
    return (header or "").split(",")[0].strip()


def _address(scheme: str, host: str) -> tuple[str, int] | None:
    try:
        parts = urlsplit(f"{scheme}://{host}")
        port = parts.port or DEFAULT_PORTS[scheme]
    except (ValueError, KeyError):
        return None
    return (parts.hostname, port) if parts.hostname else None
