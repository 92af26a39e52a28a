"""Saved views: a name for filters, an order and lanes, shared by everybody who uses the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from taskflow.models.fields import is_storable
from taskflow.models.view import ViewCreate, ViewPublic, views
from taskflow.services.errors import TaskFlowError
from taskflow.services.search import fold
from taskflow.services.writing import board_lock

MOST_VIEWS = 100
_PUBLIC_COLUMNS = [views.c[name] for name in ViewPublic.model_fields]


class ViewNotFound(TaskFlowError):
    """The view does not exist, or somebody deleted it."""

    code = "view_not_found"

    def __init__(self, view_id: str) -> None:
        super().__init__(f"View {view_id} not found")
        self.view_id = view_id


class TooManyViews(TaskFlowError):
    """There are as many views as a board can have."""

    code = "too_many_views"

    def __init__(self) -> None:
        super().__init__(f"A board has at most {MOST_VIEWS} views; delete one first")


def list_views(session: Session) -> Sequence[ViewPublic]:
    """Return all views in alphabetical order."""
    rows = session.connection().execute(select(*_PUBLIC_COLUMNS).order_by(views.c.folded_name))
    return [ViewPublic.model_validate(row) for row in rows]


def save_view(session: Session, new: ViewCreate) -> ViewPublic:
    """Keep a view and return it. One whose name differs in case and accents only is replaced and keeps its id.

    Raises:
        TooManyViews: when there are a hundred others.
    """
    # A name of accents alone leaves nothing when it is folded, and yet is a name.
    values = {"name": new.name, "folded_name": fold(new.name) or new.name, "query": new.query}
    with board_lock(session) as connection:
        kept = {row.folded_name: row for row in connection.execute(select(views.c.folded_name, *_PUBLIC_COLUMNS))}
        replaced = kept.get(values["folded_name"])
        if replaced is not None:
            connection.execute(update(views).where(views.c.id == replaced.id).values(values))
            return ViewPublic(id=replaced.id, created_at=replaced.created_at, name=new.name, query=new.query)
        if len(kept) >= MOST_VIEWS:
            raise TooManyViews
        view = ViewPublic(id=str(uuid4()), created_at=datetime.now(UTC), name=new.name, query=new.query)
        connection.execute(insert(views).values({**view.model_dump(), **values}))
    return view


def delete_view(session: Session, view_id: str) -> None:
    """Forget a view.

    Raises:
        ViewNotFound: when there is none of that id.
    """
    with board_lock(session) as connection:
        if not is_storable(view_id) or not connection.execute(delete(views).where(views.c.id == view_id)).rowcount:
            raise ViewNotFound(view_id)
