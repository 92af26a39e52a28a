"""What goes to a page: by the full name of a State, the names of variables and their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Delta = Mapping[str, Mapping[str, Any]]

_MISSING = object()


def merged(*deltas: Delta) -> Delta:
    """Return one delta of several; a later value wins."""
    values: dict[str, dict[str, Any]] = {}
    for delta in deltas:
        for state, changed in delta.items():
            values.setdefault(state, {}).update(changed)
    return values


def difference(now: Delta, before: Delta) -> Delta:
    """Return those values that are not the same in `before`."""
    changed = {
        state: {name: value for name, value in values.items() if before.get(state, {}).get(name, _MISSING) != value}
        for state, values in now.items()
    }
    return {state: values for state, values in changed.items() if values}
