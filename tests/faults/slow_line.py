"""A line to PostgreSQL on which every message takes its time, or stays until the test lets it through."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager, suppress
from threading import Condition, Event, Thread

from sqlalchemy import make_url

PIECE = 65_536


class SlowLine:
    """A proxy before a server; `url` is the way through it, `delay` the seconds for each message, which may be changed.

    The driver sends a query as one message and waits for the answer, so a delay of each message is one of each query.
    """

    def __init__(self, server_url: str) -> None:
        server = make_url(server_url)
        host, port = server.query.get("host") or server.host, server.port or 5432
        # A folder is where the server's socket lies, anything else its name.
        self._target = f"{host}/.s.PGSQL.{port}" if str(host).startswith("/") else (str(host), port)
        self._is_ready = Event()
        self._held, self._change = 0, Condition()
        self.delay = 0.0
        self._thread = Thread(target=lambda: asyncio.run(self._run()), name="slow line", daemon=True)
        self._thread.start()
        assert self._is_ready.wait(10), "the proxy did not start"
        # Without the offer of encryption, which would be one message more; a held connection is not given up.
        way = server.set(host="127.0.0.1", port=self._port, query={"sslmode": "disable", "connect_timeout": "60"})
        self.url = way.render_as_string(hide_password=False)

    def close(self) -> None:
        """Cut every connection."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    def hold(self) -> None:
        """Let no further message through."""
        self._loop.call_soon_threadsafe(self._is_open.clear)

    def let_go(self) -> None:
        """Let everything through again that was held."""
        self._loop.call_soon_threadsafe(self._is_open.set)

    def wait_for_held(self, count: int) -> None:
        """Return when that many messages are held."""
        with self._change:
            assert self._change.wait_for(lambda: self._held >= count, timeout=30), "nobody asks the database"

    async def _run(self) -> None:
        self._loop, self._end, self._is_open = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        self._is_open.set()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        self._is_ready.set()
        await self._end.wait()
        server.close()
        # What is still open is closed with the tasks that are left, which asyncio.run cancels.

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if isinstance(self._target, str):
            answers, questions = await asyncio.open_unix_connection(self._target)
        else:
            answers, questions = await asyncio.open_connection(*self._target)
        try:
            await asyncio.gather(self._pass_on(reader, questions, is_slow=True), self._pass_on(answers, writer))
        except asyncio.CancelledError:
            # Taken as an end like any other: asyncio would report it as an error of the server's.
            pass
        finally:
            writer.close()
            questions.close()

    async def _pass_on(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_slow: bool = False
    ) -> None:
        with suppress(ConnectionError):
            while piece := await source.read(PIECE):
                if is_slow:
                    await self._take_time()
                target.write(piece)
                await target.drain()
        target.close()

    async def _take_time(self) -> None:
        self._count(1)
        await self._is_open.wait()
        self._count(-1)
        await asyncio.sleep(self.delay)

    def _count(self, change: int) -> None:
        with self._change:
            self._held += change
            self._change.notify_all()


@contextmanager
def slow_line(server_url: str) -> Generator[SlowLine]:
    """Run a line until the block ends."""
    line = SlowLine(server_url)
    try:
        yield line
    finally:
        line.close()
