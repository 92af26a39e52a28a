"""The engine: how it is tuned for each database, and in what state its connections are handed out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from taskflow.models.database import WRITE_OPTION, create_engine
from taskflow.settings import read_settings
from tests.conftest import NewDatabase


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = engine_of(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = engine_of(new_database("sqlite"))
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = engine_of(new_database("postgresql"))
    yield engine
    engine.dispose()


def test_it_works(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000), ("synchronous", 1)],
)
def test_sqlite_is_safe_and_patient(sqlite_engine: Engine, pragma: str, value: object) -> None:
    with sqlite_engine.connect() as first, sqlite_engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_sqlite_refuses_what_refers_to_nothing(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE tasks (id varchar PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE notes (task_id varchar REFERENCES tasks (id))")
    with sqlite_engine.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("INSERT INTO notes VALUES ('nobody')")


def test_sqlite_lets_others_read_while_one_writes(sqlite_engine: Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE tasks (id varchar)")
    with sqlite_engine.connect().execution_options(**{WRITE_OPTION: True}) as writer, sqlite_engine.connect() as reader:
        writer.exec_driver_sql("INSERT INTO tasks VALUES ('1')")
        assert reader.exec_driver_sql("SELECT count(*) FROM tasks").scalar() == 0


def test_sqlite_takes_tables_back_like_rows(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE tasks (id varchar)")
        connection.rollback()
        assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def test_the_pool_is_as_large_as_the_settings_say(database_url: str) -> None:
    engine = engine_of(database_url, DATABASE_POOL_SIZE="1", DATABASE_MAX_OVERFLOW="1", DATABASE_POOL_TIMEOUT="0.1")
    with engine.connect(), engine.connect(), pytest.raises(PoolTimeoutError):
        engine.connect()
    engine.dispose()


def test_five_connections_are_kept_and_ten_more_given_under_load(engine: Engine) -> None:
    assert isinstance(engine.pool, QueuePool)
    taken = [engine.connect() for _ in range(14)]
    for connection in taken:
        connection.close()
    assert engine.pool.checkedin() == 5


@pytest.mark.parametrize("is_write", [False, True])
def test_a_connection_goes_back_to_the_pool_without_a_transaction(database_url: str, *, is_write: bool) -> None:
    engine = engine_of(database_url, DATABASE_POOL_SIZE="1", DATABASE_MAX_OVERFLOW="0")
    with engine.connect().execution_options(**{WRITE_OPTION: is_write}) as connection:
        connection.exec_driver_sql("CREATE TABLE tasks (id varchar)")
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7)")
    raw = engine.raw_connection()
    driver = raw.driver_connection
    assert driver is not None
    assert not (driver.in_transaction if engine.dialect.name == "sqlite" else driver.info.transaction_status)
    raw.close()
    with engine.connect() as connection:
        # A writer that follows would be kept waiting by what was left.
        connection.exec_driver_sql("CREATE TABLE tasks (id varchar)")
    engine.dispose()


def test_a_connection_that_the_server_ended_is_replaced(postgresql_engine: Engine) -> None:
    with postgresql_engine.connect() as connection, postgresql_engine.connect() as other:
        ended = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        connection.commit()
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": ended})
        other.commit()
    with postgresql_engine.connect() as connection, postgresql_engine.connect() as other:
        pids = {one.execute(text("SELECT pg_backend_pid()")).scalar() for one in (connection, other)}
    assert ended not in pids


def test_the_server_sees_who_is_connected(postgresql_engine: Engine) -> None:
    with postgresql_engine.connect() as connection:
        assert connection.execute(text("SHOW application_name")).scalar() == "taskflow"


def test_an_option_of_the_address_wins_over_ours(postgresql_engine: Engine) -> None:
    url = postgresql_engine.url.update_query_dict({"application_name": "mine", "options": "-c statement_timeout=1234"})
    engine = engine_of(url.render_as_string(hide_password=False))
    with engine.connect() as connection:
        assert connection.execute(text("SHOW application_name")).scalar() == "mine"
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "1234ms"
    engine.dispose()


def test_an_error_does_not_list_what_people_wrote(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection, pytest.raises(OperationalError) as raised:
        connection.execute(text("SELECT nothing(:title)"), {"title": "s3cret"})
    assert "s3cret" not in str(raised.value)


def engine_of(url: str, **environment: str) -> Engine:
    return create_engine(read_settings({"DATABASE_URL": url, **environment}))
