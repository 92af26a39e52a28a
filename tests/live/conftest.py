"""The same server without a browser, visitors and log as for the tests of the States."""

from tests.states.conftest import app, engine, log, postgresql_engine, server, session, sqlite_engine, visitor

__all__ = ["app", "engine", "log", "postgresql_engine", "server", "session", "sqlite_engine", "visitor"]
