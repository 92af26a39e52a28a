"""Ten pages on one board and many quick changes: all show the same in the end, and that is what the database holds."""

from __future__ import annotations

import random

from playwright.sync_api import Page, expect

from tests.browser.api import Api
from tests.browser.live.others import expect_titles, open_boards
from tests.browser.screen import COLUMNS, choose, column, count, titles
from tests.browsing import NewPage
from tests.program import Program

TASKS = 12
CHANGES = 20


def test_all_show_the_same_in_the_end(new_page: NewPage, program: Program, api: Api) -> None:
    tasks = [api.create(f"Task {number}") for number in range(TASKS)]
    pages = open_boards(new_page, program, 10)
    for page in pages:
        expect(titles(page)).to_have_count(TASKS)
    chance = random.Random(4)  # noqa: S311  (the same chances in every run)
    for number in range(CHANGES):
        task = chance.choice(tasks)
        if number % 4 == 0:
            api.create(f"New {number}", status=chance.choice(list(COLUMNS)))
        else:
            api.edit(task, status=chance.choice(list(COLUMNS)), title=f"Task {number}")
    _expect_truth(pages, api)


def test_also_when_the_pages_themselves_make_the_changes(new_page: NewPage, program: Program, api: Api) -> None:
    for number in range(10):
        api.create(f"Task {number}")
    pages = open_boards(new_page, program, 10)
    for number, page in enumerate(pages):
        choose(page, f"Task {number}", "Move to “Done”" if number % 2 else "Move to “In progress”")
        if number % 3 == 0:
            choose(pages[-1 - number], f"Task {number}", "Delete")
    for page in pages:
        expect(titles(page)).to_have_count(6)
        expect(titles(column(page, "todo"))).to_have_count(0)
    _expect_truth(pages, api)


def _expect_truth(pages: list[Page], api: Api) -> None:
    tasks = api.tasks()
    there = {status: [task["title"] for task in tasks if task["status"] == status] for status in COLUMNS}
    expect_titles(*pages, **there)
    for page in pages:
        for status, shown in there.items():
            expect(count(page, status)).to_have_text(str(len(shown)))
