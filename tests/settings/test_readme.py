"""README's table of settings says what settings.py does."""

import re
from pathlib import Path

from taskflow.settings import Settings

README = Path(__file__).parents[2] / "README.md"
ROW = re.compile(r"^\| `(?P<name>[A-Z_]+)` \| `(?P<default>[^`]*)` \| (?P<meaning>.+) \|$", re.MULTILINE)


def test_every_setting_stands_in_readme_with_its_default_and_meaning() -> None:
    described = {row["name"]: (row["default"], row["meaning"]) for row in ROW.finditer(README.read_text())}
    read = {str(field.alias): (_written(field.default), field.description) for field in Settings.model_fields.values()}
    assert described == read


def _written(default: object) -> str:
    return ",".join(default) if isinstance(default, tuple) else str(default)
