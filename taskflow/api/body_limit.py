"""Refuses a body that is larger than any task could need, before it is in memory."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY_BYTES = 1_000_000
TOO_LARGE = "The body is larger than 1 MB"


class BodyLimit:
    """Lets requests below `prefix` read LARGEST_BODY_BYTES and then refuses them with 413.

    FastAPI's own limit answers some of these with plain text; the clients of this API expect JSON. What is behind the
    API has its own limits.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with a body that ends in an error when it is too large."""
        if scope["type"] != "http" or not scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        is_too_large = declared.isdecimal() and int(declared[:20]) > LARGEST_BODY_BYTES
        received = 0

        async def receive_limited() -> Message:
            nonlocal received
            if is_too_large:
                raise HTTPException(413, TOO_LARGE)
            message = await receive()
            received += len(message.get("body", b""))
            if received > LARGEST_BODY_BYTES:
                raise HTTPException(413, TOO_LARGE)
            return message

        await self.app(scope, receive_limited, send)
