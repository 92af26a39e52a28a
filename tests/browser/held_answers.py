"""A slow line on command: holds back what the server says to a page, without a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, WebSocketRoute


class HeldAnswers:
    """Stands between a page and its server; made before the page is opened."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._is_holding = False
        self._held: list[str | bytes] = []
        self._socket: WebSocketRoute | None = None
        page.route_web_socket(lambda url: "/_event" in url, self._connect)

    def hold(self) -> None:
        """From now on, keep what the server says."""
        self._is_holding = True

    def wait_for_one(self) -> None:
        """Return when the server has said something that is held back."""
        while not self._held:
            # Lets Playwright work: it hands over messages only while the test waits for the page.
            self._page.evaluate("() => new Promise(requestAnimationFrame)")

    def release(self) -> None:
        """Hand over what was kept, in its order, and hold nothing from now on."""
        self._is_holding = False
        held, self._held = self._held, []
        for message in held:
            self._pass_on(message)

    @contextmanager
    def held_by(self, change: Callable[[], object]) -> Iterator[None]:
        """Have somebody else change something, and let the visitor act before the page has heard of it."""
        self.hold()
        change()
        self.wait_for_one()
        yield
        self.release()

    def _connect(self, socket: WebSocketRoute) -> None:
        self._socket = socket
        server = socket.connect_to_server()
        server.on_message(self._hear)

    def _hear(self, message: str | bytes) -> None:
        # "42" marks an event of the application; the greetings and heartbeats of Socket.IO always pass.
        if self._is_holding and str(message).startswith("42"):
            self._held.append(message)
        else:
            self._pass_on(message)

    def _pass_on(self, message: str | bytes) -> None:
        assert self._socket
        self._socket.send(message)
