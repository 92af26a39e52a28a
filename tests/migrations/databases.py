"""What the tests of migrations look at: the whole content of a database, and the shape of its tables."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect

from taskflow.models.database import create_engine
from taskflow.settings import read_settings

COURSE = Path(__file__).parent / "course"

POSTGRESQL_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
           l.collname
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
"""
POSTGRESQL_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
"""
POSTGRESQL_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
POSTGRESQL_ENUMS = "SELECT typname, enumlabel FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid"
# What only migrations make, because no model describes it: the index of texts, and triggers.
UNDESCRIBED = ("task_counts_", "task_search", "task_numbers", "ix_tasks_search_text")
POSTGRESQL_TRIGGERS = "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal"


def engine_of(url: str) -> Engine:
    """Return the engine that the program would use for this address; whoever asks disposes of it."""
    return create_engine(read_settings({"DATABASE_URL": url}))


def run_script(engine: Engine, script: str) -> None:
    """Execute the statements of a script, one after the other."""
    with engine.begin() as connection:
        for statement in script.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(_driver_sql(engine, statement))


def make_course_database(engine: Engine) -> None:
    """Make the table that the course application leaves behind, with a few rows."""
    run_script(engine, (COURSE / f"{engine.dialect.name}.sql").read_text())


def dump(engine: Engine) -> list[str]:
    """Return everything that is in the database, schema and rows."""
    if not _is_postgresql(engine):
        with engine.connect() as connection:
            return list(connection.connection.driver_connection.iterdump())  # pyright: ignore[reportOptionalMemberAccess]
    lines = _catalog(engine, "ORDER BY 1, 2")
    with engine.connect() as connection:
        for table in sorted(inspect(engine).get_table_names()):
            rows = connection.exec_driver_sql(f'SELECT t::text FROM "{table}" t ORDER BY 1')  # noqa: S608
            lines += [f"{table} {row[0]}" for row in rows]
    return lines


def shape(engine: Engine) -> set[str]:
    """Return what the tables look like, whatever order their columns were made in; Alembic's own table left out."""
    if _is_postgresql(engine):
        return {line for line in _catalog(engine, "") if not _is_undescribed(line)}
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        # The first line is CREATE TABLE with the name, which a renamed table has in quotes.
        return {
            f"{table} {line.strip().rstrip(',')}"
            for table, sql in found
            if table != "sqlite_sequence"
            for line in (sql.splitlines()[1:] or [sql])
            if not _is_undescribed(f"{table} {sql}")
        }


def _is_undescribed(line: str) -> bool:
    return any(name in line for name in ("alembic", *UNDESCRIBED))


def rows(engine: Engine, query: str) -> list[tuple[object, ...]]:
    """Return the rows of a query."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(_driver_sql(engine, query))]


def _catalog(engine: Engine, order: str) -> list[str]:
    queries = (POSTGRESQL_COLUMNS, POSTGRESQL_CONSTRAINTS, POSTGRESQL_ENUMS, POSTGRESQL_TRIGGERS)
    lines = [str(row) for query in queries for row in rows(engine, f"{query} {order}")]
    return lines + [str(row) for row in rows(engine, f"{POSTGRESQL_INDEXES} ORDER BY 1")]


def _driver_sql(engine: Engine, statement: str) -> str:
    # psycopg2 looks for placeholders even when there is nothing to place.
    return statement.replace("%", "%%") if _is_postgresql(engine) else statement


def _is_postgresql(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"
