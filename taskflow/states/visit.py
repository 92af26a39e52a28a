"""The start of a visit to a page that shows nothing of the board."""

from __future__ import annotations

import reflex as rx

from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked


class VisitState(rx.State):
    """Knows the reader, and nothing else."""

    @rx.event
    @checked
    async def load(self) -> Answer:
        """Choose the language."""
        reader = await self.get_state(ReaderState)
        reader.settle()
        return reader.announce()
