"""A new task from one typed line, and several from several."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import reflex as rx
from pydantic import ValidationError

from taskflow.live.database import in_database
from taskflow.locales import full_date, mark, short_date, translate
from taskflow.models.task import Priority, Status, TaskCreate
from taskflow.services.activity import committed
from taskflow.services.errors import TaskFlowError
from taskflow.services.quick_add import LINES_LIMIT, Kind, QuickTask, parse, split_lines
from taskflow.services.several import create_tasks
from taskflow.services.tasks import End
from taskflow.states.browser import browser_state
from taskflow.states.filters import FilterState
from taskflow.states.reader import Reader, ReaderState
from taskflow.states.refusals import Answer, checked, explain, explain_fields
from taskflow.states.surroundings import known_assignees
from taskflow.states.task_form import say_added

# The place in which one is adding, such as "todo top"; empty when nowhere.
adding_to = browser_state("addingTo", default="")

QUICK_ADD = "quick-add"


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the line that was understood, as it will be read on the card."""

    kind: str
    words: str


class TooManyLines(TaskFlowError):
    """More lines than are added at once."""


class QuickAddState(rx.State):
    """What was recognised in the line so far, and what is wrong with the one before."""

    tokens: list[Token] = []
    lines: int = 0
    error: str = ""
    # The text that was added last: its preview, which comes after a pause, may be late.
    _added: str = ""

    @rx.event
    @checked
    async def preview(self, text: str) -> None:
        """Show what will be made of the text."""
        if text == self._added:
            return
        self._added = ""
        reader = (await self.get_state(ReaderState)).reader
        lines = split_lines(text)
        self.error, self.lines = "", len(lines)
        self.tokens = describe(await self.read(text), reader) if len(lines) == 1 else []

    @rx.event
    @checked
    async def add(self, status: str, end: str, text: str, as_one: bool, opens: bool) -> Answer:
        """Make the tasks, one for each line, or a single one with the further lines as its description."""
        self._added = text
        try:
            news = await self.understand(text, Status(status), as_one=as_one)
            work = partial(create_tasks, news=news, end=End(end))
            tasks, ids = await in_database(lambda session: (work(session), committed(session)))
        except (ValidationError, TaskFlowError) as error:
            return await self.refuse(error, text)
        self.tokens, self.lines, self.error = [], 0, ""
        said = await say_added(self, tasks, ids)
        query = (await self.get_state(FilterState)).query
        return [*said, *([rx.redirect(f"/t/{tasks[0].id}{query}")] if opens else [])]

    async def understand(self, text: str, status: Status, *, as_one: bool) -> list[TaskCreate]:
        """Return the tasks to make of a text.

        Raises:
            ValidationError: when one of them has no title, or a value that cannot be used.
            TooManyLines: when there are more lines than are added at once.
        """
        lines = split_lines(text, limit=LINES_LIMIT + 1)
        if as_one:
            first = await self.create(await self.read(lines[0] if lines else ""), status)
            description = "\n".join(text.strip().splitlines()[1:])
            return [TaskCreate.model_validate({**first.model_dump(), "description": description})]
        if len(lines) > LINES_LIMIT:
            raise TooManyLines
        return [await self.create(await self.read(line), status) for line in lines or [""]]

    async def read(self, line: str) -> QuickTask:
        """Return what a line says."""
        reader = (await self.get_state(ReaderState)).reader
        return parse(line, language=reader.language, today=reader.today, assignees=known_assignees(self))

    async def create(self, quick: QuickTask, status: Status) -> TaskCreate:
        """Return the task to make. What the line leaves open is as the filters say, so that the task can be seen.

        Raises:
            ValidationError: when there is no title, or a value that cannot be used.
        """
        filters = await self.get_state(FilterState)
        values = quick.to_create(status=status).model_dump()
        if quick.priority is None and filters.priority:
            values["priority"] = Priority(filters.priority)
        if quick.assignee is None and filters.named_assignee:
            values["assignee"] = filters.named_assignee
        return TaskCreate.model_validate(values)

    async def refuse(self, error: ValidationError | TaskFlowError, text: str) -> rx.event.EventSpec:
        """Say what is wrong, and give the text back to its field."""
        language = (await self.get_state(ReaderState)).language
        if isinstance(error, TooManyLines):
            self.error = translate(
                language, mark("At most {n} tasks can be added at once. Nothing was added."), n=LINES_LIMIT
            )
        elif isinstance(error, ValidationError):
            self.error = next(iter(explain_fields(error, language).values()))
        else:
            self.error = explain(error, language)
        return return_text(text)


def return_text(text: str) -> rx.event.EventSpec:
    """Put a text that was not taken back into its field, above what was typed since."""
    returned = rx.Var.create(text)
    return rx.call_function(
        f"""() => {{
            const field = document.getElementById('{QUICK_ADD}');
            if (field) field.value = [{returned!s}, field.value].filter(Boolean).join('\\n');
        }}"""
    )


def describe(quick: QuickTask, reader: Reader) -> list[Token]:
    """Return the tokens of a line in the reader's words."""
    tokens: list[Token] = []
    if quick.priority:
        names = {Priority.LOW: mark("Low"), Priority.MEDIUM: mark("Medium"), Priority.HIGH: mark("High")}
        tokens.append(Token(Kind.PRIORITY, translate(reader.language, names[quick.priority])))
    if quick.assignee:
        tokens.append(Token(Kind.ASSIGNEE, quick.assignee))
    if quick.due_date:
        near = short_date(reader.language, quick.due_date, today=reader.today)
        tokens.append(Token(Kind.DUE, f"{near} · {full_date(reader.language, quick.due_date)}"))
    return tokens
