"""Indexes, totals and an index of texts, for boards of any size."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from taskflow.migrations.errors import DatabaseNotOurs
from taskflow.migrations.scale import counting, searching

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ALIVE = " WHERE deleted_at IS NULL"
RANK = "CASE WHEN (priority = 'high') THEN 0 WHEN (priority = 'medium') THEN 1 WHEN (priority = 'low') THEN 2 END"
INDEXES = {
    "ix_tasks_updated_at": "(updated_at, id)",
    "ix_tasks_status_due_date": f"(status, due_date, position){ALIVE}",
    "ix_tasks_status_priority": f"(status, ({RANK}), position){ALIVE}",
    "ix_tasks_status_created_at": f"(status, created_at DESC, position){ALIVE}",
    "ix_tasks_assigned_to": f"(coalesce(nullif(assignee, ''), '@nobody'), status, position){ALIVE}",
    "ix_tasks_priority": f"(priority, id){ALIVE}",
    "ix_tasks_title": f"(substr(search_text, 1, 100), id){ALIVE}",
}
TABLES = ("task_counts", "task_numbers", "task_search")


def upgrade() -> None:
    """Add all of it, for the tasks that are there; the index by assignee gives way to one that knows nobody.

    Raises:
        DatabaseNotOurs: when another program's table has one of the names.
    """
    connection = op.get_bind()
    taken = sa.inspect(connection).get_table_names()
    for table in TABLES:
        if table in taken:
            raise DatabaseNotOurs(table)
    op.drop_index("ix_tasks_assignee", "tasks")
    for name, columns in INDEXES.items():
        # An index that somebody made by hand under one of our names is in the way, and does no less when it is ours.
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE INDEX {name} ON tasks {columns}")
    counting.create(connection)
    searching.create(connection)
