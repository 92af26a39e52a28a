"""Takes in a body before anything else happens: one that is too large, or too slow to come, is refused."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope

LARGEST_BODY_BYTES = 1_000_000
BODY_SECONDS = 30
TOO_LARGE = "The body is larger than 1 MB"
TOO_SLOW = f"The body did not arrive within {BODY_SECONDS} seconds"
# Of the others nobody reads a body.
METHODS_WITH_BODY = {"POST", "PUT", "PATCH"}


async def take_in_body(scope: Scope, receive: Receive) -> Receive:
    """Read the body of a request and return what hands it out again, in one piece.

    FastAPI's own limit answers some of these with plain text; the clients of this API expect JSON.

    Raises:
        HTTPException: 413 when it is larger than LARGEST_BODY_BYTES, 408 when it takes longer than BODY_SECONDS.
        ClientDisconnect: when there is nobody left to answer.
    """
    if scope["method"] not in METHODS_WITH_BODY:
        return receive
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _read(Headers(scope=scope).get("content-length", ""), receive)
    except TimeoutError:
        raise HTTPException(408, TOO_SLOW) from None
    is_handed_out = False

    async def receive_again() -> Message:
        nonlocal is_handed_out
        if is_handed_out:
            return await receive()
        is_handed_out = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again


async def _read(declared: str, receive: Receive) -> bytes:
    if declared.isdecimal() and int(declared[:20]) > LARGEST_BODY_BYTES:
        raise HTTPException(413, TOO_LARGE)
    parts: list[bytes] = []
    received = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        received += len(parts[-1])
        if received > LARGEST_BODY_BYTES:
            raise HTTPException(413, TOO_LARGE)
        if not message.get("more_body"):
            return b"".join(parts)
