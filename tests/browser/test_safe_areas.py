"""A phone without keys lays a bar over the lower edge of its screen, and a notch over the upper one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.api import Api
from tests.browser.panel import open_task
from tests.browser.screen import begin_task, choose, open_board, open_filters
from tests.browsing import PHONE
from tests.program import Program

NOTCH, BAR = 47, 34


@pytest.fixture
def board(phone: Page, program: Program, api: Api) -> Page:
    for number in range(20):
        api.create(f"Task {number}")
    phone.emulate_media(reduced_motion="reduce")
    open_board(phone, program)
    insets = {"top": NOTCH, "topMax": NOTCH, "bottom": BAR, "bottomMax": BAR}
    phone.context.new_cdp_session(phone).send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
    return phone


def test_nothing_to_press_lies_under_them(board: Page) -> None:
    banner = board.get_by_role("banner")
    _expect_clear(banner.get_by_role("button").all())
    _expect_clear(open_filters(board).get_by_label("Due date").all())
    board.keyboard.press("Escape")
    dialog = begin_task(board)
    _expect_clear(dialog.get_by_role("button").all())
    board.keyboard.press("Escape")
    choose(board, "Task 0", "Select")
    _expect_clear(board.get_by_role("toolbar").get_by_role("button").all())
    board.keyboard.press("Escape")
    panel = open_task(board, "Task 0")
    _expect_clear(panel.get_by_role("button").all())


def _expect_clear(targets: list[Locator]) -> None:
    assert targets
    for target in targets:
        expect(target).to_be_in_viewport(ratio=1)
        box = target.bounding_box()
        assert box
        assert box["y"] >= NOTCH, target
        assert box["y"] + box["height"] <= PHONE["height"] - BAR, target
