"""Alembic's entry: runs the migrations on the connection that `upgrade` hands over, or on our own from a shell."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

import taskflow.models.activity
import taskflow.models.count
import taskflow.models.task
import taskflow.models.view  # noqa: F401  # they declare their tables
from taskflow.models.database import WRITE_OPTION, engine


def run(connection: Connection) -> None:
    """Run the migrations inside the connection's transaction."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_type=True,
        # SQLite takes DDL back like everything else, because our engine begins the transaction itself.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine().connect().execution_options(**{WRITE_OPTION: True}) as own, own.begin():
        run(own)
