"""Wiring only: the application, its pages, its API, and what runs while the server lives."""

import reflex as rx

from taskflow.api.app import create_api
from taskflow.api.origins import expose_headers, guard_websocket
from taskflow.api.static_cache import cache_static_files
from taskflow.pages.document import head
from taskflow.pages.index import index
from taskflow.states.board import BoardState

app = rx.App(
    head_components=head(),
    html_lang="en",
    api_transformer=[create_api(), expose_headers, cache_static_files],
    # Reflex's own overlay speaks English only; ours is part of the page.
    app_wraps={},
)
guard_websocket(app)
app.add_page(index, route="/", title="TaskFlow", on_load=BoardState.load)
