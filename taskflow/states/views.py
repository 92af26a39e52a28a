"""Saved views: a name for what the address holds, shared by all who use the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import reflex as rx
from pydantic import ValidationError

from taskflow.live.database import in_database
from taskflow.locales import mark, translate
from taskflow.models.view import ViewCreate, ViewPublic
from taskflow.services.errors import DatabaseUnavailable
from taskflow.services.views import TooManyViews, ViewNotFound, delete_view, list_views, save_view
from taskflow.states.board import restored_on_failure
from taskflow.states.board_view import show_board
from taskflow.states.filters import SHOWN, FilterState
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked, explain


@dataclass(frozen=True, slots=True)
class ViewName:
    """A saved view in the list."""

    id: str
    name: str
    query: str


class ViewsState(rx.State):
    """The list of saved views, and what is wrong with the name of a new one."""

    views: list[ViewName] = []
    error: str = ""

    @rx.event
    @checked
    async def load(self) -> None:
        """Read the list."""
        self.show(await in_database(list_views))

    @rx.event
    @checked
    async def save(self, form: dict[str, Any]) -> Answer:
        """Give what is shown now a name; a view of the same name becomes this one."""
        query = (await self.get_state(FilterState)).query.removeprefix("?")
        try:
            new = ViewCreate.model_validate({"name": form.get("name"), "query": query})
            await in_database(lambda session: save_view(session, new))
        except (ValidationError, TooManyViews, DatabaseUnavailable) as error:
            self.error = explain_view(error, (await self.get_state(ReaderState)).language)
            return None
        self.error = ""
        self.show(await in_database(list_views))
        return rx.call_function("() => document.getElementById('view-form')?.reset()")

    @rx.event
    @checked
    async def apply(self, view_id: str) -> Answer:
        """Show what a view names."""
        filters = await self.get_state(FilterState)
        chosen = next((view for view in self.views if view.id == view_id), None)
        if chosen is None:
            raise ViewNotFound(view_id)
        query = dict(parse_qsl(chosen.query))
        with restored_on_failure(filters, *SHOWN, "search_key"):
            filters.take(**{name: query.get(name, "") for name in SHOWN})
            filters.search_key += 1
            await show_board(self)
        return filters.write_address()

    @rx.event
    @checked
    async def delete(self, view_id: str) -> None:
        """Forget a view; the tasks stay."""
        try:
            await in_database(lambda session: delete_view(session, view_id))
        finally:
            # Also when somebody else was faster.
            self.show(await in_database(list_views))

    def show(self, views: Sequence[ViewPublic]) -> None:
        """Take what was read."""
        self.views = [ViewName(view.id, view.name, view.query) for view in views]


def explain_view(error: Exception, language: str) -> str:
    """Return one sentence about a view that could not be saved."""
    if isinstance(error, ValidationError):
        return translate(language, mark("A view needs a name of at most 60 characters."))
    return explain(error, language)
