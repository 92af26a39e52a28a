"""A full disk, and a file that cannot be written: a clear sentence, nothing lost, and it goes on when there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from taskflow.models.database import create_engine
from taskflow.models.task import Status
from taskflow.settings import read_settings
from tests.browser.api import Api
from tests.browser.screen import add, begin_task, card, choose, column, open_board, titles, toast
from tests.faults.disks import Disk, LimitedFiles, SmallDisk, small_disk
from tests.faults.kept import Answer, assert_kept, assert_whole
from tests.program import Program, ProgramFailedError

TEXT = "x" * 1000
STATUSES = list(Status)
NOT_WRITABLE = "The database cannot be written at the moment, so nothing was changed. Reading still works."


@dataclass(frozen=True)
class Case:
    """A disk, and what is said when nothing can be written on it."""

    disk: Disk
    status: int
    detail: str
    sentence: str


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("this machine lets nobody mount a disk, not even a small one in memory")
        yield disk


@pytest.fixture(params=["full disk", "failed writes"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    if request.param == "full disk":
        return Case(
            request.getfixturevalue("mounted"),
            507,
            "The database has no room left, so nothing was changed. Try again when there is room.",
            "The server has no room left on its disk. Nothing was changed; try again when there is room.",
        )
    return Case(
        LimitedFiles(tmp_path),
        503,
        NOT_WRITABLE,
        "The database cannot be written at the moment. Nothing was changed; please try again later.",
    )


@pytest.fixture
def service(case: Case, run_program: Callable[..., Program]) -> Program:
    # What Reflex remembers of its visitors lies on the same disk.
    states = {"REFLEX_STATES_WORKDIR": str(case.disk.folder / "states")}
    return run_program(f"sqlite:///{case.disk.folder / 'taskflow.db'}", states)


def test_the_api_says_so_loses_nothing_and_goes_on(case: Case, service: Program) -> None:
    with httpx.Client(base_url=service.api_url, trust_env=False) as client:
        kept = [_create(client).json() for _ in range(5)]
        case.disk.refuse(service)
        task = f"/tasks/{kept[0]['id']}"
        numbers = count()
        refused = [
            _write_until_refused(kept, lambda: _create(client)),
            _write_until_refused(kept, lambda: client.patch(task, json={"title": f"Title {next(numbers)}"})),
            _write_until_refused(
                kept, lambda: client.post(f"{task}/move", json={"status": STATUSES[next(numbers) % 3]})
            ),
        ]
        assert {(answer.status_code, answer.json()["detail"]) for answer in refused} == {(case.status, case.detail)}
        assert {task["id"] for task in client.get("/tasks").json()} == {task["id"] for task in kept}
        assert client.get("/health").status_code == 200
        case.disk.relent(service)
        kept.append(client.patch(task, json={"title": "There is room"}).raise_for_status().json())
        kept.append(_create(client).raise_for_status().json())
    service.kill()
    engine = create_engine(read_settings({"DATABASE_URL": service.database_url}))
    assert_kept(engine, kept)
    assert_whole(engine)
    engine.dispose()
    assert "Traceback" not in service.log
    service.start()


def test_the_page_says_so_keeps_what_was_typed_and_goes_on(case: Case, service: Program, page: Page) -> None:
    with Api(service.api_url) as api:
        api.create("Task")
    open_board(page, service)
    expect(card(page, "Task")).to_be_visible()
    case.disk.refuse(service)
    with httpx.Client(base_url=service.api_url, trust_env=False) as client:
        _write_until_refused([], lambda: _create(client))
    choose(page, "Task", "Move to “Done”")
    expect(toast(page)).to_have_text(case.sentence)
    expect(titles(column(page, "done"))).to_have_count(0)
    dialog = begin_task(page)
    dialog.get_by_label("Title").fill("Typed while there was no room")
    add(dialog)
    expect(dialog.get_by_role("alert")).to_have_text(case.sentence)
    case.disk.relent(service)
    add(dialog)
    expect(dialog).to_be_hidden()
    choose(page, "Task", "Move to “Done”")
    expect(titles(column(page, "done"))).to_have_text(["Task"])
    expect(card(page, "Typed while there was no room")).to_be_visible()


def test_a_start_on_a_read_only_disk_ends_with_a_sentence(
    mounted: SmallDisk, run_program: Callable[..., Program]
) -> None:
    program = run_program(f"sqlite:///{mounted.folder / 'taskflow.db'}")
    with Api(program.api_url) as api:
        task = api.create("Task")
        program.kill()
        mounted.allow_writing(False)
        with pytest.raises(ProgramFailedError, match=r"DATABASE_URL cannot be used: the file may not be written\."):
            program.start()
        program.stop()
        assert "Traceback" not in program.log
        mounted.allow_writing(True)
        program.start()
        assert api.only_task() == task


def _write_until_refused(kept: list[Answer], write: Callable[[], httpx.Response]) -> httpx.Response:
    """Write until there is no room; return the refusal. What still found a place is added to `kept`."""
    for _ in range(200):
        answer = write()
        if not answer.is_success:
            return answer
        kept.append(answer.json())
    raise AssertionError("there is always room")


def _create(client: httpx.Client) -> httpx.Response:
    return client.post("/tasks", json={"title": "Task", "description": TEXT})
