"""The same server without a browser as for the tests of the States."""

from tests.states.conftest import app, engine, log, postgresql_engine, server, session, sqlite_engine

__all__ = ["app", "engine", "log", "postgresql_engine", "server", "session", "sqlite_engine"]
