"""A bare FastAPI and SQLAlchemy service of the course application's shape: what ours is measured against.

Written as a tutorial would: ORM, `def` endpoints, a `get_db` dependency, response models. It has no order, no lock, no
history, no versions. Its engine has the same settings as ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import DateTime, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from taskflow.models.database import create_engine
from taskflow.models.task import Priority, Status
from taskflow.settings import settings


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[str] = mapped_column(String, primary_key=True, default=lambda: str(uuid4()))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="todo")
    priority: Mapped[str] = mapped_column(String(20), default="medium")
    assignee: Mapped[str | None] = mapped_column(String(100))
    due_date: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=lambda: datetime.now(UTC))
    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), default=lambda: datetime.now(UTC), onupdate=lambda: datetime.now(UTC)
    )


class TaskIn(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    description: str | None = Field(None, max_length=1000)
    status: Status = Status.TODO
    priority: Priority = Priority.MEDIUM
    assignee: str | None = Field(None, max_length=100)
    due_date: datetime | None = None


class TaskChange(TaskIn):
    title: str = Field("", min_length=1, max_length=200)


class TaskOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    description: str | None
    status: Status
    priority: Priority
    assignee: str | None
    due_date: datetime | None
    created_at: datetime
    updated_at: datetime


engine = create_engine(settings())
SessionLocal = sessionmaker(bind=engine)
Base.metadata.create_all(engine)
app = FastAPI()


def get_db() -> Iterator[Session]:
    db = SessionLocal()
    try:
        yield db
    finally:
        db.close()


Db = Annotated[Session, Depends(get_db)]


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "healthy"}


@app.get("/tasks", response_model=list[TaskOut])
def list_tasks(db: Db, status: Status | None = None, priority: Priority | None = None, assignee: str | None = None):  # noqa: ANN201
    query = db.query(Task)
    if status:
        query = query.filter(Task.status == status.value)
    if priority:
        query = query.filter(Task.priority == priority.value)
    if assignee:
        query = query.filter(Task.assignee == assignee)
    return query.order_by(Task.created_at).all()


@app.post("/tasks", response_model=TaskOut, status_code=201)
def create_task(task: TaskIn, db: Db):  # noqa: ANN201
    row = Task(**task.model_dump())
    db.add(row)
    db.commit()
    db.refresh(row)
    return row


@app.get("/tasks/{task_id}", response_model=TaskOut)
def read_task(task_id: str, db: Db):  # noqa: ANN201
    return _found(db, task_id)


@app.put("/tasks/{task_id}", response_model=TaskOut)
def update_task(task_id: str, change: TaskChange, db: Db):  # noqa: ANN201
    row = _found(db, task_id)
    for name, value in change.model_dump(exclude_unset=True).items():
        setattr(row, name, value)
    db.commit()
    db.refresh(row)
    return row


@app.delete("/tasks/{task_id}", status_code=204)
def delete_task(task_id: str, db: Db) -> None:
    db.delete(_found(db, task_id))
    db.commit()


def _found(db: Session, task_id: str) -> Task:
    row = db.query(Task).filter(Task.id == task_id).first()
    if row is None:
        raise HTTPException(status_code=404, detail=f"Task {task_id} not found")
    return row
