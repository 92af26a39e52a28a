"""Tasks and activity: made anew, or out of the table of the course application."""

from __future__ import annotations

from alembic import op

from taskflow.migrations.adoption import course, tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables, or adopt the one that is there."""
    connection = op.get_bind()
    if course.is_present(connection):
        course.adopt(connection)
    else:
        tables.create(connection)
