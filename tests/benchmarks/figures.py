"""What the benchmark measures, what is asked for, and what misses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import quantiles

# Where the board has no size: what is measured on a board of its own.
ANY = 0
SMALL, LARGE = 1_000, 100_000


@dataclass(frozen=True)
class Figure:
    """One measured value; `size` is how many tasks the board had."""

    database: str
    size: int
    name: str
    value: float
    unit: str


@dataclass(frozen=True)
class Target:
    """What figures whose name fits a pattern must not exceed, or must reach where `is_least`; at one size or all."""

    pattern: str
    limit: float
    size: int | None = None
    is_least: bool = False

    def fits(self, name: str) -> bool:
        """Whether it is about the figures of this name."""
        return re.fullmatch(self.pattern, name) is not None

    def is_missed(self, size: int, value: float) -> bool:
        """Whether a value of such a figure is not what is asked for."""
        if self.size not in (None, size):
            return False
        return value < self.limit if self.is_least else value > self.limit

    def __str__(self) -> str:
        where = f" at {self.size:,}" if self.size else ""
        return f"{'≥' if self.is_least else '≤'} {self.limit:g}{where}"


TARGETS = (
    Target("page: (create|edit|move|delete|filter), p50", 25, 10_000),
    Target("page: (create|edit|move|delete|filter), p95", 60, 10_000),
    Target("page: search, p95", 120, 100_000),
    Target("open: cold, p50", 800, 10_000),
    Target(".*: bytes down", 25),
    Target("page: .*: queries", 3),
    Target("open: elements.*", 4_000),
    Target("open: scripts and styles", 200),
    Target("memory: a session", 1),
    Target("told of a move by .*, p50", 50),
    Target("told of a move by .*, p95", 120),
    Target("contended moves by .*: rate", 300, is_least=True),
    Target("contended moves by .*: answer, p95", 60),
)
# Each operation on a board of 100,000 tasks beside the same on one of 1,000. Not the slowest of a few, which say more
# about what else the machine did.
GROWTH = Target("(REST|page|open): .*, p50", 1.5)


def target_of(name: str) -> Target | None:
    """Return what is asked of the figures of this name."""
    return next((target for target in TARGETS if target.fits(name)), None)


def growth(values: dict[int, float]) -> float | None:
    """Return how many times as much it is at 100,000 as at 1,000; `values` are those of one name by size."""
    small, large = values.get(SMALL), values.get(LARGE)
    return large / small if small and large is not None else None


def grows_too_much(name: str, values: dict[int, float]) -> bool:
    """Whether an operation takes longer on a large board than is asked for."""
    found = growth(values)
    return GROWTH.fits(name) and found is not None and GROWTH.is_missed(ANY, found)


def by_name(figures: Iterable[Figure], database: str) -> dict[tuple[str, str], dict[int, float]]:
    """Return the values of a database by name and unit, and then by size, in the order in which they were measured."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for figure in figures:
        if figure.database == database:
            found.setdefault((figure.name, figure.unit), {})[figure.size] = figure.value
    return found


def missed(figures: Iterable[Figure]) -> Iterator[str]:
    """Say each thing that misses what is asked for."""
    figures = list(figures)
    for database in dict.fromkeys(figure.database for figure in figures):
        for (name, unit), values in by_name(figures, database).items():
            target = target_of(name)
            for size, value in values.items():
                if target and target.is_missed(size, value):
                    where = f" at {size:,} tasks" if size else ""
                    yield f"{database}: {name}: {f'{value:.4g} {unit}'.strip()}{where}, wanted {target}"
            if grows_too_much(name, values):
                yield f"{database}: {name} × {growth(values):.2f} from {SMALL:,} to {LARGE:,}, wanted {GROWTH}"


def percentiles(values: list[float]) -> tuple[float, float]:
    """Return p50 and p95."""
    if len(values) == 1:
        return values[0], values[0]
    cuts = quantiles(values, n=20, method="inclusive")
    return cuts[9], cuts[18]
