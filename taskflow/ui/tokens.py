"""The colours of both themes, by what they mean; a test holds every pair of text and ground to WCAG AA."""

from __future__ import annotations

from typing import Any

# By name, the value in the light and in the dark theme.
COLORS: dict[str, tuple[str, str]] = {
    "canvas": ("#f3f4f7", "#0f1116"),
    "surface": ("#ffffff", "#1a1d24"),
    "raised": ("#ffffff", "#22262f"),
    "sunken": ("#e9ebf0", "#15181e"),
    "line": ("#dcdfe6", "#2e333d"),
    "edge": ("#858d9b", "#6d7686"),
    "ink": ("#1a1d24", "#e9ebef"),
    "muted": ("#555d6b", "#a5adba"),
    "accent": ("#4a43d9", "#a6a8ff"),
    "accent-hover": ("#3d36bf", "#bdbfff"),
    "on-accent": ("#ffffff", "#12141a"),
    "accent-soft": ("#eceafd", "#272850"),
    "danger": ("#b3261e", "#ff9d94"),
    "danger-soft": ("#fdeae8", "#43201f"),
    "on-danger": ("#ffffff", "#1c0f0e"),
    "warning": ("#855000", "#f5c56b"),
    "warning-soft": ("#fdf1d9", "#3a2d14"),
    "calm": ("#1c6b45", "#7fd6a8"),
    "calm-soft": ("#e3f4ea", "#173527"),
}

# Text on ground, each read somewhere on the screen.
READ_PAIRS = [
    *((text, ground) for text in ("ink", "muted") for ground in ("canvas", "surface", "raised", "sunken")),
    *(("accent", ground) for ground in ("canvas", "surface", "raised", "accent-soft")),
    *(("danger", ground) for ground in ("surface", "raised", "sunken", "danger-soft")),
    ("warning", "warning-soft"),
    ("calm", "calm-soft"),
    ("calm", "raised"),
    ("ink", "accent-soft"),
    ("ink", "warning-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-danger", "danger"),
]

_SHADOWS = {
    "card": "0 1px 2px rgb(15 17 22 / 0.08)",
    "overlay": "0 12px 32px rgb(15 17 22 / 0.24), 0 2px 6px rgb(15 17 22 / 0.12)",
    "held": "0 12px 28px rgb(15 17 22 / 0.28)",
}

TAILWIND: dict[str, Any] = {
    "theme": {
        "extend": {
            "colors": {name: f"var(--{name})" for name in COLORS},
            "fontFamily": {"sans": ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]},
            "boxShadow": _SHADOWS,
        },
    },
}


def color_rules() -> str:
    """Return the colours as CSS: the system's choice, unless the visitor chose a theme; paper is always light."""
    light, dark = (";".join(f"--{name}:{pair[index]}" for name, pair in COLORS.items()) for index in (0, 1))
    toasts = ";".join(
        f"--{kind}-bg:var(--{color}-soft);--{kind}-border:var(--{color}-soft);--{kind}-text:var(--{color})"
        for kind, color in (("success", "calm"), ("info", "accent"), ("warning", "warning"), ("error", "danger"))
    )
    return (
        f":root{{color-scheme:light;--held:{_SHADOWS['held']};{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not(.light){{color-scheme:dark;{dark}}}}}"
        f"@media screen{{:root.dark{{color-scheme:dark;{dark}}}}}"
        # The library's own colours are too faint for AA; the attributes make our rule stronger than its own.
        f":root [data-sonner-toaster][data-sonner-theme]{{{toasts}}}"
    )
