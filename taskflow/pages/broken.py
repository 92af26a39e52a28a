"""What stands in place of a page whose script failed."""

from __future__ import annotations

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary

from taskflow.locales import LANGUAGES, mark, translate
from taskflow.ui.button import LINK
from taskflow.ui.notice import notice


def broken_page_guard(_is_stateful: bool) -> rx.Component:
    """Wrap the application: a failing script leaves a sentence and a way on, and the reason in the server's log."""
    return ErrorBoundary.create(fallback_render=rx.Var.create(_broken_page()))


def _broken_page() -> rx.Component:
    # In every language, because what knows the reader's may be what failed.
    title = " · ".join(_in_every_language(mark("This page has stopped working")))
    sentence = " ".join(_in_every_language(mark("What you saved is safe. Load the page again to go on.")))
    again = " · ".join(_in_every_language(mark("Load again")))
    # Without asking the server, whose help this page can no longer use, and without the router's own way of loading.
    link = rx.el.a(again, href="/", class_name=LINK, custom_attrs={"reloadDocument": True})
    return rx.el.main(
        notice("triangle-alert", title, sentence, link, is_page=True, role="alert"),
        class_name="flex h-dvh flex-col font-sans antialiased",
    )


def _in_every_language(message: str) -> list[str]:
    return [translate(language, message) for language in LANGUAGES]
