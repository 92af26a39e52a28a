"""Disks on which nothing more can be written: a small one that fills up, and one whose file may not grow."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil

from tests.program import Program

SIZE = "8m"
PIECE = bytes(4096)


class Disk(Protocol):
    """Where the database lies."""

    @property
    def folder(self) -> Path:
        """The folder on it."""
        ...

    def refuse(self, program: Program) -> None:
        """Let no file of the program become larger."""
        ...

    def relent(self, program: Program) -> None:
        """Let them grow again."""
        ...


@dataclass(frozen=True)
class SmallDisk:
    """A file system of eight megabytes. Permissions would not stop root; want of room does."""

    folder: Path

    def refuse(self, program: Program) -> None:  # noqa: ARG002  (it has the disk for itself)
        """Fill it to the last byte."""
        with (self.folder / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(PIECE)

    def relent(self, program: Program) -> None:  # noqa: ARG002
        """Make room."""
        (self.folder / "ballast").unlink()

    def allow_writing(self, is_allowed: bool) -> None:
        """Mount it for reading only, or for writing again; nobody may use it then."""
        _as_root("mount", "-o", "remount,rw" if is_allowed else "remount,ro", str(self.folder))


@dataclass(frozen=True)
class LimitedFiles:
    """A folder in which the program's files may not grow, as with a quota that is used up; it works for everybody.

    SQLite is told that a write has failed, which is also what it learns from a file system that has become read-only.
    """

    folder: Path

    def refuse(self, program: Program) -> None:
        """Forbid every file to become larger than the log of the database is now."""
        (log,) = self.folder.glob("*.db-wal")
        self._limit(program, log.stat().st_size)

    def relent(self, program: Program) -> None:
        """Lift the limit."""
        self._limit(program, psutil.RLIM_INFINITY)

    def _limit(self, program: Program, size: int) -> None:
        for process in program.processes():
            process.rlimit(psutil.RLIMIT_FSIZE, (size, psutil.RLIM_INFINITY))


@contextmanager
def small_disk(folder: Path) -> Generator[SmallDisk | None]:
    """Mount a small disk at the new folder until the block ends; give None where that is not allowed."""
    folder.mkdir()
    try:
        _as_root("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0777", "taskflow-test", str(folder))
    except (OSError, subprocess.CalledProcessError):
        yield None
        return
    try:
        yield SmallDisk(folder)
    finally:
        _as_root("umount", "--lazy", str(folder))


def _as_root(*command: str) -> None:
    prefix = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    subprocess.run([*prefix, *command], check=True, capture_output=True, timeout=30)
