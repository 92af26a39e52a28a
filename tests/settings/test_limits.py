"""The limits are numbers; 0 is none, and nonsense is explained."""

from __future__ import annotations

import pytest

from taskflow.settings import SettingsError, read_settings

NAMES = (
    "TRUSTED_PROXIES",
    "CONNECTIONS",
    "CONNECTIONS_PER_CLIENT",
    "EVENTS_PER_SECOND",
    "REQUESTS_AT_ONCE",
    "REQUESTS_PER_SECOND",
)


def test_it_works() -> None:
    settings = read_settings(dict(zip(NAMES, "300000", strict=True)))
    assert (settings.trusted_proxies, settings.requests_per_second) == (3, 0)
    assert read_settings(dict.fromkeys(NAMES, "")) == read_settings({})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["-1", "many", "2.5", "1000000", "nan"])
def test_nonsense_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=rf"^{name} input should be .*[^.]\.$"):
        read_settings({name: value})
