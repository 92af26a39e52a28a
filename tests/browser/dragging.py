"""Dragging in the words of the tests: by mouse, by finger and by keyboard, and what each frame showed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.screen import COLUMNS, card, card_link, column, titles
from tests.browsing import PATIENCE_MILLISECONDS

# A hand makes no jumps; the library must see the way.
STEPS = 12
FRAME = "() => new Promise(requestAnimationFrame)"
_MOTIONS_OF = """(title => [...document.querySelectorAll('.card')]
    .filter(card => card.querySelector('h3').textContent === title).flatMap(card => card.getAnimations()))"""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Way:
    """From the middle of a card to where its middle must come, in pixels of the window."""

    title: str
    start: Point
    end: Point

    def points(self) -> list[Point]:
        """Return the points on the way, the last one twice: a hand rests before it lets go."""
        (x, y), (to_x, to_y) = self.start, self.end
        parts = [step / STEPS for step in range(1, STEPS + 1)]
        return [*((x + (to_x - x) * part, y + (to_y - y) * part) for part in parts), self.end]


def above(page: Page, title: str, other: str) -> Way:
    """Find the way of a card to the place above another one."""
    own, there = _box(card(page, title)), _box(card(page, other))
    return Way(title, _middle(own), (_middle(there)[0], there["y"] + own["height"] / 2))


def below(page: Page, title: str, other: str) -> Way:
    """Find the way of a card to the place below another one."""
    own, there = _box(card(page, title)), _box(card(page, other))
    # From elsewhere it must come deeper than within a column, where the others close its gap.
    is_from_elsewhere = abs(own["x"] - there["x"]) > 1
    beyond = own["height"] / 2 if is_from_elsewhere else -own["height"] / 2
    return Way(title, _middle(own), (_middle(there)[0], there["y"] + there["height"] + beyond))


def into(page: Page, title: str, status: str) -> Way:
    """Find the way of a card to the top of a column."""
    own, there = _box(card(page, title)), _box(column(page, status).locator(".cards"))
    return Way(title, _middle(own), (_middle(there)[0], there["y"] + own["height"] / 2))


def carry(page: Page, way: Way) -> None:
    """Take a card with the mouse and bring it there, without letting it go."""
    page.mouse.move(*way.start)
    page.mouse.down()
    for point in way.points():
        page.mouse.move(*point)
        page.evaluate(FRAME)
    expect(held(page)).to_have_count(1)


def drag(page: Page, way: Way) -> None:
    """Drag a card with the mouse, and return when it lies."""
    carry(page, way)
    page.mouse.up()
    expect(held(page)).to_have_count(0)


class Finger:
    """A finger on a touch screen, as the browser's own protocol knows it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._client = page.context.new_cdp_session(page)

    def drag(self, way: Way) -> None:
        """Press long, drag a card there, and return when it lies."""
        self.carry(way)
        self.let_go()
        expect(held(self._page)).to_have_count(0)

    def carry(self, way: Way) -> None:
        """Press long and bring a card there, without letting it go."""
        self.touch(way.start)
        expect(held(self._page)).to_have_count(1)
        self.slide(way)

    def touch(self, point: Point) -> None:
        """Touch the screen and stay."""
        self._send("touchStart", point)

    def slide(self, way: Way) -> None:
        """Move along a way without leaving the screen."""
        for point in way.points():
            self._send("touchMove", point)
            self._page.evaluate(FRAME)

    def let_go(self) -> None:
        """Leave the screen."""
        self._send("touchEnd")

    def _send(self, kind: str, *points: Point) -> None:
        touched = [{"x": x, "y": y} for x, y in points]
        self._client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})


def lift_by_key(page: Page, title: str) -> None:
    """Take a card with the keyboard."""
    card_link(page, title).focus()
    page.keyboard.press("Space")
    expect(held(page)).to_have_count(1)


def held(page: Page) -> Locator:
    """Find the card that is in the hand, or on its way from there to its place."""
    return page.locator(".card-held")


