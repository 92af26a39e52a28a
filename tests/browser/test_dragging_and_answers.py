"""The server answers a drop late, or refuses it: the card stays where it was dropped, or goes back with a reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import make_url

from tests.browser.api import Api
from tests.browser.dragging import (
    Frame,
    StoppedMotion,
    above,
    carry,
    drag,
    expect_order,
    held,
    into,
    is_near,
    place,
    wait_for_frames,
    wait_for_rest,
    watch_frames,
    watched_frames,
)
from tests.browser.held_answers import HeldAnswers
from tests.browser.screen import column, count, open_board, titles, toast
from tests.browser.selecting import select
from tests.browsing import NewPage
from tests.program import Program

LATENCY_MILLISECONDS = 300
# How long the library takes to lay a card down, see ui/stylesheet.py.
DROP_MILLISECONDS = 120


@pytest.fixture
def tasks(api: Api) -> None:
    for title in ("a", "b", "c", "d"):
        api.create(title)
    for title in ("x", "y"):
        api.create(title, status="done")


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("other", ["y", "d"], ids=["another column", "the same column"])
def test_on_a_slow_line_no_frame_shows_the_card_elsewhere(page: Page, program: Program, other: str) -> None:
    answers = HeldAnswers(page)
    open_board(page, program)
    old = place(page, "b")
    way = above(page, "b", other)
    carry(page, way)
    watch_frames(page, "b")
    answers.hold()
    page.mouse.up()
    answers.wait_for_one()
    wait_for_frames(page, LATENCY_MILLISECONDS)
    answers.release()
    expect(toast(page).get_by_text("Moved to")).to_be_visible()
    wait_for_frames(page, watched_frames(page)[-1].after + 100)
    _expect_steady(watched_frames(page), old, place(page, "b"))


def _expect_steady(frames: list[Frame], old: tuple[float, float], new: tuple[float, float]) -> None:
    """Expect the card once in each frame, never at its old place, and at rest once it has come to the new one."""
    assert len(frames) > 10
    assert {len(frame.places) for frame in frames} == {1}
    assert not [frame for frame in frames if is_near(frame.places[0], old, pixels=20)]
    arrived = next(index for index, frame in enumerate(frames) if is_near(frame.places[0], new))
    assert not [frame for frame in frames[arrived:] if not is_near(frame.places[0], new)]


@pytest.mark.usefixtures("tasks")
def test_a_drop_is_painted_when_the_card_lies(page: Page, program: Program) -> None:
    answers = HeldAnswers(page)
    open_board(page, program)
    answers.hold()
    frames = [_frames_until_painted(page, title, DROP_MILLISECONDS) for title in ("a", "b", "c", "d")]
    # The quickest of them: a busy machine adds frames and never takes one away.
    assert min(frames) <= 2, frames


@pytest.mark.usefixtures("tasks")
def test_without_motion_a_drop_is_painted_at_once(new_page: NewPage, program: Program) -> None:
    page = new_page(reduced_motion="reduce")
    answers = HeldAnswers(page)
    open_board(page, program)
    answers.hold()
    frames = [_frames_until_painted(page, title, 0) for title in ("a", "b", "c", "d")]
    # The shortest motion takes a frame of its own: without any the library would wait for its end for ever.
    # The quickest of them, as above.
    assert min(frames) <= 3, frames


def _frames_until_painted(page: Page, title: str, motion: float) -> int:
    """Return in which frame after the motion a card lies where it was dropped, at the top of the next column."""
    carry(page, into(page, title, "in_progress"))
    watch_frames(page, title)
    page.mouse.up()
    expect(titles(column(page, "in_progress")).first).to_have_text(title)
    wait_for_frames(page, motion + 200)
    frames, new = watched_frames(page), place(page, title)
    # The motion begins with the first frame.
    ready = [frame for frame in frames if frame.after >= frames[0].after + motion]
    lies = (frame.lists == ["in_progress"] and is_near(frame.places[0], new, pixels=0.5) for frame in ready)
    return 1 + list(lies).index(True)


@pytest.mark.usefixtures("tasks")
def test_further_drops_before_the_first_is_answered(page: Page, program: Program, api: Api) -> None:
    answers = HeldAnswers(page)
    open_board(page, program)
    answers.hold()
    drag(page, above(page, "b", "y"))
    drag(page, above(page, "a", "b"))
    drag(page, above(page, "b", "d"))
    shown = {"todo": ["c", "b", "d"], "done": ["x", "a", "y"]}
    expect_order(page, api, **shown)
    expect(count(page, "todo")).to_have_text("3")
    expect(count(page, "done")).to_have_text("3")
    answers.release()
    expect(toast(page).get_by_text("Moved to “To do”")).to_be_visible()
    expect_order(page, api, **shown)
    expect(count(page, "todo")).to_have_text("3")


@pytest.mark.usefixtures("tasks")
def test_a_task_that_somebody_deleted_goes_with_a_reason(page: Page, program: Program, api: Api) -> None:
    answers = HeldAnswers(page)
    open_board(page, program)
    way = above(page, "b", "y")
    with answers.held_by(lambda: api.delete(next(task for task in api.tasks() if task["title"] == "b"))):
        drag(page, way)
    expect(toast(page).get_by_text("This task no longer exists: somebody deleted it.")).to_be_visible()
    expect_order(page, api, todo=["a", "c", "d"], done=["x", "y"])
    expect(count(page, "todo")).to_have_text("3")


@pytest.mark.usefixtures("tasks")
def test_when_one_of_several_is_gone_the_others_stay_where_they_were_dropped(
    page: Page, program: Program, api: Api
) -> None:
    answers = HeldAnswers(page)
    open_board(page, program)
    select(page, "a", "b")
    with answers.held_by(lambda: api.delete(next(task for task in api.tasks() if task["title"] == "a"))):
        drag(page, above(page, "b", "y"))
    expect(toast(page).get_by_text("Moved to “Done”")).to_be_visible()
    expect_order(page, api, todo=["c", "d"], done=["x", "b", "y"])


@pytest.mark.usefixtures("tasks")
def test_beside_a_neighbour_that_is_gone_it_takes_the_nearest_place(page: Page, program: Program, api: Api) -> None:
    answers = HeldAnswers(page)
    open_board(page, program)
    way = above(page, "b", "y")
    with answers.held_by(lambda: api.delete(next(task for task in api.tasks() if task["title"] == "y"))):
        drag(page, way)
    expect_order(page, api, todo=["a", "c", "d"], done=["x", "b"])


@pytest.mark.usefixtures("tasks")
def test_without_the_database_the_card_goes_back_with_a_reason(page: Page, program: Program, api: Api) -> None:
    open_board(page, program)
    with _away(program):
        drag(page, above(page, "b", "y"))
        expect(
            toast(page).get_by_text("The database cannot be reached. Nothing was changed; please try again.")
        ).to_be_visible()
        expect(titles(column(page, "todo"))).to_have_text(["a", "b", "c", "d"])
        expect(titles(column(page, "done"))).to_have_text(["x", "y"])
        expect(count(page, "todo")).to_have_text("4")
    drag(page, above(page, "b", "y"))
    expect_order(page, api, todo=["a", "c", "d"], done=["x", "b", "y"])


@contextmanager
def _away(program: Program) -> Iterator[None]:
    """Take the tasks away from the program for the length of a block."""
    path = make_url(program.database_url).database or ""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE tasks RENAME TO tasks_away")
        try:
            yield
        finally:
            connection.execute("ALTER TABLE tasks_away RENAME TO tasks")


@pytest.mark.usefixtures("tasks")
def test_a_refused_card_glides_back(page: Page, program: Program) -> None:
    answers = HeldAnswers(page)
    open_board(page, program)
    old = place(page, "b")
    with _away(program):
        answers.hold()
        carry(page, above(page, "b", "y"))
        watch_frames(page, "b")
        page.mouse.up()
        answers.wait_for_one()
        expect(held(page)).to_have_count(0)
        dropped = place(page, "b")
        # On a slow machine a glide may fit between two frames: it waits half-way until one has shown it.
        motion = StoppedMotion(page)
        answers.release()
        expect(titles(column(page, "todo"))).to_have_text(["a", "b", "c", "d"])
        motion.bring_half_way("b")
        wait_for_frames(page, watched_frames(page)[-1].after)
        motion.go_on()
        wait_for_rest(page, "b")
        wait_for_frames(page, watched_frames(page)[-1].after)
    frames = watched_frames(page)
    assert {len(frame.places) for frame in frames} == {1}
    assert is_near(frames[-1].places[0], old)
    # From where it was dropped it is seen on its way, at no end of it.
    left = max(index for index, frame in enumerate(frames) if is_near(frame.places[0], dropped))
    assert [
        frame for frame in frames[left:] if not is_near(frame.places[0], dropped) and not is_near(frame.places[0], old)
    ]
