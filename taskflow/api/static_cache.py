"""How long a browser keeps the files of the page."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The build names such a file after its content: under this name it never changes.
HASHED_FILE = re.compile(r"/assets/[^/]+-[\w-]{8}\.(js|css)")
FOREVER = "public, max-age=31536000, immutable"
# Kept, but asked about each time: the answer is a short 304 until the next deployment.
ASK_FIRST = "no-cache"


def cache_static_files(app: ASGIApp) -> ASGIApp:
    """Wrap `app` so that hashed files are kept for a year and the HTML that names them is asked for anew each time.

    An answer that already has a Cache-Control keeps it. Everything else is left as it is.
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_lifetime(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                lifetime = _lifetime(scope["path"], message["status"], headers.get("content-type", ""))
                if lifetime:
                    headers.setdefault("cache-control", lifetime)
            await send(message)

        await app(scope, receive, send_with_lifetime if scope["type"] == "http" else send)

    return wrapped


def _lifetime(path: str, status: int, content_type: str) -> str | None:
    if content_type.startswith("text/html"):
        return ASK_FIRST
    # A file that is missing in this minute, during a deployment, must not be missing for a year.
    if HASHED_FILE.fullmatch(path) and status in {200, 206, 304}:
        return FOREVER
    return None
