"""The index of texts, where the database can have one: it finds every text that contains three letters in a row.

Without it a search reads all texts, and finds the same.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

# An index of SQLite names a text by a number. Those of the rows of `tasks` change when a file is vacuumed.
SQLITE_TABLES = (
    "CREATE TABLE task_numbers (number INTEGER PRIMARY KEY, task_id VARCHAR NOT NULL UNIQUE)",
    # Texts are folded before they are stored. The index keeps no copy of them.
    "CREATE VIRTUAL TABLE task_search USING fts5(search_text, content='', tokenize='trigram case_sensitive 1')",
)
SQLITE_FILL = (
    "INSERT INTO task_numbers (task_id) SELECT id FROM tasks WHERE deleted_at IS NULL",
    """
    INSERT INTO task_search (rowid, search_text)
    SELECT number, search_text FROM tasks JOIN task_numbers ON task_id = id
    """,
)
SQLITE_ADD = """
    INSERT INTO task_numbers (task_id) SELECT NEW.id WHERE NEW.deleted_at IS NULL;
    INSERT INTO task_search (rowid, search_text)
    SELECT number, NEW.search_text FROM task_numbers WHERE task_id = NEW.id AND NEW.deleted_at IS NULL;
"""
SQLITE_REMOVE = """
    INSERT INTO task_search (task_search, rowid, search_text)
    SELECT 'delete', number, OLD.search_text FROM task_numbers WHERE task_id = OLD.id AND OLD.deleted_at IS NULL;
    DELETE FROM task_numbers WHERE task_id = OLD.id;
"""
SQLITE_TRIGGERS = {
    "task_search_insert": f"AFTER INSERT ON tasks BEGIN {SQLITE_ADD} END",
    "task_search_delete": f"AFTER DELETE ON tasks BEGIN {SQLITE_REMOVE} END",
    "task_search_update": f"""
        AFTER UPDATE OF id, search_text, deleted_at ON tasks
        WHEN (OLD.id, OLD.search_text, OLD.deleted_at IS NULL)
            IS NOT (NEW.id, NEW.search_text, NEW.deleted_at IS NULL)
        BEGIN {SQLITE_REMOVE} {SQLITE_ADD} END
    """,
}
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_tasks_search_text ON tasks USING gin (search_text gin_trgm_ops) WHERE deleted_at IS NULL",
)


def create(connection: sa.Connection) -> None:
    """Make the index, of what is there and what comes. Does nothing where the database has none to offer."""
    is_sqlite = connection.dialect.name == "sqlite"
    try:
        with connection.begin_nested():
            for statement in SQLITE_TABLES if is_sqlite else POSTGRESQL:
                connection.exec_driver_sql(statement)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        return
    if is_sqlite:
        for statement in SQLITE_FILL:
            connection.exec_driver_sql(statement)
        for name, rule in SQLITE_TRIGGERS.items():
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {rule}")
