"""Text and controls stand out from their ground, in both themes, as WCAG 2.2 AA asks."""

from __future__ import annotations

import pytest

from taskflow.ui.tokens import COLORS, READ_PAIRS

THEMES = {"light": 0, "dark": 1}
TEXT, CONTROL = 4.5, 3.0

# What one must see to find a control: the border of a field, the ring around what has the focus.
CONTROLS = [
    *(("edge", ground) for ground in ("canvas", "surface", "raised")),
    *(("accent", ground) for ground in ("canvas", "surface", "raised", "sunken")),
    *(("danger", ground) for ground in ("surface", "raised")),
]


def luminance(color: str) -> float:
    """Return the relative luminance of #rrggbb: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(pairs: list[tuple[str, str]], theme: str, least: float) -> list[tuple[str, str, float]]:
    found = [(one, other, contrast(COLORS[one][THEMES[theme]], COLORS[other][THEMES[theme]])) for one, other in pairs]
    return [pair for pair in found if pair[2] < least]


def test_the_formula_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str) -> None:
    assert too_faint(READ_PAIRS, theme, TEXT) == []


@pytest.mark.parametrize("theme", THEMES)
def test_controls_can_be_seen(theme: str) -> None:
    assert too_faint(CONTROLS, theme, CONTROL) == []
