"""Wiring only: the application, its pages and its API."""

import reflex as rx
from fastapi import FastAPI

from taskflow.api.origins import expose_headers, guard_websocket
from taskflow.api.static_cache import cache_static_files

api = FastAPI(title="TaskFlow")


@api.get("/health")
def health() -> dict[str, str]:
    """Say that the program answers."""
    return {"status": "healthy"}


class CounterState(rx.State):
    """A count that proves that events travel to the server and back."""

    count: int = 0

    @rx.event
    def increment(self) -> None:
        """Add one."""
        self.count += 1


def index() -> rx.Component:
    """Show a heading and a counter."""
    return rx.el.main(
        rx.el.h1("TaskFlow", class_name="text-3xl font-semibold"),
        rx.el.p("Task manager", class_name="text-slate-500"),
        rx.el.button(
            CounterState.count,
            on_click=CounterState.increment,
            class_name="mt-4 rounded bg-blue-600 px-4 py-2 text-white",
            aria_label="Add one",
        ),
        class_name="mx-auto max-w-xl p-8",
    )


app = rx.App(api_transformer=[api, expose_headers, cache_static_files])
guard_websocket(app)
app.add_page(index, route="/", title="TaskFlow")
