"""Lint, format, types and the arrows between the rooms are part of the one test command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import ROOT, bare_environment

BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ruff", "check"), id="lint"),
        pytest.param(("ruff", "format", "--check"), id="format"),
        pytest.param(("pyright", "--pythonpath", sys.executable, "--warnings"), id="types"),
        pytest.param(("lint-imports", "--no-cache"), id="imports"),
    ],
)
def test_it_passes(command: tuple[str, ...], tmp_path: Path) -> None:
    program, *arguments = command
    done = subprocess.run(
        [BIN / program, *arguments],
        cwd=ROOT,
        # Without a Node on PATH: pyright runs on the one that requirements.txt has brought.
        env=bare_environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
