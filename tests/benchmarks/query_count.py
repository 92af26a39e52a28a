"""A number that one process counts up and another reads, without a word between them."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path
from threading import Lock

_NUMBER = struct.Struct("<Q")


class QueryCount:
    """The number at the beginning of a file, which both processes have mapped."""

    def __init__(self, file: str | Path) -> None:
        path = Path(file)
        if not path.exists():
            path.write_bytes(bytes(_NUMBER.size))
        with path.open("r+b") as opened:
            self._mapped = mmap.mmap(opened.fileno(), _NUMBER.size)
        self._lock = Lock()

    def add(self) -> None:
        """Count one more; only one process may."""
        with self._lock:
            _NUMBER.pack_into(self._mapped, 0, self.read() + 1)

    def read(self) -> int:
        """Return how many there were until now."""
        return _NUMBER.unpack_from(self._mapped)[0]
