"""What the browser's storage may hold for a State."""

from __future__ import annotations

# Longer is nothing that this page stores, and what is longer is not let in, see gate.py.
STORED_LENGTH = 2000
