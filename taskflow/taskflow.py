"""Wiring only: the application, its page, its API, its database, and what runs while the server lives."""

import reflex as rx

from taskflow.api.app import create_api
from taskflow.api.origins import expose_headers, guard_websocket
from taskflow.api.static_cache import cache_static_files
from taskflow.migrations.start import (
    prepare_database_before_compiling,
    prepare_database_before_serving,
    share_engine_with_reflex,
)
from taskflow.pages.broken import broken_page_guard
from taskflow.pages.document import head
from taskflow.pages.index import index
from taskflow.pages.not_found import not_found
from taskflow.states.board import BoardState
from taskflow.states.gate import apologise, guard_events
from taskflow.states.visit import VisitState

prepare_database_before_compiling()
share_engine_with_reflex()

app = rx.App(
    head_components=head(),
    html_lang="en",
    # From the inside out: routes, headers, files, and around it all the check that there is a database.
    api_transformer=[create_api(), expose_headers, cache_static_files, prepare_database_before_serving],
    # In place of Reflex's own, which speak English only; the lost connection is part of our page.
    app_wraps={(55, "ErrorBoundary"): broken_page_guard},
    backend_exception_handler=apologise,
)
guard_websocket(app)
guard_events(app)
app.add_page(index, route="/", title="TaskFlow", on_load=BoardState.load)
app.add_page(not_found, route="404", title="TaskFlow", on_load=VisitState.load)
