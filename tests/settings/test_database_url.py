"""DATABASE_URL: what is accepted, and how a bad one is explained without its password."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis.strategies import characters, text
from sqlalchemy import URL, make_url

from taskflow.settings import SettingsError, read_settings
from tests.program import ROOT

PLACEHOLDER = "[YOUR-PASSWORD]"
DEFAULT = f"sqlite:///{ROOT / 'taskflow.db'}"


def test_it_works() -> None:
    url = make_url(database_url("postgresql://alice:s3cret@db.example.org:5433/board?sslmode=require&sslcert=me.pem"))
    assert (url.drivername, url.host, url.port, url.database) == (
        "postgresql+psycopg2",
        "db.example.org",
        5433,
        "board",
    )
    assert (url.username, url.password) == ("alice", "s3cret")
    assert url.query == {"sslmode": "require", "sslcert": "me.pem"}


@pytest.mark.parametrize(
    "scheme", ["postgres", "postgresql", "postgresql+psycopg2", "postgresql+psycopg", "postgresql+asyncpg"]
)
def test_postgresql_is_driven_with_psycopg2_whatever_the_address_says(scheme: str) -> None:
    assert database_url(f"{scheme}://alice@db/board") == "postgresql+psycopg2://alice@db/board"


def test_white_space_around_the_address_does_no_harm() -> None:
    assert database_url(" postgres://alice@db/board\n") == "postgresql+psycopg2://alice@db/board"


@given(text(characters(exclude_categories=["Cs"]), min_size=1).filter(lambda password: PLACEHOLDER not in password))
@example("a@b:c/d?e#f%40 +&=")
def test_a_password_with_any_character_survives(password: str) -> None:
    address = URL.create("postgresql", "alice", password, "db", 5432, "board").render_as_string(hide_password=False)
    assert make_url(database_url(address)).password == password


@pytest.mark.parametrize("missing", [{}, {"DATABASE_URL": ""}, {"DATABASE_URL": "  "}])
def test_without_it_the_tasks_live_in_a_file_beside_rxconfig(missing: dict[str, str]) -> None:
    assert (ROOT / "rxconfig.py").exists()
    assert read_settings(missing).database_url == DEFAULT


def test_the_file_is_the_same_one_from_whatever_folder_the_program_is_started(tmp_path: Path) -> None:
    script = "from taskflow.settings import settings; print(settings().database_url)"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == DEFAULT


def test_a_relative_file_lies_in_the_project_and_an_absolute_one_where_it_says(tmp_path: Path) -> None:
    assert database_url("sqlite:///data/mine.db") == f"sqlite:///{ROOT / 'data' / 'mine.db'}"
    assert database_url(f"sqlite:///{tmp_path / 'mine.db'}") == f"sqlite:///{tmp_path / 'mine.db'}"
    assert make_url(database_url("sqlite:////tmp/100%25 mine.db")).database == "/tmp/100% mine.db"  # noqa: S108


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("postgresql://alice:s3cret@db:port/board", "is not a database address such as"),
        ("s3cret", "is not a database address such as"),
        ("postgresql://alice:s3cr@et@db/board", "has an @ in its user name or password, which must be written as %40"),
        ("postgresql://alice:[YOUR-PASSWORD]@db/board", "still holds [YOUR-PASSWORD]"),
        ("postgresql://alice:s3cret@db", "does not name a database after the host"),
        ("postgresql://alice:s3cret@db:99999/board", "has a port that is not between 1 and 65535"),
        ("mysql://alice:s3cret@db/board", "must begin with sqlite:/// or postgresql://"),
        ("'postgresql://alice:s3cret@db/board'", "is not a database address such as"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite://taskflow.db", "needs three slashes before the file"),
        ("sqlite:///taskflow.db?mode=ro", "must name a plain file without options"),
        ("sqlite:///file:taskflow.db", "must name a plain file without options"),
    ],
)
def test_an_unusable_one_is_explained_in_one_sentence_that_hides_the_password(url: str, complaint: str) -> None:
    with pytest.raises(SettingsError) as refused:
        database_url(url)
    said = str(refused.value)
    assert said.startswith(f"DATABASE_URL {complaint}")
    assert said.endswith(".")
    assert "\n" not in said
    assert "s3cr" not in said
    # A traceback would show what pydantic says, input included.
    assert refused.value.__suppress_context__


def test_printed_settings_show_no_password() -> None:
    settings = read_settings({"DATABASE_URL": "postgresql://alice:s3cret@db/board"})
    assert "s3cret" not in repr(settings)
    assert "s3cret" not in str(settings)


def database_url(given_: str) -> str:
    return read_settings({"DATABASE_URL": given_}).database_url
