"""The pool of connections is set by the environment."""

from __future__ import annotations

import pytest

from taskflow.settings import SettingsError, read_settings


def test_it_works() -> None:
    settings = read_settings({})
    assert (settings.database_pool_size, settings.database_max_overflow) == (5, 9)
    changed = read_settings(
        {"DATABASE_POOL_SIZE": "2", "DATABASE_MAX_OVERFLOW": "0", "DATABASE_POOL_TIMEOUT": "2.5", "LANG": "C.UTF-8"}
    )
    assert (changed.database_pool_size, changed.database_max_overflow, changed.database_pool_timeout) == (2, 0, 2.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_POOL_SIZE", "0"),
        ("DATABASE_POOL_SIZE", "many"),
        ("DATABASE_POOL_SIZE", "2.5"),
        ("DATABASE_MAX_OVERFLOW", "-1"),
        ("DATABASE_POOL_TIMEOUT", "0"),
        ("DATABASE_POOL_TIMEOUT", "nan"),
        ("DATABASE_POOL_TIMEOUT", "inf"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{name} input should be .*[^.]\.$"):
        read_settings({name: value})
