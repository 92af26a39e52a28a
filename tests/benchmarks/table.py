"""The figures as a table that reads well on a terminal and is Markdown too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from tests.benchmarks.figures import ANY, Figure, by_name, grows_too_much, growth, target_of

# Stands behind what misses its target.
MISSED = " ✗"


def table(figures: Sequence[Figure], database: str, before: Iterable[Figure] = ()) -> str:
    """Return the table of a database: a column for each size, the growth, and what it is beside an earlier result."""
    rows, earlier = by_name(figures, database), by_name(before, database)
    sizes = sorted({figure.size for figure in figures if figure.database == database and figure.size})
    has_one_more = [ANY] if any(ANY in values for values in rows.values()) else []
    heading = [
        *("", "unit", *(f"{size:,}" for size in sizes), *(["any size"] if has_one_more else [])),
        *("growth", "wanted", "now/before"),
    ]
    lines = [
        [
            name,
            unit,
            *(_cell(name, size, values.get(size)) for size in [*sizes, *has_one_more]),
            _growth(name, values),
            str(target_of(name) or ""),
            _beside(values, earlier.get((name, unit), {})),
        ]
        for (name, unit), values in rows.items()
    ]
    return _aligned([heading, *lines])


def _cell(name: str, size: int, value: float | None) -> str:
    if value is None:
        return ""
    target = target_of(name)
    return f"{_short(value)}{MISSED if target and target.is_missed(size, value) else ''}"


def _short(value: float) -> str:
    """Three digits are as much as such a measurement says."""
    digits = 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0
    return f"{value:,.0f}" if value == int(value) else f"{value:,.{digits}f}"


def _growth(name: str, values: dict[int, float]) -> str:
    found = growth(values)
    return "" if found is None else f"× {found:.2f}{MISSED if grows_too_much(name, values) else ''}"


def _beside(now: dict[int, float], before: dict[int, float]) -> str:
    ratios = [value / before[size] for size, value in now.items() if before.get(size)]
    return f"× {median(ratios):.2f}" if ratios else ""


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    # Names and targets begin on the left, numbers end on the right.
    is_text = [index in (0, 1, len(widths) - 2) for index in range(len(widths))]

    def line(cells: list[str]) -> str:
        padded = [
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(cells, widths, is_text, strict=True)
        ]
        return f"| {' | '.join(padded)} |"

    rule = [
        "-" * width if left else f"{'-' * (max(width, 2) - 1)}:" for width, left in zip(widths, is_text, strict=True)
    ]
    return "\n".join([line(rows[0]), line(rule), *(line(row) for row in rows[1:])])
