"""The benchmark still runs, and stays within what does not depend on the machine; `python -m tests.benchmarks`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as benchmark
from tests.benchmarks.everything import GROUPS, Plan
from tests.benchmarks.figures import Figure, missed, target_of
from tests.benchmarks.results import Result, read_kept
from tests.benchmarks.table import table

# The same on every machine. That of the bundle is kept by tests/deployment/test_first_load.py.
BUDGETS = re.compile(r".*: bytes down|.*: queries|open: elements.*|memory: a session")


def test_it_measures_everything_within_the_budgets(
    built_program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = [f"--only={group}" for group in GROUPS]
    file = tmp_path / "figures.json"
    result = benchmark.main(["--quick", f"--folder={built_program}", f"--json={file}", *groups])
    printed = capsys.readouterr().out
    names = {figure.name for figure in result.figures}
    for operation in ("create", "open a task", "edit", "move", "delete", "filter", "search", "scroll"):
        assert {f"page: {operation}, p50", f"page: {operation}, p95", f"page: {operation}: queries"} <= names
    for operation in ("list a page", "create", "read", "update", "move", "delete"):
        assert f"REST: {operation}, p95" in names
    assert all(figure.value > 0 for figure in result.figures if figure.unit == "ms")
    assert all(f"| {name} " in printed for name in names)
    assert len(json.loads(file.read_text())["figures"]) == len(result.figures)
    budgets = [figure for figure in result.figures if BUDGETS.fullmatch(figure.name) and target_of(figure.name)]
    assert len(budgets) > len(GROUPS)
    assert list(missed(budgets)) == []


def test_what_misses_is_marked_and_said() -> None:
    figures = [
        Figure("sqlite", 1_000, "page: move, p50", 10, "ms"),
        Figure("sqlite", 10_000, "page: move, p50", 26, "ms"),
        Figure("sqlite", 100_000, "page: move, p50", 16, "ms"),
        Figure("sqlite", 10_000, "page: edit, p50", 25, "ms"),
    ]
    assert list(missed(figures)) == [
        "sqlite: page: move, p50: 26 ms at 10,000 tasks, wanted ≤ 25 at 10,000",
        "sqlite: page: move, p50 × 1.60 from 1,000 to 100,000, wanted ≤ 1.5",
    ]
    before = [Figure("sqlite", 1_000, "page: move, p50", 20, "ms")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table(figures, "sqlite", before).splitlines()]
    assert rows[2:] == [
        ["page: move, p50", "ms", "10", "26 ✗", "16", "× 1.60 ✗", "≤ 25 at 10,000", "× 0.50"],
        ["page: edit, p50", "ms", "", "25", "", "", "≤ 25 at 10,000", ""],
    ]


def test_a_rate_is_missed_when_it_is_too_low() -> None:
    assert list(missed([Figure("sqlite", 0, "contended moves by pages: rate", 299, "/s")])) != []
    assert list(missed([Figure("sqlite", 0, "contended moves by pages: rate", 300, "/s")])) == []


def test_what_was_done_is_printed_when_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, monkeypatch, stops=True)
    assert "| page: move, p50 | ms" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_result_is_kept_and_the_next_one_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = run(tmp_path, monkeypatch)
    assert read_kept() == kept
    assert "| page: move, p50 | ms" in (tmp_path / "RESULTS.md").read_text()
    capsys.readouterr()
    run(tmp_path, monkeypatch)
    assert f"Compared with {kept.when}" in capsys.readouterr().out


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *, stops: bool = False) -> Result:
    """Run the benchmark as far as its first figure; `folder` is where its result is kept."""

    def measure(*_: object) -> Iterator[Figure]:
        yield Figure("sqlite", 1_000, "page: move, p50", 20, "ms")
        if stops:
            raise KeyboardInterrupt

    monkeypatch.setattr(Plan, "run", measure)
    monkeypatch.setattr(benchmark, "_versions", lambda _: {})
    monkeypatch.setattr("tests.benchmarks.results.KEPT", folder / "RESULTS.json")
    monkeypatch.setattr("tests.benchmarks.results.SHOWN", folder / "RESULTS.md")
    return benchmark.main(["--save", f"--folder={folder}"])
