"""Wiring only: the application, its page, its API, its database, and what runs while the server lives."""

from functools import partial

import reflex as rx

from taskflow.api.app import create_api
from taskflow.api.origins import expose_headers, guard_websocket
from taskflow.api.static_cache import cache_static_files
from taskflow.api.websockets import bound_messages, limit_websockets
from taskflow.live.connections import live_updates, watch_connections
from taskflow.migrations.start import (
    prepare_database_before_compiling,
    prepare_database_before_serving,
    share_engine_with_reflex,
)
from taskflow.pages.broken import broken_page_guard
from taskflow.pages.document import TITLE, head
from taskflow.pages.index import index
from taskflow.pages.layout import layout
from taskflow.pages.not_found import not_found
from taskflow.states.board import BoardState
from taskflow.states.gate import apologise, guard_events
from taskflow.states.open_task import OpenTaskState
from taskflow.states.stall import tell_stall
from taskflow.states.task_fields import TaskFieldsState
from taskflow.states.visit import VisitState

prepare_database_before_compiling()
share_engine_with_reflex()

app = rx.App(
    head_components=head(),
    html_lang="en",
    # From the inside out: routes, headers, files, websockets, and around it all the check that there is a database.
    api_transformer=[
        create_api(),
        expose_headers,
        cache_static_files,
        limit_websockets,
        prepare_database_before_serving,
    ],
    # In place of Reflex's own, which speak English only; the lost connection is part of our page.
    app_wraps={(55, "ErrorBoundary"): broken_page_guard, (5, "Layout"): layout},
    backend_exception_handler=apologise,
    # In the middle of the banner, where nothing is to be pressed: at the bottom they would cover where one adds tasks.
    toaster=rx.toast.provider(position="top-center", offset="6px", visible_toasts=2),
)
guard_websocket(app)
bound_messages(app)
guard_events(app)
watch_connections(app)
app.register_lifespan_task(live_updates, tell_stall=tell_stall)
add_page = partial(app.add_page, title=TITLE, description="A task board that a team hosts itself.", image="/social.png")
add_page(index, route="/", on_load=BoardState.load)
add_page(index, route="/t/[task]", on_load=[OpenTaskState.load, TaskFieldsState.begin, BoardState.load])
add_page(not_found, route="404", on_load=VisitState.load)
