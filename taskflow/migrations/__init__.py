"""Brings the database up to date: `upgrade` does it, `prepare_database` explains in one sentence what prevents it."""

from taskflow.migrations.errors import (
    DatabaseNotOurs,
    DatabaseNotReady,
    DatabaseNotUpgraded,
    DatabaseTooNew,
    DatabaseUnreachable,
)
from taskflow.migrations.upgrade import prepare_database, upgrade

__all__ = [
    "DatabaseNotOurs",
    "DatabaseNotReady",
    "DatabaseNotUpgraded",
    "DatabaseTooNew",
    "DatabaseUnreachable",
    "prepare_database",
    "upgrade",
]
