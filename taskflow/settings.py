"""Every environment variable the program reads: its name, default, meaning and check, in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DEFAULT_DATABASE_URL = "sqlite:///taskflow.db"
POSTGRESQL_DRIVER = "postgresql+psycopg2"


class SettingsError(ValueError):
    """An environment variable that cannot be used; the message is one sentence that names it and shows no secret."""


def _split_commas(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _sqlite_address(url: URL) -> str:
    if url.host:
        raise ValueError("needs three slashes before the file, such as sqlite:///taskflow.db")
    if not url.database or url.database == ":memory:":
        raise ValueError("must name a file, such as sqlite:///taskflow.db, because memory is lost at every restart")
    if url.query or url.database.startswith("file:"):
        raise ValueError("must name a plain file without options, such as sqlite:///taskflow.db")
    file = str(PROJECT_ROOT / url.database)
    return url.set(drivername="sqlite", database=file).render_as_string(hide_password=False)


def _postgresql_address(url: URL) -> str:
    # An unescaped @ ends the password too early, and the rest of it would show up as the host.
    if "@" in (url.host or ""):
        raise ValueError("has an @ in its user name or password, which must be written as %40")
    if "[YOUR-PASSWORD]" in (url.password or ""):
        raise ValueError("still holds [YOUR-PASSWORD] where the password of the database belongs")
    if url.port is not None and not 1 <= url.port <= 65535:
        raise ValueError("has a port that is not between 1 and 65535")
    if not url.database:
        raise ValueError("does not name a database after the host")
    # SQLAlchemy 2.1 would choose psycopg 3 for a bare postgresql://.
    return url.set(drivername=POSTGRESQL_DRIVER).render_as_string(hide_password=False)


class Settings(BaseModel):
    """The checked values. A field's alias is the environment variable, its description what README says about it."""

    model_config = ConfigDict(frozen=True)

    # Left out of repr, because it holds a password and what is printed ends in a log.
    database_url: str = Field(
        DEFAULT_DATABASE_URL,
        repr=False,
        validate_default=True,
        alias="DATABASE_URL",
        description="Where the tasks live: `sqlite:///file` (relative to the project) or `postgresql://…`.",
    )
    database_pool_size: int = Field(
        5, ge=1, le=100, alias="DATABASE_POOL_SIZE", description="PostgreSQL connections kept open per worker."
    )
    database_max_overflow: int = Field(
        9,
        ge=0,
        le=100,
        alias="DATABASE_MAX_OVERFLOW",
        description="Further PostgreSQL connections per worker under load.",
    )
    database_pool_timeout: float = Field(
        10,
        gt=0,
        le=120,
        alias="DATABASE_POOL_TIMEOUT",
        description="Seconds a request waits for a free connection.",
    )
    workers: int = Field(
        1,
        ge=1,
        le=64,
        alias="TASKFLOW_WORKERS",
        description="Processes that serve; more than one needs PostgreSQL and `REDIS_URL`.",
    )
    # Left out of repr, for the same reason as the database's.
    redis_url: str = Field(
        "",
        repr=False,
        alias="REDIS_URL",
        description="Where several workers keep what their visitors are doing: `redis://…`.",
    )
    cors_origins: Annotated[tuple[str, ...], BeforeValidator(_split_commas)] = Field(
        ("http://localhost:5173", "http://localhost:3000"),
        alias="CORS_ORIGINS",
        description="Other sites whose pages may call the API and the websocket, separated by commas.",
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=10,
        alias="TRUSTED_PROXIES",
        description="Proxies before TaskFlow that add to `X-Forwarded-For`; `0` does not believe it.",
    )
    connections: int = Field(
        800, ge=0, le=100_000, alias="CONNECTIONS", description="Open pages per worker; `0` is no limit."
    )
    connections_per_client: int = Field(
        200,
        ge=0,
        le=100_000,
        alias="CONNECTIONS_PER_CLIENT",
        description="Open pages of one address, and as many new ones per minute; `0` is no limit.",
    )
    events_per_second: int = Field(
        20,
        ge=0,
        le=10_000,
        alias="EVENTS_PER_SECOND",
        description="What a page may do, an address three times that, after a pause five times that; `0` is no limit.",
    )
    requests_at_once: int = Field(
        2,
        ge=0,
        le=1000,
        alias="REQUESTS_AT_ONCE",
        description="API calls of one address that are worked on while up to 25 times as many wait; `0` is no limit.",
    )
    requests_per_second: int = Field(
        200,
        ge=0,
        le=100_000,
        alias="REQUESTS_PER_SECOND",
        description="API calls of one address, after a pause ten times as many at once; `0` is no limit.",
    )

    @field_validator("database_url")
    @classmethod
    def _database_url_names_a_supported_database(cls, value: str) -> str:
        try:
            url = make_url(value.strip())
        except (ArgumentError, ValueError):
            # The parser's own message repeats the address, password included.
            raise ValueError("is not a database address such as postgresql://user:password@host:5432/name") from None
        kind = url.drivername.partition("+")[0]
        if kind == "sqlite":
            return _sqlite_address(url)
        if kind in {"postgres", "postgresql"}:
            return _postgresql_address(url)
        raise ValueError("must begin with sqlite:/// or postgresql://")

    @field_validator("redis_url")
    @classmethod
    def _redis_url_names_a_redis(cls, value: str) -> str:
        value = value.strip()
        if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("is not the address of a Redis, such as redis://localhost:6379/0")
        return value

    @model_validator(mode="after")
    def _several_workers_have_what_they_share(self) -> Self:
        if self.workers > 1 and self.is_sqlite:
            raise ValueError("TASKFLOW_WORKERS needs PostgreSQL for more than one worker: set DATABASE_URL")
        if self.workers > 1 and not self.redis_url:
            raise ValueError("TASKFLOW_WORKERS needs a Redis for more than one worker: set REDIS_URL")
        return self

    @field_validator("cors_origins")
    @classmethod
    def _cors_origins_are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if origin == "*":
                raise ValueError("must list the sites one by one; * would let any site act in a visitor's name")
            parts = urlsplit(origin)
            if (
                parts.scheme not in {"http", "https"}
                or not parts.netloc
                or origin != f"{parts.scheme}://{parts.netloc}"
            ):
                raise ValueError(f"must hold origins such as https://board.example.org, not {origin[:100]!r}")
        return value

    @property
    def is_sqlite(self) -> bool:
        """Whether the tasks live in a SQLite file."""
        return self.database_url.startswith("sqlite")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that `environment` asks for; an empty variable counts as not set.

    Raises:
        SettingsError: for the first variable that cannot be used.
    """
    names = {field.alias for field in Settings.model_fields.values()}
    given = {name: value for name, value in environment.items() if name in names and value.strip()}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        reason = first["msg"].removeprefix("Value error, ")
        # What is wrong with several variables together names them itself.
        sentence = f"{first['loc'][0]} {reason[:1].lower()}{reason[1:]}" if first["loc"] else reason
        raise SettingsError(f"{sentence}.") from None


@cache
def settings() -> Settings:
    """Return the settings of this process, read once from its environment."""
    return read_settings(os.environ)
