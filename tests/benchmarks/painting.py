"""When a page has painted what was done to it, and what the server sent it for that.

Times run to the frame that shows what was done, drawing included, so that each holds the wait for the next frame, up to
17 ms. All of it is seen from inside the page: to ask it from outside takes longer than what is measured.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# A page to which nothing was said for so long has been answered.
QUIET_MILLISECONDS = 150

# Calls `then` with the time at which the first frame was painted in which `isSo` holds. What holds when a frame begins
# is drawn in it: after the frame's callbacks the browser draws, and the message comes when it has.
_FRAME = """const frame = (isSo, then) => requestAnimationFrame(() => {
    if (!isSo()) return frame(isSo, then);
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
});"""

# From now on `painted` is a promise of the milliseconds from the browser's stamp of the next event of a kind, at an
# element that fits a selector, to the painted frame in which `shows` holds.
WATCH = f"""([kind, at, shows]) => {{
    {_FRAME}
    window.painted = new Promise((resolve, reject) => {{
        setTimeout(() => reject(new Error(`after ${{kind}} never: ${{shows}}`)), 20_000);
        const begin = (event) => {{
            if (!event.target.matches(at)) return;
            removeEventListener(kind, begin, true);
            window.begun = event.timeStamp;
            frame(new Function(`return ${{shows}}`), (painted) => resolve(painted - event.timeStamp));
        }};
        addEventListener(kind, begin, true);
    }});
}}"""

# For each document, before its own scripts: `heard` keeps the time and the bytes of each message of its websocket, and
# `opened` is a promise of the milliseconds from the start of the navigation to the painted frame with the first card.
_LISTEN = f"""(() => {{
    {_FRAME}
    const encoder = new TextEncoder();
    const heard = window.heard = [];
    window.WebSocket = class extends WebSocket {{
        constructor(...options) {{
            super(...options);
            this.addEventListener('message', ({{data}}) => {{
                const now = performance.now();
                heard.push([now, typeof data === 'string' ? encoder.encode(data).length : data.byteLength]);
            }});
        }}
    }};
    window.opened = new Promise((resolve) => frame(() => document.querySelector('article'), resolve));
}})()"""

_FORGET = "() => { heard.length = 0 }"
# Resolves with what was heard since, as bytes and as the time of the first message, when nothing more comes.
_HEAR = f"""async () => {{
    const asked = performance.now();
    const quiet = () => performance.now() - (heard.at(-1)?.[0] ?? asked);
    while (Math.min(quiet(), performance.now() - asked) < {QUIET_MILLISECONDS})
        await new Promise((resolve) => setTimeout(resolve, 20));
    const answer = heard.find(([at]) => at > window.begun);
    return [heard.reduce((sum, [, bytes]) => sum + bytes, 0), answer ? answer[0] - window.begun : null];
}}"""


@dataclass(frozen=True)
class Painted:
    """What came of something that was done to a page; `answered` is when the server's first word was there.

    Times are milliseconds from the event. `answered` is None where the server said nothing.
    """

    painted: float
    answered: float | None
    bytes: int


def listen(page: Page) -> None:
    """Let every document that this page opens from now on keep what `opening` and `painting` ask for."""
    page.add_init_script(_LISTEN)


def opening(page: Page, url: str) -> Painted:
    """Open an address: from the start of the navigation to the frame with the first card."""
    page.goto(url, wait_until="commit")
    painted = page.evaluate("opened")
    size, _ = page.evaluate(_HEAR)
    return Painted(painted, None, size)


def painting(page: Page, kind: str, shows: str, act: Callable[[], Any]) -> Painted:
    """Do something: from the next event of a kind to the frame in which the expression `shows` holds."""
    page.evaluate(_FORGET)
    page.evaluate(WATCH, [kind, "*", shows])
    act()
    painted = page.evaluate("window.painted")
    size, answered = page.evaluate(_HEAR)
    return Painted(painted, answered, size)


def settle(page: Page) -> None:
    """Return when the server has said nothing for a while."""
    page.evaluate(_HEAR)
