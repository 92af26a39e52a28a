"""What the visitor wants to see; the address bar holds it, so that a link shows the same view."""

from __future__ import annotations

from urllib.parse import urlencode

import reflex as rx
from pydantic import ValidationError

from taskflow.locales import mark, translate
from taskflow.models.filter import TaskFilter
from taskflow.states.reader import ReaderState

FILTERS = tuple(TaskFilter.model_fields)


class FilterState(rx.State):
    """The filters as the page shows them; an empty text does not restrict."""

    q: str = ""
    status: str = ""
    priority: str = ""
    assignee: str = ""
    due: str = ""
    # Changes when the search text is set from elsewhere than its field, which then takes the new text.
    search_key: int = 0

    @rx.var
    def is_filtered(self) -> bool:
        """Whether any filter restricts what is shown."""
        # Each by its name: Reflex reads this body to learn when to compute it again.
        return bool(self.q or self.status or self.priority or self.assignee or self.due)

    @property
    def wanted(self) -> TaskFilter:
        """The checked filter, as the services take it."""
        return TaskFilter.model_validate({name: getattr(self, name) or None for name in FILTERS})

    def take(self, /, **values: str) -> None:
        """Set some filters.

        Raises:
            ValueError: for a filter that does not exist, or a value that is none of its choices; then nothing is set.
        """
        if not values.keys() <= set(FILTERS):
            raise ValueError(values)
        wanted = {name: getattr(self, name) for name in FILTERS} | values
        TaskFilter.model_validate({name: value or None for name, value in wanted.items()})
        for name, value in values.items():
            setattr(self, name, value)

    def clear(self) -> None:
        """Show everything."""
        self.take(**dict.fromkeys(FILTERS, ""))
        self.search_key += 1

    async def read_address(self) -> rx.event.EventSpec | None:
        """Take the filters from the address; what cannot be used is left out, with a toast that says so."""
        query = self.router.url.query_parameters
        searched = self.q
        refused: list[str] = []
        for name in FILTERS:
            try:
                self.take(**{name: query.get(name, "").strip()})
            except ValidationError:
                self.take(**{name: ""})
                refused.append(name)
        if self.q != searched:
            self.search_key += 1
        if not refused:
            return None
        reader = await self.get_state(ReaderState)
        sentence = mark("The address holds a filter that does not exist and was left out: {names}.")
        return rx.toast.warning(translate(reader.language, sentence, names=", ".join(refused)))

    def write_address(self) -> rx.event.EventSpec:
        """Put the filters into the address bar, without a new entry in the browser's history."""
        query = urlencode({name: value for name in FILTERS if (value := getattr(self, name))})
        # Not rx.redirect: a navigation would load the whole page's data a second time.
        address = rx.Var.create(f"?{query}" if query else "/")
        return rx.call_function(f"() => window.history.replaceState(window.history.state, '', {address!s})")
