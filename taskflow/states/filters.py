"""What the visitor wants to see; the address bar holds it, so that a link shows the same view."""

from __future__ import annotations

from urllib.parse import urlencode

import reflex as rx
from pydantic import ValidationError

from taskflow.locales import mark, translate
from taskflow.models.filter import NOBODY, Group, Order, TaskFilter
from taskflow.models.task import TaskUpdate
from taskflow.states.live import LiveState
from taskflow.states.reader import ReaderState

FILTERS = tuple(TaskFilter.model_fields)
# All that the address holds, with what it is when the address says nothing.
SHOWN = dict.fromkeys(FILTERS, "") | {"sort": Order.MANUAL.value, "group": ""}


class _Shown(TaskFilter):
    """What the visitor chose to see, and in which order."""

    sort: Order
    group: Group | None = None


class FilterState(LiveState, rx.State):
    """The filters as the page shows them; an empty text does not restrict.

    They are sent together with the cards that they let through.
    """

    q: str = ""
    status: str = ""
    priority: str = ""
    assignee: str = ""
    due: str = ""
    sort: str = Order.MANUAL.value
    group: str = ""
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

    @property
    def named_assignee(self) -> str:
        """The person whose tasks are shown, if it is one."""
        return "" if self.assignee == NOBODY else self.assignee

    @property
    def order(self) -> Order:
        """The order of the cards in a column."""
        return Order(self.sort)

    @property
    def lanes_by(self) -> Group | None:
        """What the board is divided by into lanes."""
        return Group(self.group) if self.group else None

    @property
    def query(self) -> str:
        """The part of the address that holds all this, with its question mark; empty when nothing was chosen."""
        chosen = {name: getattr(self, name) for name, default in SHOWN.items() if getattr(self, name) != default}
        return f"?{urlencode(chosen)}" if chosen else ""

    def change_of_lane(self, lane: str) -> TaskUpdate | None:
        """Return what a task takes on when it comes into a lane; nothing where there are none."""
        if not lane or not self.group:
            return None
        return TaskUpdate.model_validate({self.group: None if lane == NOBODY else lane})

    def take(self, /, **values: str) -> None:
        """Set some of it; an empty text is what the address means when it says nothing.

        Raises:
            ValueError: for a name that does not exist, or a value that is none of its choices; then nothing is set.
        """
        if not values.keys() <= SHOWN.keys():
            raise ValueError(values)
        values = {name: value or SHOWN[name] for name, value in values.items()}
        wanted = {name: getattr(self, name) for name in SHOWN} | values
        _Shown.model_validate({name: value or None for name, value in wanted.items()})
        for name, value in values.items():
            setattr(self, name, value)

    def clear(self) -> None:
        """Show every task; the order and the lanes stay."""
        self.take(**dict.fromkeys(FILTERS, ""))
        self.search_key += 1

    async def read_address(self) -> list[rx.event.EventSpec]:
        """Take the filters from the address; what cannot be used is left out, with a toast that says so."""
        query = self.router.url.query_parameters
        searched = self.q
        refused: list[str] = []
        for name in SHOWN:
            try:
                self.take(**{name: query.get(name, "").strip()})
            except ValidationError:
                self.take(**{name: ""})
                refused.append(name)
        if self.q != searched:
            self.search_key += 1
        if not refused:
            return []
        reader = await self.get_state(ReaderState)
        sentence = mark("The address holds a filter that does not exist and was left out: {names}.")
        return [rx.toast.warning(translate(reader.language, sentence, names=", ".join(refused)))]

    def write_address(self) -> rx.event.EventSpec:
        """Put the filters into the address bar, without a new entry in the browser's history."""
        # Not rx.redirect: a navigation would load the whole page's data a second time.
        query = rx.Var.create(self.query)
        return rx.call_function(
            f"() => window.history.replaceState(window.history.state, '', location.pathname + {query!s})"
        )
