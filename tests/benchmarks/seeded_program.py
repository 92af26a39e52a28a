"""The program on a new database full of believable tasks, its queries counted."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from taskflow.migrations.upgrade import prepare_database
from taskflow.models.database import create_engine
from taskflow.settings import read_settings
from tests.benchmarks.flood import OFF
from tests.benchmarks.query_count import QueryCount
from tests.benchmarks.rest import Kind, databases
from tests.benchmarks.seeding import seed
from tests.program import ROOT, Program, start_program


@dataclass(frozen=True)
class Seeded:
    """A running program, its database, and the number of its queries until now."""

    program: Program
    engine: Engine
    queries: QueryCount


@contextmanager
def seeded_program(folder: Path, kind: Kind, tasks: int) -> Iterator[Seeded]:
    """Run the program that was built in `folder`, without limits, on a new database with so many tasks."""
    with ExitStack() as stack:
        scratch = Path(tempfile.mkdtemp(prefix="taskflow-benchmark-"))
        stack.callback(shutil.rmtree, scratch, ignore_errors=True)
        url, _ = stack.enter_context(databases(kind, scratch))
        engine = create_engine(read_settings({"DATABASE_URL": url}))
        stack.callback(engine.dispose)
        prepare_database(engine)
        seed(engine, tasks)
        queries = QueryCount(scratch / "queries")
        environment = {**OFF, "QUERIES": str(scratch / "queries"), "PYTHONPATH": str(ROOT)}
        program = stack.enter_context(
            start_program(
                "deployment", folder, scratch, url, environment, application="tests.benchmarks.counted_program:app"
            )
        )
        yield Seeded(program, engine, queries)
