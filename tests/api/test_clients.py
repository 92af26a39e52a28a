"""Who counts as one client, whatever it writes into its headers."""

from __future__ import annotations

from typing import Any

import pytest

from taskflow.limits import client_address


def address(forwarded: list[str], proxies: int, peer: str | None = "10.0.0.9") -> str:
    scope: dict[str, Any] = {
        "client": (peer, 50_000) if peer else None,
        "headers": [(b"host", b"x"), *((b"x-forwarded-for", line.encode("latin-1")) for line in forwarded)],
    }
    return client_address(scope, proxies)


def test_it_works() -> None:
    assert address([], 0, "192.0.2.1") == "192.0.2.1"
    assert address(["192.0.2.1"], 1) == "192.0.2.1"


def test_without_a_trusted_proxy_the_header_is_not_believed() -> None:
    assert address(["192.0.2.1"], 0) == "10.0.0.9"


@pytest.mark.parametrize(
    "forwarded",
    [
        ["192.0.2.1, 172.70.247.28, 10.19.6.53"],
        ["198.51.100.7,192.0.2.1, 172.70.247.28, 10.19.6.53"],
        ["198.51.100.7", "192.0.2.1", "172.70.247.28", "10.19.6.53"],
    ],
)
def test_what_the_visitor_wrote_itself_stands_before_what_the_proxies_saw(forwarded: list[str]) -> None:
    assert address(forwarded, 3) == "192.0.2.1"


def test_who_comes_past_the_proxies_is_who_connects() -> None:
    assert address([], 1) == address(["192.0.2.1"], 2) == "10.0.0.9"


def test_all_addresses_of_one_network_of_version_six_are_one_client() -> None:
    assert address([], 0, "2001:db8:1:2::5") == address([], 0, "2001:db8:1:2:ffff::1")
    assert address([], 0, "2001:db8:1:2::5") != address([], 0, "2001:db8:1:3::5")


@pytest.mark.parametrize("written", ["192.0.2.1:4711", "::ffff:192.0.2.1", "[::ffff:192.0.2.1]:4711"])
def test_the_same_address_may_be_written_in_several_ways(written: str) -> None:
    assert address([written], 1) == "192.0.2.1"


@pytest.mark.parametrize("written", ["unknown", "", "\xff", "x" * 5000, "1.2.3", "[", "::1::"])
def test_what_is_no_address_is_a_short_text(written: str) -> None:
    assert len(address([f"192.0.2.1, {written}"], 1)) <= 100


def test_a_socket_without_an_address_is_one_client() -> None:
    assert address([], 0, None) == ""
