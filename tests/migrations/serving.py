"""A server without a screen, whose start does what that of the program does. Started by test_start.py."""

from __future__ import annotations

from starlette.applications import Starlette

from taskflow.migrations.start import prepare_database_before_serving


def application() -> object:
    """Return what the server serves, once the database is ready."""
    return prepare_database_before_serving(Starlette())
