"""The tasks that the command palette finds."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from taskflow.live.database import in_database
from taskflow.models.filter import Sort, TaskFilter
from taskflow.services.listing import list_tasks
from taskflow.states.browser import assign, browser_state
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked

FOUND_TASKS = 8

# Whether the palette was ever opened on this page: until then nothing of it is fetched.
palette_opened = browser_state("paletteOpened", default=False)
# What Enter would choose.
palette_choice = browser_state("paletteChoice", default="")


@dataclass(frozen=True, slots=True)
class FoundTask:
    """A task in the list."""

    id: str
    title: str
    status: str


class PaletteState(rx.State):
    """What was found for the text that was typed last."""

    found: list[FoundTask] = []

    @rx.event
    @checked
    async def search(self, text: str) -> Answer:
        """Find tasks; those that were changed last come first, and Enter opens the first."""
        wanted = TaskFilter(q=text)
        today = (await self.get_state(ReaderState)).reader.today
        page = await in_database(
            lambda session: list_tasks(
                session, wanted, sort=Sort.UPDATED_DESC, today=today, limit=FOUND_TASKS, is_counted=False
            )
        )
        self.found = [FoundTask(task.id, task.title, task.status.value) for task in page.tasks] if text.strip() else []
        return palette_choice.push(self.found[0].id) if self.found else choose_first_action()


def choose_first_action() -> rx.event.EventSpec:
    """Let Enter choose what stands first, once the tasks of the search before are gone from the list."""
    first = "document.querySelector('[cmdk-item]')?.dataset.value ?? ''"
    return rx.call_function(f"() => requestAnimationFrame(() => {assign(palette_choice, first)})")
