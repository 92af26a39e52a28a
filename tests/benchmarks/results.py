"""The result of a run as a file: what was measured, on which machine; and the one that is kept beside this module."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure, missed
from tests.benchmarks.table import table

KEPT = Path(__file__).with_name("RESULTS.json")
SHOWN = KEPT.with_suffix(".md")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
CALIBRATION = "seconds of a fixed loop"

_ABOUT = """# Results of the benchmark

What `python -m tests.benchmarks --save` has measured last. Milliseconds run from the click, the key or the start of the
navigation to the painted frame; the search from the last key, with the pause that the page waits for another one.
`answer` is when the server's first word was there. `growth` is a board of 100,000 tasks beside one of 1,000, and for
the medians of operations × 1.5 is wanted at most. ✗ misses what is wanted. The same figures are in RESULTS.json.
"""


@dataclass
class Result:
    """A run: when it was, the machine, and the figures in the order in which they were measured."""

    when: str = ""
    machine: dict[str, Any] = field(default_factory=dict[str, Any])
    figures: list[Figure] = field(default_factory=list[Figure])

    @property
    def databases(self) -> list[str]:
        """The databases that were measured."""
        return list(dict.fromkeys(figure.database for figure in self.figures))

    def write(self, file: Path) -> None:
        """Write it as JSON."""
        file.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def keep(self, before: Result) -> None:
        """Write it in the place of what was kept before, for people and for the next comparison."""
        self.write(KEPT)
        SHOWN.write_text(f"{_ABOUT}\n{self.report(before)}", encoding="utf-8")

    def report(self, before: Result) -> str:
        """Return the tables, what was missed, and what the times mean on another machine."""
        parts = [f"{self.when}; {', '.join(f'{name}: {value}' for name, value in self.machine.items())}.\n"]
        if before.figures:
            parts.append(_comparison(self, before))
        parts += [
            f"## {NAMES[database]}\n\n{table(self.figures, database, before.figures)}\n" for database in self.databases
        ]
        found = list(missed(self.figures))
        parts.append(f"## Missed: {len(found)}\n" + "".join(f"\n- {sentence}" for sentence in found))
        return "\n".join(parts).rstrip() + "\n"


def read_kept() -> Result:
    """Return the result that was kept last; an empty one when none was."""
    if not KEPT.exists():
        return Result()
    kept = json.loads(KEPT.read_text("utf-8"))
    return Result(kept["when"], kept["machine"], [Figure(**figure) for figure in kept["figures"]])


def begin(versions: dict[str, str]) -> Result:
    """Begin a result of now; `versions` are those of the programs that were found elsewhere."""
    machine = {
        "processor": _processor(),
        "cores": os.cpu_count(),
        CALIBRATION: round(calibrate(), 3),
        "load": round(os.getloadavg()[0], 1),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **versions,
    }
    return Result(datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"), machine)


def calibrate() -> float:
    """Return how many seconds this machine takes for a fixed loop of Python, the best of three."""

    def seconds() -> float:
        begun, total = time.perf_counter(), 0
        for number in range(3_000_000):
            total += number & 7
        return time.perf_counter() - begun

    return min(seconds() for _ in range(3))


def _comparison(now: Result, before: Result) -> str:
    ratio = now.machine[CALIBRATION] / before.machine[CALIBRATION]
    return f"Compared with {before.when}; the fixed loop took × {ratio:.2f} of its time then.\n"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models: Sequence[str] = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
