"""Adds a task as another process would: `python -m tests.browser.live.worker <database> <title>`."""

from __future__ import annotations

import sys

from sqlmodel import Session

from taskflow.models.database import create_engine
from taskflow.models.task import TaskCreate
from taskflow.services.tasks import create_task
from taskflow.settings import read_settings

if __name__ == "__main__":
    database, title = sys.argv[1:]
    with Session(create_engine(read_settings({"DATABASE_URL": database}))) as session:
        create_task(session, TaskCreate(title=title))