def announcement(page: Page) -> Locator:
    """Find what a screen reader is told about a drag."""
    return page.locator("[id^=rfd-announcement]")


def expect_order(page: Page, api: Api, **columns: list[str]) -> None:
    """Expect the titles of all columns, on the page and in the database; a column not named is empty."""
    wanted = {status: columns.get(status, []) for status in COLUMNS}
    for status, there in wanted.items():
        expect(titles(column(page, status))).to_have_text(there)
    for _ in range(PATIENCE_MILLISECONDS // 16):
        if _stored(api) == wanted:
            break
        page.evaluate(FRAME)
    assert _stored(api) == wanted


def watch_frames(page: Page, title: str) -> None:
    """From now on, note for each frame when it was, whether the card was let go, and every place where it shows."""
    page.evaluate(
        """title => {
            const frames = window.watchedFrames = [];
            let letGo = null;
            window.addEventListener('mouseup', event => { letGo = event.timeStamp }, {capture: true, once: true});
            const look = () => {
                if (frames !== window.watchedFrames) return;
                const cards = [...document.querySelectorAll('.card')].filter(
                    card => card.querySelector('h3').textContent === title && card.checkVisibility());
                const places = cards.map(card => card.getBoundingClientRect()).map(({x, y}) => [x, y]);
                const lists = cards.map(card => card.closest('.cards').dataset.rfdDroppableId);
                frames.push({at: performance.now(), letGo, places, lists});
                requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        }""",
        title,
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What one frame showed, so many milliseconds after the card was let go: where, and in which lists of the page."""

    after: float
    places: list[Point]
    lists: list[str]


def watched_frames(page: Page) -> list[Frame]:
    """Return the frames since the card was let go."""
    frames: list[dict[str, Any]] = page.evaluate("() => window.watchedFrames.filter(frame => frame.letGo !== null)")
    return [Frame(each["at"] - each["letGo"], [(x, y) for x, y in each["places"]], each["lists"]) for each in frames]


def wait_for_frames(page: Page, milliseconds: float) -> None:
    """Return when frames were watched for so long after the card was let go."""
    page.wait_for_function(
        "milliseconds => (last => last?.letGo && last.at - last.letGo > milliseconds)(window.watchedFrames.at(-1))",
        arg=milliseconds,
    )


class StoppedMotion:
    """From now on nothing on the page moves by itself, until it may go on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._client = page.context.new_cdp_session(page)
        self._client.send("Animation.enable")
        self._client.send("Animation.setPlaybackRate", {"playbackRate": 0})

    def bring_half_way(self, title: str) -> None:
        """Wait until a card is about to move, and show it in the middle of its way."""
        self._page.wait_for_function(
            f"""title => {_MOTIONS_OF}(title).map(motion => {{
                motion.currentTime = motion.effect.getComputedTiming().duration / 2;
            }}).length""",
            arg=title,
        )

    def go_on(self) -> None:
        """Let everything move again."""
        self._client.send("Animation.setPlaybackRate", {"playbackRate": 1})


def wait_for_rest(page: Page, title: str) -> None:
    """Return when a card moves no more."""
    page.wait_for_function(f"title => {_MOTIONS_OF}(title).length === 0", arg=title)


def place(page: Page, title: str) -> Point:
    """Return the upper left corner of a card."""
    box = _box(page.locator(".card").filter(has=card(page, title)))
    return box["x"], box["y"]


def is_near(one: Point, other: Point, pixels: float = 2) -> bool:
    """Whether two places are the same to the eye."""
    return abs(one[0] - other[0]) <= pixels and abs(one[1] - other[1]) <= pixels


def _stored(api: Api) -> dict[str, list[str]]:
    tasks = api.tasks()
    return {status: [task["title"] for task in tasks if task["status"] == status] for status in COLUMNS}


def _box(part: Locator) -> Any:
    part.scroll_into_view_if_needed()
    return part.bounding_box()


def _middle(box: Any) -> Point:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
