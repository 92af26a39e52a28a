"""The table of totals, filled, and the triggers that keep it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def key(row: str) -> str:
    """Return the key of the counter in which a row counts, as SQL; `row` is empty or ends with a point."""
    return f"coalesce(nullif({row}assignee, ''), '@nobody'), {row}status, {row}priority"


FILL = f"""
    INSERT INTO task_counts (assignee, status, priority, total)
    SELECT {key("")}, count(*) FROM tasks WHERE deleted_at IS NULL GROUP BY 1, 2, 3
"""  # noqa: S608  (nothing in it comes from outside)

SQLITE_MORE = f"""
    INSERT INTO task_counts (assignee, status, priority, total)
    SELECT {key("NEW.")}, 1 WHERE NEW.deleted_at IS NULL
    ON CONFLICT (assignee, status, priority) DO UPDATE SET total = total + 1;
"""  # fixed
SQLITE_LESS = f"""
    UPDATE task_counts SET total = total - 1
    WHERE OLD.deleted_at IS NULL AND (assignee, status, priority) = ({key("OLD.")});
    DELETE FROM task_counts WHERE (assignee, status, priority) = ({key("OLD.")}) AND total = 0;
"""  # noqa: S608  (nothing in it comes from outside)
SQLITE_TRIGGERS = {
    "task_counts_insert": f"AFTER INSERT ON tasks BEGIN {SQLITE_MORE} END",
    "task_counts_delete": f"AFTER DELETE ON tasks BEGIN {SQLITE_LESS} END",
    "task_counts_update": f"""
        AFTER UPDATE OF assignee, status, priority, deleted_at ON tasks
        WHEN (OLD.assignee, OLD.status, OLD.priority, OLD.deleted_at)
            IS NOT (NEW.assignee, NEW.status, NEW.priority, NEW.deleted_at)
        BEGIN {SQLITE_MORE} {SQLITE_LESS} END
    """,
}

# Once for each statement: row by row, a statement that changes thousands of tasks would leave as many dead counters
# behind, and walk over them again and again.
POSTGRESQL_FUNCTION = f"""
    CREATE FUNCTION count_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM task_counts;
        ELSIF TG_OP = 'INSERT' THEN
            INSERT INTO task_counts (assignee, status, priority, total)
            SELECT {key("")}, count(*) FROM new_rows WHERE deleted_at IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            ON CONFLICT (assignee, status, priority) DO UPDATE SET total = task_counts.total + excluded.total;
        ELSIF TG_OP = 'DELETE' THEN
            UPDATE task_counts SET total = task_counts.total - gone.total
            FROM (
                SELECT {key("")}, count(*) FROM old_rows WHERE deleted_at IS NULL GROUP BY 1, 2, 3
            ) AS gone (assignee, status, priority, total)
            WHERE (task_counts.assignee, task_counts.status, task_counts.priority)
                = (gone.assignee, gone.status, gone.priority);
        ELSE
            INSERT INTO task_counts (assignee, status, priority, total)
            SELECT assignee, status, priority, sum(step) FROM (
                SELECT {key("")}, 1 FROM new_rows WHERE deleted_at IS NULL
                UNION ALL SELECT {key("")}, -1 FROM old_rows WHERE deleted_at IS NULL
            ) AS moved (assignee, status, priority, step)
            GROUP BY assignee, status, priority HAVING sum(step) <> 0 ORDER BY assignee, status, priority
            ON CONFLICT (assignee, status, priority) DO UPDATE SET total = task_counts.total + excluded.total;
        END IF;
        IF FOUND AND TG_OP IN ('DELETE', 'UPDATE') THEN
            DELETE FROM task_counts WHERE total = 0;
        END IF;
        RETURN NULL;
    END $$
"""  # noqa: S608  (nothing in it comes from outside)
POSTGRESQL_TRIGGERS = {
    "task_counts_insert": "AFTER INSERT ON tasks REFERENCING NEW TABLE AS new_rows",
    "task_counts_delete": "AFTER DELETE ON tasks REFERENCING OLD TABLE AS old_rows",
    "task_counts_update": "AFTER UPDATE ON tasks REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "task_counts_truncate": "AFTER TRUNCATE ON tasks",
}


def create(connection: sa.Connection) -> None:
    """Make the table, count what is there and let the triggers count from now on."""
    op.create_table(
        "task_counts",
        sa.Column("assignee", BYTEWISE, primary_key=True),
        sa.Column("status", sa.String(11), primary_key=True),
        sa.Column("priority", sa.String(6), primary_key=True),
        sa.Column("total", sa.Integer(), nullable=False),
    )
    connection.exec_driver_sql(FILL)
    if connection.dialect.name == "sqlite":
        for name, rule in SQLITE_TRIGGERS.items():
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {rule}")
        return
    connection.exec_driver_sql(POSTGRESQL_FUNCTION)
    for name, rule in POSTGRESQL_TRIGGERS.items():
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {rule} FOR EACH STATEMENT EXECUTE FUNCTION count_tasks()")
