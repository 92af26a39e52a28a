"""What the tests of faults share.

- `batch`: a test that asks for it runs once, and ten times with `--soak`, each time on a database of its own.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browsing import PATIENCE_MILLISECONDS

expect.set_options(timeout=PATIENCE_MILLISECONDS)

BATCHES = 10


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "batch" in metafunc.fixturenames:
        metafunc.parametrize("batch", range(BATCHES if metafunc.config.getoption("soak") else 1))
