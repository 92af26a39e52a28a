"""The sample board: offered where there is nothing yet, and taken away in one go."""

from __future__ import annotations

import reflex as rx

from taskflow.live.database import in_database
from taskflow.live.hub import hub
from taskflow.locales import mark, translate, translate_plural
from taskflow.services.activity import committed
from taskflow.services.sample import BoardNotEmpty, load_sample, remove_sample
from taskflow.states.changes import ChangeState
from taskflow.states.live import connection_of
from taskflow.states.reader import ReaderState
from taskflow.states.refusals import Answer, checked, explain


class SampleState(rx.State):
    """Puts the sample on the board and takes it away."""

    @rx.event
    @checked
    async def load(self) -> Answer:
        """Fill the empty board with tasks in the reader's language."""
        reader = (await self.get_state(ReaderState)).reader
        try:
            await in_database(lambda session: load_sample(session, reader.language, reader.today))
        except BoardNotEmpty as error:
            hub.look_again(connection_of(self))
            return rx.toast.error(explain(error, reader.language))
        return None

    @rx.event
    @checked
    async def remove(self) -> Answer:
        """Put what is left of the sample in the bin; what people added stays."""
        language = (await self.get_state(ReaderState)).language
        count, ids = await in_database(lambda session: (remove_sample(session), committed(session)))
        if not count:
            hub.look_again(connection_of(self))
            return rx.toast.info(translate(language, mark("The sample tasks are gone already.")))
        sentence = translate_plural(language, "{n} task was deleted.", "{n} tasks were deleted.", count)
        return (await self.get_state(ChangeState)).offer_undo(ids, sentence, language)
