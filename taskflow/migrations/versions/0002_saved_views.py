"""Saved views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from taskflow.migrations.errors import DatabaseNotOurs

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the table of views, empty.

    Raises:
        DatabaseNotOurs: when another program's table has its name.
    """
    if sa.inspect(op.get_bind()).has_table("views"):
        raise DatabaseNotOurs("views")
    op.create_table(
        "views",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("folded_name", BYTEWISE, nullable=False),
        sa.Column("query", sa.String(1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("uq_views_folded_name", "views", ["folded_name"], unique=True)
