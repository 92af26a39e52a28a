"""The `views` table: filters, order and lanes that people keep under a name, as the address bar writes them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict
from sqlalchemy import Column, Index, String, Table
from sqlmodel import Field as Attribute
from sqlmodel import SQLModel

from taskflow.models.fields import storable, text_of
from taskflow.models.filter import Group, Order, TaskFilter
from taskflow.models.moment import Moment
from taskflow.models.task import BYTEWISE

NAME_LENGTH = 60
QUERY_LENGTH = 1000


class View(SQLModel, table=True):
    """A row of `views`. Times are UTC."""

    __tablename__ = "views"  # pyright: ignore[reportAssignmentType]  # SQLModel declares it as a function
    __table_args__ = (Index("uq_views_folded_name", "folded_name", unique=True),)

    id: str = Attribute(default_factory=lambda: str(uuid4()), sa_column=Column(String, primary_key=True))
    name: str = Attribute(max_length=NAME_LENGTH)
    # The name without case and accents: nobody can tell "À faire" and "a faire" apart in a menu.
    folded_name: str = Attribute(sa_column=Column(BYTEWISE, nullable=False))
    query: str = Attribute(max_length=QUERY_LENGTH)
    created_at: AwareDatetime = Attribute(sa_type=Moment)


views: Table = SQLModel.metadata.tables["views"]


class _Shown(TaskFilter):
    """Everything that the address of a board may say."""

    sort: Order | None = None
    group: Group | None = None


def _single_line(value: object) -> object:
    # What is too long stays so: what is sent is measured.
    return " ".join(value.split()) if isinstance(value, str) and len(value) <= NAME_LENGTH else value


def _as_address(value: object) -> object:
    """Check what the query string says and write it as the address bar does: percent-encoded, nothing left empty."""
    if not isinstance(value, str) or len(value) > QUERY_LENGTH:
        return value
    try:
        return urlencode(_checked(value))
    except ValueError:
        raise ValueError("must be a query string of filters, such as q=milk&priority=high&sort=due") from None


def _checked(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query), errors="strict")
    given = dict(pairs)
    if len(given) < len(pairs) or not given.keys() <= _Shown.model_fields.keys():
        raise ValueError(given)
    shown = {name: text for name, text in pairs if text}
    _Shown.model_validate(shown)
    return shown


class ViewCreate(BaseModel):
    """What a view to be kept may say: `query` holds filters by their names, `sort` (an order) and `group`."""

    name: Annotated[str, text_of(NAME_LENGTH, shortest=1), BeforeValidator(_single_line), AfterValidator(storable)]
    query: Annotated[str, text_of(QUERY_LENGTH), BeforeValidator(_as_address)]


class ViewPublic(BaseModel):
    """A view as every visitor sees it. `query` is empty or goes behind the question mark of an address, as it is."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    query: str
    created_at: AwareDatetime
